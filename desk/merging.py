"""Two people's changes to the same version, put together."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Merge:
    """`content` has both changes; where both changed the same place, mine. `conflicts` lists those places."""

    content: dict
    conflicts: list[str]


def merge(base, theirs, mine):
    """What became of `base` in two hands, as one content; a place is "summary", "sections/12/body_de", …"""
    conflicts = []
    fields = _merge_values(base["fields"], theirs["fields"], mine["fields"], "", conflicts)
    rows = {
        name: _merge_rows(*(content["rows"].get(name, {}) for content in (base, theirs, mine)), name, conflicts)
        for name in mine["rows"]
    }
    marks = _merge_marks(base["marks"], theirs["marks"], mine["marks"])
    return Merge({"fields": fields, "rows": rows, "marks": marks}, conflicts)


def _merge_values(base, theirs, mine, place, conflicts):
    merged = {}
    for name in {**theirs, **mine}:
        old, their, my = base.get(name), theirs.get(name), mine.get(name)
        if my == their or their == old:
            merged[name] = my
        elif my == old:
            merged[name] = their
        elif isinstance(my, list) and isinstance(their, list):
            merged[name] = sorted((set(their) | set(my)) - (set(old or []) - (set(their) & set(my))))
        else:
            merged[name] = my
            conflicts.append(f"{place}{name}")
    return merged


def _merge_rows(base, theirs, mine, relation, conflicts):
    merged = {}
    for pk in {**theirs, **mine}:
        old, their, my = base.get(pk), theirs.get(pk), mine.get(pk)
        if their is not None and my is not None:
            merged[pk] = _merge_values(old or {}, their, my, f"{relation}/{pk}/", conflicts)
        elif old is None or (their or my) != old:  # added by one; or removed by one and changed by the other
            merged[pk] = their or my
            if old is not None:
                conflicts.append(f"{relation}/{pk}")
    return merged


def _merge_marks(base, theirs, mine):
    merged = {}
    for place in {**theirs, **mine}:
        mark = (theirs if mine.get(place) == base.get(place) else mine).get(place)
        if mark:
            merged[place] = mark
    return merged
