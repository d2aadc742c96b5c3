"""Short names for addresses, for new listings that bring none."""

from itertools import chain

from django.db.models import QuerySet
from django.utils.text import slugify

from conditions.folding import fold

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
LONGEST = 90  # of 100; the rest is for a number
NUMBERS = range(2, 30)


def suggestions(name, place=""):
    """The slugs that fit, best first."""
    first = _slug(name) or "listing"
    second = _slug(f"{name} {place}")
    numbered = [f"{first}-{number}" for number in NUMBERS]
    return list(dict.fromkeys([first, second or first, *numbered]))


def _slug(text):
    return slugify(fold(text.lower().translate(UMLAUTS)))[:LONGEST].strip("-")


def assign(model, plans, wanted):
    """Give each of the `plans` of new listings a slug that is free in the directory and in the file.

    `wanted` is {plan: suggestions}. A plan that was given one before keeps it. Two statements.
    """
    asked = set(chain.from_iterable(wanted.values())) | {plan.row.slug for plan in wanted}
    taken = set(QuerySet(model).filter(slug__in=asked).order_by().values_list("slug", flat=True))
    if not wanted:
        return
    run = next(iter(wanted)).row.run_id
    others = type(next(iter(wanted)).row)._base_manager.filter(run=run, slug__in=asked)
    in_file = dict(others.order_by().values_list("slug", "line"))
    for plan in plans:
        if plan in wanted:
            mine = [plan.row.slug] if plan.row.slug else wanted[plan]
            free = [s for s in mine if s not in taken and in_file.get(s, plan.row.line) == plan.row.line]
            plan.slug = free[0] if free else ""
            taken.add(plan.slug)
