"""A new fact under the former check: saved, as it may put a slip right, and told to editor and approver."""

from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from conditions.models import Condition
from desk.snapshots import owned

from .models.listing import FACTS


def warnings(model, before, after):
    """[sentence, …] on facts, and on therapies of a treatment, that changed while the day of their check did not.

    `before` and `after` are contents of a listing of this `model`.
    """
    found = _warnings(model, before["fields"], after["fields"], FACTS)
    treatment, _owner = owned(model)["treatments"]
    for key, row in after["rows"]["treatments"].items():
        if former := before["rows"]["treatments"].get(key):
            found += _warnings(treatment, former, row, ["therapies"])
    return found


def _warnings(model, before, after, facts):
    changed = [name for name in facts if before[name] != after[name] and after[name] is not None]
    if not changed or not before["checked_on"] or before["checked_on"] != after["checked_on"]:
        return []
    names = get_text_list([capfirst(model._meta.get_field(name).verbose_name) for name in changed], _("and"))
    if "condition" in after:
        names += f" ({Condition._base_manager.get(pk=after['condition'])})"
    text = _(
        "Changed: %(facts)s. The check is still that of %(day)s. If it was checked anew, the listing needs the "
        "day and the source of that."
    )
    return [text % {"facts": names, "day": date_format(date.fromisoformat(before["checked_on"]))}]
