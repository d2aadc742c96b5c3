"""The buttons of a letter at the desk."""

LIST = "/admin/legal/letter/"


def url(letter):
    return f"{LIST}{letter.pk}/change/"


def act(client, letter, action, **typed):
    """Press a button; what else its form holds is sent as the page gives it out."""
    page = client.get(url(letter)).context["page"]
    forms = {"close": page.close_form, "answer": page.answer_form}
    data = {}
    if action in forms:
        form = forms[action]
        data = {bound.html_name: bound.value() or "" for bound in form}
        data |= {form.add_prefix(name): value for name, value in typed.items()}
    return client.post(url(letter), {**data, "action": action}, follow=True)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]
