"""A misspelt name means somebody who is in the directory now."""

import pytest
from django.http import QueryDict

from directory.filtering.bitmaps import shelf
from directory.filtering.bitmaps.current import current, store_anew
from directory.filtering.filterset import SpecialistFilterSet
from directory.models import Specialist
from directory.search.names import Names
from tests.factories import make_specialist

pytestmark = pytest.mark.django_db(transaction=True)


def forgiven(text):
    return SpecialistFilterSet(QueryDict(f"q={text}")).reading.forgiven


@pytest.fixture
def hof_and_huf():
    """Both in the large segment."""
    make_specialist("hof", family_name="Meierhof", given_name="Ada")
    make_specialist("huf", family_name="Meierhuf", given_name="Bela")
    store_anew()
    current.forget()
    assert forgiven("Meierhop") == {"meierhop": ("Meierhof",)}


@pytest.mark.usefixtures("hof_and_huf")
@pytest.mark.parametrize("at_least", [2000, 0], ids=["kept apart", "packed"])
def test_a_name_that_was_withdrawn_hides_no_other(at_least, monkeypatch):
    monkeypatch.setattr(shelf, "AT_LEAST", at_least)
    Specialist.objects.filter(slug="hof").update(status="draft")
    assert forgiven("Meierhop") == {"meierhop": ("Meierhuf",)}


@pytest.mark.usefixtures("hof_and_huf")
def test_a_name_counts_once_for_each_listing_that_has_it_now():
    Specialist.objects.filter(slug="huf").update(family_name="Meierhof", sort_name="meierhof, bela")
    Specialist.objects.filter(slug="hof").update(given_name="Adam")
    names = Names(current.state().shelves[Specialist].segments)
    assert (names.count("meierhof"), names.count("meierhuf"), names.count("meier")) == (2, 0, 0)
