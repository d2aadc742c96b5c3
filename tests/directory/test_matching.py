"""Why a listing is in an answer, in words."""

import pytest
from django.http import QueryDict

from directory.filtering.filterset import SpecialistFilterSet
from directory.filtering.matching import Match, match
from directory.filtering.words import in_words
from directory.models import Specialist
from tests.factories import CHECKED, make_clinic, make_condition, make_specialist, make_therapy

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    """Treats A with surgery and B with radiation."""
    surgery, radiation = make_therapy("surgery"), make_therapy("radiation")
    treats = [(make_condition("a"), [surgery]), (make_condition("b"), [radiation])]
    return make_specialist("ada-one", treats=treats, offers_second_opinion=False, **CHECKED)


def matched(listing, address):
    asked = SpecialistFilterSet(QueryDict(address))
    return match(Specialist.objects.for_page().get(pk=listing.pk), asked.query, asked.vocabulary)


@pytest.mark.parametrize(
    ("address", "met"),
    [
        ("condition=a", ["Treats A"]),
        ("condition=a&therapy=surgery", ["Treats A with surgery"]),
        ("therapy=surgery&therapy=radiation", ["Offers surgery and radiation"]),
        ("therapy=surgery&therapy=radiation&therapy_match=all", ["Offers surgery and radiation"]),
        ("condition=a&condition=b&therapy=radiation", ["Treats B with radiation"]),
    ],
)
def test_condition_and_therapy_are_met_as_a_pair(ada, address, met):
    assert matched(ada, address) == Match(met=tuple(met))


@pytest.mark.parametrize(
    ("address", "met"),
    [
        ("q=surgery", ["Offers surgery"]),
        ("q=Surgery+ada", ["Offers surgery"]),
        ("q=surgery&condition=a&therapy=surgery", ["Treats A with surgery", "Offers surgery"]),
        ("q=surgery&therapy=surgery", ["Offers surgery"]),
        ("q=ada", []),
    ],
)
def test_what_the_words_of_a_text_mean_is_met(ada, address, met):
    assert matched(ada, address).met == tuple(met)


@pytest.mark.parametrize(
    ("address", "missed"),
    [
        ("condition=a&therapy=radiation", ["A", "Radiation"]),
        (
            "condition=a&condition=b&therapy=surgery&therapy=radiation&therapy_match=all",
            ["A", "B", "Surgery", "Radiation"],
        ),
        ("condition=xx&therapy=surgery", ["Surgery", "Condition: xx"]),
        ("therapy=surgery&therapy=xx&therapy_match=all", ["Surgery", "Therapy: xx"]),
        ("country=XX", ["Country: XX"]),
        ("second_opinion=yes", ["Second opinion: No"]),
    ],
)
def test_what_is_not_met_says_what_was_asked(ada, address, missed):
    found = matched(ada, address)
    assert (found.met, sorted(found.missed)) == ((), sorted(missed))


def test_a_fact_that_is_not_stated_is_neither_met_nor_missed(ada):
    assert matched(ada, "video=yes").not_stated == ("Video consultation: Not stated",)


@pytest.mark.parametrize(
    ("latitude", "near", "expected"),
    [
        (48.2, "48.14,11.57&radius=10", Match(met=("Within 10 km of 48.14,11.57",))),
        (48.3, "48.14,11.57&radius=10", Match(missed=("Within 10 km of 48.14,11.57",))),
        (None, "48.14,11.57", Match(not_stated=("Within 50 km of 48.14,11.57",))),
        (48.2, "Atlantis", Match(missed=("Near: Atlantis",))),
    ],
)
def test_a_place_is_met_within_the_radius(latitude, near, expected):
    clinic = make_clinic(latitude=latitude, longitude=latitude and 11.57)
    assert matched(make_specialist(at=[clinic]), f"near={near}") == expected


def test_nothing_asked_says_nothing(ada):
    assert not matched(ada, "q=ada")


def test_the_sentence_names_an_unknown_therapy_among_all(ada):
    asked = SpecialistFilterSet(QueryDict("therapy=surgery&therapy=xx&therapy_match=all"))
    assert in_words(Specialist, asked.query, asked.vocabulary, "") == (
        "Specialists who offer surgery and match the unknown value “xx” (Therapy)."
    )
