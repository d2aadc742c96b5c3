"""A profile shows where its places are, as dots on the three countries."""

import re

import pytest

from directory.maps.locator import locator
from directory.maps.projection import point
from tests.factories import make_clinic, make_specialist

pytestmark = pytest.mark.django_db
MUNICH, BERLIN = (48.14, 11.58), (52.52, 13.4)


def at(place):
    return {"latitude": place[0], "longitude": place[1]}


def drawing(client, address):
    return re.search(r'<svg class="locator".*?</svg>', client.get(address).content.decode(), re.S)


def test_each_place_is_a_dot_and_the_text_names_them(client):
    munich = make_clinic("a", city="München", **at(MUNICH))
    berlin = make_clinic("b", city="Berlin", region="DE-BE", **at(BERLIN))
    make_specialist("ada-muster", at=[munich, berlin])
    found = drawing(client, "/en/specialists/ada-muster/")[0]
    dots = [(int(x), int(y)) for x, y in re.findall(r'<circle cx="(-?\d+)" cy="(-?\d+)"', found)]
    assert dots == [point(*MUNICH), point(*BERLIN)]
    assert re.search(r'aria-label="([^"]+)"', found)[1] == (
        "On the map of Germany, Austria and Switzerland: München (Bayern), Berlin"
    )


def test_a_place_without_coordinates_is_its_region(client):
    make_clinic("a", city="Zug", region="CH-ZG")
    found = drawing(client, "/en/clinics/a/")[0]
    assert re.findall(r'href="([^"]+)"', found) == [
        "/static/img/countries.svg#land",
        "/static/img/regions.svg#CH-ZG",
    ]
    assert "<circle" not in found


def test_places_at_one_point_are_one_dot():
    clinics = [make_clinic(slug, city="München", **at(MUNICH)) for slug in ("a", "b")]
    found = locator(clinics)
    assert (found.dots, found.names, found.regions) == ((point(*MUNICH),), ("München (Bayern)",), ())


def test_who_has_no_place_has_no_map(client):
    make_specialist("ada-muster", at=[])
    assert drawing(client, "/en/specialists/ada-muster/") is None


def test_a_dot_costs_a_profile_some_hundred_bytes(client):
    make_clinic("a", **at(MUNICH))
    assert len(drawing(client, "/en/clinics/a/")[0]) < 400
