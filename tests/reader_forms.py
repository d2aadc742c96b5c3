"""A reader's browser: what the form of a page would send back unchanged."""

import html5lib

FORM = "application/x-www-form-urlencoded"


def names(html):
    """Of all its controls, also of those of which nothing is chosen yet."""
    return {control.get("name") for tag in ("input", "select", "textarea") for control in _form(html).iter(tag)}


def _form(html):
    page = html5lib.HTMLParser(namespaceHTMLElements=False).parse(html)
    [form] = [form for form in page.iter("form") if form.get("method") == "post"]
    return form


def controls(html):
    """{name: value} of all controls of the one form that is sent, as a browser would send them unchanged."""
    form = _form(html)
    inputs = {
        control.get("name"): control.get("value", "on" if control.get("type") == "checkbox" else "")
        for control in form.iter("input")
        if control.get("type") not in ("radio", "checkbox") or control.get("checked") is not None
    }
    texts = {control.get("name"): (control.text or "").removeprefix("\n") for control in form.iter("textarea")}
    return inputs | texts | {control.get("name"): _chosen(control) for control in form.iter("select")}


def _chosen(select):
    options = list(select.iter("option"))
    return next((one for one in options if one.get("selected") is not None), options[0]).get("value")
