"""Points in boxes, and boxes in larger ones: what a circle takes or leaves as a whole.

A box is parted into four of as many points each: the northern half from the southern, then east from west.
"""

from dataclasses import dataclass
from math import cos

from pyroaring import BitMap

FEW = 32  # points that are not parted


@dataclass(frozen=True, slots=True, repr=False)
class Box:
    """Of some points of a Points. Corners in radians; `members` are at any of the points.

    It has four `parts` or, where the points are few, their numbers in `points`.
    """

    south: float
    north: float
    west: float
    east: float
    least_cosine: float  # of any latitude in it
    greatest_cosine: float
    members: BitMap
    parts: tuple["Box", ...]
    points: range


def in_boxes(places):
    """The places, (north, east), in the order that boxed() expects: those of each box together."""
    if len(places) <= FEW:
        return places
    bands = _halves(sorted(places))
    parts = [part for band in bands for part in _halves(sorted(band, key=lambda place: place[1]))]
    return [place for part in parts for place in in_boxes(part)]


def boxed(points, numbers):
    """The Box of these points (a range of numbers)."""
    parts = ()
    if len(numbers) > FEW:
        parts = tuple(boxed(points, part) for band in _halves(numbers) for part in _halves(band))
    latitudes = points.latitudes[numbers.start : numbers.stop]
    longitudes = points.longitudes[numbers.start : numbers.stop]
    south, north = min(latitudes), max(latitudes)
    members = BitMap.union(*(part.members for part in parts)) if parts else points.members_of(numbers)
    members.run_optimize()
    members.shrink_to_fit()
    return Box(
        south,
        north,
        min(longitudes),
        max(longitudes),
        min(cos(south), cos(north)),
        1.0 if south < 0 < north else max(cos(south), cos(north)),
        members,
        parts,
        range(0) if parts else numbers,
    )


def _halves(places):
    middle = len(places) // 2
    return places[:middle], places[middle:]
