"""The outlines as drawings: two files of paths that pages refer to, and where a number fits into a region.

Written by `manage.py draw_maps`, and kept with the project: a page names a path, and the browser keeps the file.
"""

import json
from collections import defaultdict
from itertools import pairwise
from math import hypot
from pathlib import Path

from django.conf import settings

from conditions.models import Country
from directory import outlines

from .projection import VIEW_BOX, point

LABELS = Path(__file__).with_name("labels.json")
IMAGES = Path(settings.BASE_DIR) / "static" / "img"
COARSE = 4  # km: less than a pixel on a profile
TRIED = 16  # points across a region that are tried for a number


def files():
    """{path: text} of all that is drawn."""
    regions = {code: [_drawn(ring) for polygon in found for ring in polygon] for code, found in _by_code()}
    return {
        IMAGES / "regions.svg": _sprite({**_paths(regions), **_countries(regions, 1)}),
        IMAGES / "countries.svg": _sprite({"land": "".join(_countries(regions, COARSE).values())}),
        LABELS: json.dumps({code: _widest_place(rings) for code, rings in regions.items()}) + "\n",
    }


def _by_code():
    return sorted(outlines.polygons().items())


def _drawn(ring):
    return [point(latitude, longitude) for longitude, latitude in ring]


def _paths(regions):
    return {code: "".join(map(_path, rings)) for code, rings in regions.items()}


def _countries(regions, grid):
    """{country: path}: the lines that no two of its regions share."""
    return {
        country: "".join(_path(ring) for ring in _outer(_of(country, regions), grid)) for country in Country.values
    }


def _of(country, regions):
    return [ring for code, rings in regions.items() if code[:2] == country for ring in rings]


def _outer(rings, grid):
    """Rings around all of `rings`, drawn by whole `grid` kilometres."""
    neighbours = defaultdict(set)
    for ring in rings:
        for start, end in pairwise((round(x / grid) * grid, round(y / grid) * grid) for x, y in ring):
            if start != end:
                neighbours[start] ^= {end}  # a line that is drawn twice lies inside
                neighbours[end] ^= {start}
    found = []
    for first in sorted(neighbours):
        while neighbours[first]:
            found.append([first])
            while len(found[-1]) == 1 or found[-1][-1] != first:
                here = found[-1][-1]
                there = min(neighbours[here])
                neighbours[here].remove(there)
                neighbours[there].remove(here)
                found[-1].append(there)
    return found


def _path(ring):
    """A ring as relative steps; "" for what is too small to be seen."""
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(ring) if (x1, y1) != (x2, y2)]
    if len(steps) < 3:
        return ""
    x, y = ring[0]
    numbers = "".join(f"{'' if number < 0 else ' '}{number}" for step in steps[:-1] for number in step)
    return f"M{x} {y}l{numbers.strip()}z"


def _sprite(paths):
    """Each path under its name. Its line stays as thick as a page says, however large the drawing."""
    lines = [f'<path id="{name}" vector-effect="non-scaling-stroke" d="{path}"/>' for name, path in paths.items()]
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{VIEW_BOX}">'
    return "\n".join([opening, "<!-- Made with Natural Earth (public domain). -->", *lines, "</svg>", ""])


def _widest_place(rings):
    """[x, y, radius] of the largest circle found in a region."""
    xs, ys = zip(*(corner for ring in rings for corner in ring), strict=True)
    sides = [side for ring in rings for side in pairwise(ring)]
    step = max(1, (max(xs) - min(xs)) // TRIED)
    tried = ((x, y) for x in range(min(xs), max(xs), step) for y in range(min(ys), max(ys), step))
    room = {(x, y): min(_distance(x, y, *side) for side in sides) for x, y in tried if _is_inside(x, y, sides)}
    x, y = max(room, key=room.get)
    return [x, y, int(room[x, y])]


def _is_inside(x, y, sides):
    inside = False
    for (x1, y1), (x2, y2) in sides:
        if (y1 > y) != (y2 > y):
            inside ^= x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
    return inside


def _distance(x, y, start, end):
    (x1, y1), (x2, y2) = start, end
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = max(0, min(1, ((x - x1) * dx + (y - y1) * dy) / length)) if length else 0
    return hypot(x1 + along * dx - x, y1 + along * dy - y)
