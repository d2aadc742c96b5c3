"""The outlines of the three countries: is a coordinate where its address says?

outlines.geojson holds 51 regions in 3,384 points (WGS 84). Made with Natural Earth (public domain).
"""

import json
from functools import cache
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path

TOLERANCE_KM = 10  # the outlines are simplified, border towns lie up to some kilometres outside
KM_A_DEGREE = 111.2


@cache
def polygons():
    """{region: [[outer ring, hole, …], …]} with rings of (longitude, latitude), the first point also the last."""
    found = {}
    for feature in json.loads(Path(__file__).with_name("outlines.geojson").read_text())["features"]:
        geometry = feature["geometry"]
        coordinates = geometry["coordinates"]
        found[feature["properties"]["iso"]] = coordinates if geometry["type"] == "MultiPolygon" else [coordinates]
    return found


@cache
def rings(country):
    """The outer rings of a country's regions: [[(longitude, latitude), …], …]."""
    return [outer for code, found in polygons().items() if code.startswith(country) for outer, *_holes in found]


def km_outside(country, latitude, longitude):
    """How far a point lies outside `country`, in kilometres; 0 inside."""
    if any(_is_inside(ring, latitude, longitude) for ring in rings(country)):
        return 0.0
    return min(
        _km_to_line(latitude, longitude, start, end) for ring in rings(country) for start, end in pairwise(ring)
    )


def _is_inside(ring, latitude, longitude):
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > latitude) != (y2 > latitude):
            inside ^= longitude < x1 + (latitude - y1) / (y2 - y1) * (x2 - x1)
    return inside


def _km_to_line(latitude, longitude, start, end):
    shrink = cos(radians(latitude))
    ax, ay = (start[0] - longitude) * shrink, start[1] - latitude
    bx, by = (end[0] - longitude) * shrink, end[1] - latitude
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(ax * dx + ay * dy) / length)) if length else 0.0
    return hypot(ax + along * dx, ay + along * dy) * KM_A_DEGREE
