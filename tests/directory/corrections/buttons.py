"""The buttons of a correction at the desk."""

from django.utils import timezone

LIST = "/admin/directory/correction/"
NOW = timezone.now()
DECIDED = {"state": "accepted", "decided_at": NOW, "decided_by_name": "Edith"}


def url(correction):
    return f"{LIST}{correction.pk}/change/"


def act(client, correction, action, **typed):
    """Press a button; what else its form holds is sent as the page gives it out."""
    page = client.get(url(correction)).context["page"]
    forms = {"accept": page.accept_form, "decline": page.decline_form, "answer": page.answer_form}
    data = {}
    if action in forms:
        form = forms[action]
        data = {bound.html_name: bound.value() or "" for bound in form} | {"accept-seen": page.seen}
        data |= {form.add_prefix(name): value for name, value in typed.items()}
    return client.post(url(correction), {**data, "action": action}, follow=True)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]
