"""A place in the filters: what the form keeps, what the page says, where its links lead."""

import re

import pytest
from django.http import QueryDict
from django.utils.translation import override

from directory.filtering.filterset import ClinicFilterSet, SpecialistFilterSet
from directory.filtering.query import Near
from directory.filtering.words import in_words
from directory.models import Clinic, Specialist
from directory.places import loading
from tests.factories import make_clinic, make_specialist

from . import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _known(tmp_path):
    files.make_regions()
    files.make_town(2867714, "München", "DE-BY", 48.13743, 11.57549, 1505005, "Munich")
    files.make_town(2925177, "Freiburg im Breisgau", "DE-BW", 47.9959, 7.85222, 237460)
    files.make_town(2660718, "Fribourg", "CH-FR", 46.80237, 7.15128, 38365, "Freiburg")
    loading.load([files.written(tmp_path, files.HEIDELBERG)])


def query(address):
    return SpecialistFilterSet(QueryDict(address)).query


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", "", re.sub(r"<(?:li|p|ul)\b", r" \g<0>", html)).split())


def notice(html):
    return re.search(r'<div class="notice" data-unknown-value=.*?</div>\s*</div>', html, re.S)[0]


def test_a_place_with_a_radius_is_part_of_the_query():
    assert query("near=69120&radius=25").near == Near(49.4169, 8.6764, 25, "69120 Heidelberg", "69120")


@pytest.mark.parametrize("radius", ["", "7", "-25", "1e9", "25 km", "²"])
def test_a_radius_that_is_not_offered_is_the_usual_one(radius):
    assert query(f"near=69120&radius={radius}").near.radius == 50


@pytest.mark.parametrize("text", ["Xyzzy", "Freiburg", "99999"])
def test_what_is_not_one_place_is_kept_as_unknown(text):
    asked = query(f"near={text}")
    assert (asked.near, asked.unknown, asked.is_near_asked) == (None, {"near": (text,)}, True)


def test_no_place_is_no_question():
    asked = query("near=+&radius=25")
    assert (asked.near, asked.unknown, asked.is_near_asked) == (None, {}, False)


def test_without_the_place_nothing_of_it_is_left():
    asked = query("near=69120&radius=25&sort=distance&country=DE").without("near")
    assert (asked.near, asked.sort, asked.values("country")) == (None, "turn", ("DE",))
    assert query("near=Xyzzy&language=xx").without("near").unknown == {"language": ("xx",)}


@pytest.mark.parametrize(
    ("address", "sort"), [("near=69120&sort=distance", "distance"), ("sort=distance", "turn")]
)
def test_distance_sorts_where_there_is_a_place(address, sort):
    assert query(address).sort == sort


@pytest.mark.parametrize(
    ("model", "filterset", "near", "words"),
    [
        (Specialist, SpecialistFilterSet, "69120", "Specialists who work within 25 km of 69120 Heidelberg."),
        (Clinic, ClinicFilterSet, "Munich", "Clinics that are within 25 km of München."),
        (
            Specialist,
            SpecialistFilterSet,
            "Xyzzy",
            "Specialists who work near “Xyzzy”, of which we do not know where it is.",
        ),
    ],
)
def test_the_place_is_part_of_the_sentence(model, filterset, near, words):
    asked = filterset(QueryDict(f"near={near}&radius=25"))
    assert in_words(model, asked.query, asked.vocabulary, "") == words


@pytest.mark.parametrize("language", ["de", "en", "fr", "it", "ar"])
def test_form_and_choices_are_there_in_every_language(client, language):
    html = page(client, f"/{language}/clinics/?near=Freiburg&radius=25&sort=name")
    assert 'name="near" value="Freiburg"' in html
    assert '<option value="25" selected>25 km</option>' in html
    assert re.findall(r'data-near="([^"]*)"', html) == ["Freiburg im Breisgau, DE-BW", "Fribourg, CH-FR"]
    with override(language):
        assert f'href="/{language}/clinics/?near=Fribourg%2C+CH-FR&amp;radius=25&amp;sort=name"' in html


def test_an_ambiguous_place_asks_which_one_is_meant(client):
    html = page(client, "/en/specialists/?near=Freiburg")
    assert text_of(notice(html)) == (
        "“Freiburg” may be one of these places. Which one do you mean? Freiburg im Breisgau DE-BW, Germany "
        "Fribourg CH-FR, Switzerland Search without a place"
    )


@pytest.mark.parametrize(
    ("near", "says"),
    [
        (
            "99999",
            "The postal code in “99999” is not in our list, so nothing can match it. "
            "Please type the name of the town.",
        ),
        (
            "Xyzzy",
            "We know no place “Xyzzy” in Germany, Austria or Switzerland, so nothing can match it. "
            "A postal code often helps.",
        ),
    ],
)
def test_an_unknown_place_says_so_with_a_way_out(client, near, says):
    html = page(client, f"/en/specialists/?near={near}&country=DE&radius=10")
    assert text_of(notice(html)) == f"{says} Search without a place"
    assert 'href="/en/specialists/?country=DE"' in notice(html)


def test_a_code_that_others_stand_for_says_so(client):
    html = page(client, "/en/specialists/?near=69121")
    assert re.findall(r'data-near-area="([^"]*)"', html) == ["69121"]
    assert "Distances are measured from the middle of the codes 6912…" in html


def test_a_place_is_dropped_with_its_radius_and_its_order(client):
    make_specialist(at=[make_clinic(region="DE-BY", latitude=48.14, longitude=11.57)])
    html = page(client, "/en/specialists/?near=Munich&radius=25&sort=distance&country=DE")
    assert 'aria-label="Remove Near: München, within 25 km"' in html
    assert '<a href="/en/specialists/?country=DE" aria-label="Remove Near' in html
    assert '<option value="distance" selected>Nearest first</option>' in html


def test_without_a_place_nobody_is_offered_its_order(client):
    make_specialist()
    html = page(client, "/en/specialists/")
    assert 'value="distance"' not in html
    assert "GeoNames" not in html


def test_the_source_is_named_where_distances_are_and_on_the_about_page(client):
    make_specialist(at=[make_clinic(region="DE-BY", latitude=48.14, longitude=11.57)])
    source = "Places and postal codes: © GeoNames, CC BY 4.0."
    assert source in text_of(page(client, "/en/specialists/?near=Munich"))
    assert source in text_of(page(client, "/en/about/"))


def test_what_was_typed_cannot_break_the_page(client):
    html = page(client, "/en/specialists/?near=%3Cscript%3E%00%ED%A0%80%22")
    assert "<script>" not in html


def test_a_list_near_a_place_is_for_its_reader_only(client):
    response = client.get("/en/specialists/?near=69120")
    assert response.headers["Cache-Control"] == "private"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_the_position_button_waits_for_the_script(client):
    html = page(client, "/en/specialists/")
    assert '<div class="position" data-position hidden>' in html
    assert 'src="/static/js/near.js"' in html
