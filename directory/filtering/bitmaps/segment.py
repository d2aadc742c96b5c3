"""Listings in the order of their names, and for each value the set of those that have it."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

from pyroaring import BitMap

from .checks import Checks
from .points import Points


class Names:
    """Many texts in little memory: one block of bytes and where each ends. Compares as PostgreSQL's "C" does."""

    def __init__(self, block=b"", ends=None):
        self.block = block
        self.ends = ends if ends is not None else array("I")

    @classmethod
    def of(cls, texts):
        """Of texts in UTF-8."""
        ends, size, parts = array("I"), 0, list(texts)
        for part in parts:
            size += len(part)
            ends.append(size)
        return cls(b"".join(parts), ends)

    def __len__(self):
        return len(self.ends)

    def __getitem__(self, position):
        start = self.ends[position - 1] if position else 0
        return self.block[start : self.ends[position]]


@dataclass(frozen=True, repr=False)
class Segment:
    """A listing's ordinal is its place in the order of names; every bitmap is a set of ordinals.

    `values` has (facet, value) and, as ("pair", condition, therapy), what is treated with what. `points` are where
    they are. `live` are those that still are as they were when the segment was made.
    """

    ids: array = field(default_factory=lambda: array("q"))
    names: Names = field(default_factory=Names)
    values: dict[tuple[str, ...], BitMap] = field(default_factory=dict)
    checks: Checks = field(default_factory=Checks)
    points: Points = field(default_factory=Points)
    live: BitMap = field(default_factory=BitMap)
    by_id: array = field(default_factory=lambda: array("I"))  # ordinals in the order of ids

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
    values, points = {}, {}
    for value, pks in groups.items():
        ordinals = sorted(ordinal_of[pk] for pk in pks if pk in ordinal_of)
        if value[0] == "point":
            points[int(value[1]), int(value[2])] = ordinals
        else:
            values[value] = BitMap(ordinals)
    segment = Segment(
        ids=ids,
        names=Names.of(name for _pk, name, _day in entries),
        values=values,
        checks=Checks(days),
        points=Points.of(points),
        live=BitMap(range(len(ids))),
        by_id=by_id,
    )
    for bitmap in (*segment.values.values(), *segment.checks.days.values()):
        bitmap.run_optimize()
        bitmap.shrink_to_fit()
    return segment
