"""Contents that the database no longer takes as they are: what they refer to is gone, or a number is taken now."""

import copy

from django.db import IntegrityError, transaction

from .differences import differences
from .snapshots import put, take_many


def fit(model, pk, content):
    """Put `content`, or as much of it as the database takes.

    What was put, and [Difference, …] of what could not be: nothing goes without being named.
    """
    if _is_taken(model, pk, content):
        return content, []
    kept = take_many(model, [pk])[pk]
    for name, rows in content["rows"].items():
        for row in {**kept["rows"].get(name, {}), **rows}:
            kept = _with(model, pk, kept, "rows", name, row, content)
    for name in content["fields"]:
        kept = _with(model, pk, kept, "fields", name, None, content)
    return kept, differences(model, content, kept)


def _with(model, pk, kept, part, name, row, content):
    """`kept` with one place as in `content`, if that is taken."""
    tried = copy.deepcopy(kept)
    place, wanted = (tried[part], content[part]) if row is None else (tried[part][name], content[part][name])
    key = name if row is None else row
    if key in wanted:
        place[key] = wanted[key]
    else:
        place.pop(key, None)
    return tried if tried == kept or _is_taken(model, pk, tried) else kept


def _is_taken(model, pk, content):
    try:
        with transaction.atomic():
            put(model, pk, content)
    except IntegrityError:
        return False
    return True
