"""What tests of the editors' desk share: an editor, and forms as a browser sends them."""

from django.test import Client

from tests.factories import make_account

EVERYTHING = ["Editor", "Medical reviewer", "Directory manager"]


def signed_in(client, *roles, **account):
    """`client` as somebody with these roles, or with all but the translator's, who reads English."""
    client.force_login(make_account("edith", *(roles or EVERYTHING), **account))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def person(name, *roles, **account):
    """A browser of somebody with these roles."""
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(make_account(name, *roles, **account))
    return client


def form_of(client, address):
    """The data a browser would send back unchanged: every field of the page's admin form."""
    return data_of(client.get(address))


def data_of(response):
    """The same of a page that was answered already."""
    form = response.context["adminform"].form
    editing = response.context.get("editing")
    data = {"_seen": editing.seen, "_drawn": editing.drawn} if editing else {}
    for bound in form:
        _add(data, bound)
    for inline in response.context["inline_admin_formsets"]:
        for bound in inline.formset.management_form:
            _add(data, bound)
        for row in inline.formset.initial_forms:
            for bound in row:
                _add(data, bound)
    return data


def _add(data, bound):
    value = bound.value()
    if isinstance(value, list):
        data[bound.html_name] = [getattr(item, "pk", item) for item in value]
    elif value or (value is not False and value == 0):
        data[bound.html_name] = value


def send(client, address, data):
    """The list of error messages of the answer; empty when it was saved."""
    response = client.post(address, data)
    if response.status_code == 302:
        return []
    errors = list(response.context["adminform"].form.errors.values())
    errors += [inline.formset.non_form_errors() for inline in response.context["inline_admin_formsets"]]
    for inline in response.context["inline_admin_formsets"]:
        errors += [error for row in inline.formset.errors for error in row.values()]
    return [message for error in errors for message in error]


def url(obj, page="change"):
    return f"/admin/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}/{page}/"


def add_row(data, prefix, **fields):
    """One more row of an inline."""
    total = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = total + 1
    data.update({f"{prefix}-{total}-{name}": value for name, value in fields.items()})


def take_step(client, obj, step, **data):
    """A press on a button of the review page; the list of messages that follow."""
    address = url(obj, "review")
    seen = client.get(address).context["page"].review.seen
    response = client.post(address, {"step": step, "seen": seen, **data}, follow=True)
    return [str(message) for message in response.context["messages"]]


def save(client, obj, **changed):
    """The messages of a save that went well."""
    response = client.post(url(obj), {**form_of(client, url(obj)), **changed}, follow=True)
    return [str(message) for message in response.context["messages"]]
