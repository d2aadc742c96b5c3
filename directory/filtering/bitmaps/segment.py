"""Listings in the order of their names, and for each value the set of those that have it."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

from pyroaring import BitMap

from .checks import Checks
from .packed_texts import PackedTexts
from .points import Points
from .postings import Postings

WORD, POINT = "word", "point"  # the facets of what goes into Segment.words and Segment.points


@dataclass(frozen=True, repr=False)
class Segment:
    """A listing's ordinal is its place in the order of names; every bitmap is a set of ordinals.

    `values` has (facet, value) and, as ("pair", condition, therapy), what is treated with what; `words` those of
    names and places; `points` where they are. `live` are those that are as they were when the segment was made.
    """

    ids: array = field(default_factory=lambda: array("q"))
    names: PackedTexts = field(default_factory=PackedTexts)
    values: dict[tuple[str, ...], BitMap] = field(default_factory=dict)
    checks: Checks = field(default_factory=Checks)
    points: Points = field(default_factory=Points)
    live: BitMap = field(default_factory=BitMap)
    by_id: array = field(default_factory=lambda: array("I"))  # ordinals in the order of ids
    words: Postings = field(default_factory=Postings)

    def ordinals(self, ids):
        """The BitMap of those of `ids` that are in the segment, live or not."""
        return BitMap(found for found in map(self._ordinal, ids) if found is not None)

    def _ordinal(self, pk):
        place = bisect_left(self.by_id, pk, key=self.ids.__getitem__)
        if place < len(self.by_id) and self.ids[self.by_id[place]] == pk:
            return self.by_id[place]
        return None

    def place_of(self, name, pk):
        """The ordinal before which a listing of this name would stand."""
        return bisect_left(range(len(self.ids)), (name, pk), key=lambda at: (self.names[at], self.ids[at]))


def build(entries, groups):
    """A Segment of `entries`, (pk, name, day or None) in order, and `groups`, (facet, value, …): [pk, …].

    The group of a point is ("point", north, east), in decimal digits.
    """
    ids, days = array("q"), defaultdict(BitMap)
    for ordinal, (pk, _name, day) in enumerate(entries):
        ids.append(pk)
        days[day].add(ordinal)
    by_id = array("I", sorted(range(len(ids)), key=ids.__getitem__))
    ordinal_of = dict(zip(ids, range(len(ids)), strict=True))
    ordinals = {value: sorted({ordinal_of[pk] for pk in pks if pk in ordinal_of}) for value, pks in groups.items()}
    segment = Segment(
        ids=ids,
        names=PackedTexts.of(name for _pk, name, _day in entries),
        checks=Checks(days),
        points=Points.of(
            {(int(value[1]), int(value[2])): found for value, found in ordinals.items() if value[0] == POINT}
        ),
        live=BitMap(range(len(ids))),
        by_id=by_id,
        words=Postings.of({value[1].encode(): found for value, found in ordinals.items() if value[0] == WORD}),
    )
    segment.values.update(
        (value, BitMap(found)) for value, found in ordinals.items() if value[0] not in (WORD, POINT)
    )
    for bitmap in (*segment.values.values(), *segment.checks.days.values()):
        bitmap.run_optimize()
        bitmap.shrink_to_fit()
    return segment
