"""A form that states a new fact and leaves the former check: saved, as it may put a slip right, and told."""

from django.contrib import messages
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _


def warn(request, form, facts):
    """Say so if a valid `form` changed some of the `facts`, and not the day on which they were checked."""
    day = form.initial.get("checked_on")
    changed = [name for name in form.changed_data if name in facts and form.cleaned_data[name] is not None]
    if not day or not changed or "checked_on" in form.changed_data:
        return
    names = get_text_list([str(form.fields[name].label) for name in changed], _("and"))
    text = _(
        "You changed: %(facts)s. The check is still that of %(day)s. If you checked it anew, enter the day and "
        "the source of that."
    )
    messages.warning(request, text % {"facts": names, "day": date_format(day)})
