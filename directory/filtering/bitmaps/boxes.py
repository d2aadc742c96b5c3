"""Points in boxes, and boxes in larger ones: what a circle takes or leaves as a whole."""

from array import array
from dataclasses import dataclass
from math import cos

from pyroaring import BitMap

from .checks import NOTHING

FEW = 24  # points that are not parted


@dataclass(frozen=True, slots=True, repr=False)
class Box:
    """Corners in radians; `members` are at any of its points. It holds four boxes or, as numbers, few points."""

    south: float
    north: float
    west: float
    east: float
    least_cosine: float  # of any latitude in it
    greatest_cosine: float
    members: BitMap
    parts: tuple["Box", ...]
    points: array


def boxed(points, numbers):
    """The Box of these points (numbers in a Points)."""
    parts = ()
    if len(numbers) > FEW:
        bands = _halves(numbers, points.latitudes)
        parts = tuple(boxed(points, part) for band in bands for part in _halves(band, points.longitudes))
    latitudes = [points.latitudes[number] for number in numbers]
    longitudes = [points.longitudes[number] for number in numbers]
    south, north = min(latitudes), max(latitudes)
    members = [part.members for part in parts] or [points.members_at(number) for number in numbers]
    return Box(
        south,
        north,
        min(longitudes),
        max(longitudes),
        min(cos(south), cos(north)),
        1.0 if south < 0 < north else max(cos(south), cos(north)),
        _compact(BitMap.union(NOTHING, *members)),
        parts,
        array("I", () if parts else numbers),
    )


def _halves(numbers, coordinates):
    numbers = sorted(numbers, key=coordinates.__getitem__)
    middle = len(numbers) // 2
    return numbers[:middle], numbers[middle:]


def _compact(bitmap):
    bitmap.run_optimize()
    bitmap.shrink_to_fit()
    return bitmap
