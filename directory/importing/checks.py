"""A new fact needs a check of its own: it must not stand under the day and source of what was there before."""

from datetime import date

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

DAY, SOURCE = "checked_on", "source"


def require(plan, old, facts, columns):
    """Refuse a row that changes some of the `facts` of `old`, which were checked, without saying of a new check.

    One that repeats the day and source of the former check gets a warning: both may be of the same day.
    """
    changed = [name for name, _old, new in plan.changes if name in facts and new not in (None, [])]
    if not changed or not old[DAY]:
        return
    names = get_text_list([columns[name].label for name in changed], _("and"))
    about = {"facts": names, "day": date_format(date.fromisoformat(old[DAY]))}
    if not plan.row.cells.get(DAY) or not plan.row.cells.get(SOURCE):
        plan.refuse(
            _(
                "It changes %(facts)s, but names no check of it: the one of %(day)s was of the former statement. "
                "The row needs its day and its source."
            )
            % about
        )
    elif (plan.values.get(DAY) or old[DAY]) < old[DAY]:
        plan.refuse(_("It changes %(facts)s after a check that is older than the one of %(day)s.") % about)
    elif not {DAY, SOURCE} & {name for name, _old, _new in plan.changes}:
        plan.warnings.append(_("It changes %(facts)s, and the check stays the one of %(day)s.") % about)
