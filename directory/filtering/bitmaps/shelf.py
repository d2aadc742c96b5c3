"""A large segment, and a small one with what has changed since it was made.

A shelf never changes: a change makes another one, and who reads goes on with theirs.
"""

from array import array
from collections import defaultdict
from dataclasses import dataclass, field, replace

from pyroaring import BitMap

from .checks import Checks
from .packed_texts import PackedTexts
from .points import Points
from .postings import Postings
from .segment import Segment, build

AT_LEAST = 2000  # recent changes that are kept apart, however few listings there are
SHARE = 50  # of the listings, one in so many


@dataclass(frozen=True)
class Entry:
    """What the shelf knows of one listing. `values` as the groups of build(); `day` as of Checks."""

    name: bytes
    day: int | None
    values: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, repr=False)
class Shelf:
    base: Segment
    recent: dict[int, Entry | None] = field(default_factory=dict)  # what changed since; None is gone
    delta: Segment = field(default_factory=Segment)  # of `recent`
    places: array = field(
        default_factory=lambda: array("I")
    )  # by ordinal of delta: the one of base it stands before

    @property
    def segments(self):
        return self.base, self.delta

    def with_changes(self, changed):
        """The Shelf with {pk: Entry, or None where it is not public}."""
        recent = {**self.recent, **changed}
        base = replace(self.base, live=self.base.live - self.base.ordinals(changed))
        shelf = _with_delta(base, recent)
        return shelf.packed() if len(recent) > max(AT_LEAST, len(base.ids) // SHARE) else shelf

    def packed(self):
        """The same with everything in one large segment."""
        base = self.base
        order = [(ordinal, 1, ordinal) for ordinal in base.live]
        order += [(place, 0, ordinal) for ordinal, place in enumerate(self.places)]
        order.sort()
        moved = (array("I", bytes(4 * len(base.ids))), array("I", bytes(4 * len(self.delta.ids))))
        ids, names = array("q"), []
        for number, (_place, is_base, ordinal) in enumerate(order):
            segment = base if is_base else self.delta
            moved[1 - is_base][ordinal] = number
            ids.append(segment.ids[ordinal])
            names.append(segment.names[ordinal])
        return Shelf(
            Segment(
                ids=ids,
                names=PackedTexts.of(names),
                values=_moved(base.values, self.delta.values, base.live, *moved),
                checks=Checks(_moved(base.checks.days, self.delta.checks.days, base.live, *moved)),
                points=_moved_points(base.points, self.delta.points, base.live, *moved),
                live=BitMap(range(len(ids))),
                by_id=array("I", sorted(range(len(ids)), key=ids.__getitem__)),
                words=_moved_words(base.words, self.delta.words, base.live, *moved),
            )
        )


def _with_delta(base, recent):
    entries = sorted((entry.name, pk) for pk, entry in recent.items() if entry)
    groups = {}
    for _name, pk in entries:
        for value in recent[pk].values:
            groups.setdefault(value, []).append(pk)
    delta = build([(pk, name, recent[pk].day) for name, pk in entries], groups)
    places = array("I", (base.place_of(name, pk) for name, pk in entries))
    return Shelf(base, recent, delta, places)


def _moved(base, delta, live, base_to, delta_to):
    """Both bitmaps of every key as one, at the ordinals they have moved to."""
    bitmaps = {}
    for key in {**base, **delta}:
        ordinals = [base_to[ordinal] for ordinal in base.get(key, BitMap()) & live]
        ordinals += [delta_to[ordinal] for ordinal in delta.get(key, BitMap())]
        if ordinals:
            bitmaps[key] = BitMap(ordinals)
            bitmaps[key].run_optimize()
    return bitmaps


def _moved_points(base, delta, live, base_to, delta_to):
    """Both Points as one, at the ordinals they have moved to."""
    groups = defaultdict(list)
    for place, ordinals in base.items():
        groups[place] += [base_to[ordinal] for ordinal in ordinals if ordinal in live]
    for place, ordinals in delta.items():
        groups[place] += [delta_to[ordinal] for ordinal in ordinals]
    return Points.of({place: sorted(ordinals) for place, ordinals in groups.items() if ordinals})


def _moved_words(base, delta, live, base_to, delta_to):
    having = {
        word: [base_to[ordinal] for ordinal in ordinals if ordinal in live] for word, ordinals in base.items()
    }
    for word, ordinals in delta.items():
        having.setdefault(word, []).extend(delta_to[ordinal] for ordinal in ordinals)
    return Postings.of(having)
