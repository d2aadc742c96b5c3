"""The files that pages refer to are what the outlines say, in the projection that places dots on them."""

import re
from itertools import combinations
from math import dist
from xml.etree import ElementTree

import pytest

from directory import outlines
from directory.maps import drawing
from directory.maps.projection import VIEW_BOX, point
from directory.places.centres import km


@pytest.fixture(scope="module")
def files():
    return drawing.files()


def test_the_files_are_as_the_outlines_are_drawn(files):
    assert [path.name for path, text in files.items() if path.read_text() != text] == []


def test_every_region_and_country_has_a_path(files):
    paths = ElementTree.fromstring(files[drawing.IMAGES / "regions.svg"])  # noqa: S314 our own file
    assert [path.get("id") for path in paths] == [*sorted(outlines.polygons()), "DE", "AT", "CH"]
    assert [path.get("id") for path in paths if not path.get("d").startswith("M")] == []


def test_all_that_is_drawn_is_inside_the_picture():
    left, above, width, height = map(int, VIEW_BOX.split())
    drawn = [point(y, x) for found in outlines.polygons().values() for rings in found for r in rings for x, y in r]
    xs, ys = zip(*drawn, strict=True)
    assert (left <= min(xs), max(xs) <= left + width) == (True, True)
    assert (above <= min(ys), max(ys) <= above + height) == (True, True)


CITIES = {"flensburg": (54.78, 9.44), "berlin": (52.52, 13.4), "geneva": (46.2, 6.14), "vienna": (48.21, 16.37)}


@pytest.mark.parametrize(("one", "other"), list(combinations(CITIES, 2)))
def test_distances_on_the_drawing_are_those_on_the_earth(one, other):
    drawn = dist(point(*CITIES[one]), point(*CITIES[other]))
    assert drawn == pytest.approx(km(CITIES[one], CITIES[other]), abs=3)


def test_north_is_up_and_east_is_right():
    assert (point(55.2, 10.5), point(54.2, 10.5), point(55.2, 11.5)) == ((0, 0), (0, 111), (64, 0))


def test_a_number_stands_inside_its_region(files):
    labels = drawing.LABELS.read_text()
    x, y, room = map(int, re.search(r'"DE-BB": \[(-?\d+), (-?\d+), (\d+)\]', labels).groups())
    berlin = point(52.52, 13.40)
    assert room > 30
    assert (x - berlin[0]) ** 2 + (y - berlin[1]) ** 2 > room**2
