"""What a card shows comes in one statement, and is what the models say."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from directory import cards
from directory.filtering.engine import Engine
from directory.models import Clinic, Specialist
from tests.directory.many import make_directory

pytestmark = pytest.mark.django_db


def rendered(listing):
    kind = listing._meta.model_name
    given = {"listing": listing, "heading": "h2", "url": "/", "met": ["A"], "not_stated": [], "toggle": None}
    return render_to_string(f"components/{kind}_card.html", given)


@pytest.mark.parametrize("language", ["de", "en", "fr"])
@pytest.mark.parametrize("model", [Specialist, Clinic])
def test_a_card_is_the_same_as_from_the_models(model, language):
    make_directory()
    with translation.override(language):
        slow = model.objects.published().for_list().in_bulk()
        fast = cards.load(model, slow, version=None)
        assert {pk: rendered(one) for pk, one in fast.items()} == {pk: rendered(one) for pk, one in slow.items()}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Specialist, Clinic])
def test_one_statement_for_any_number_of_cards(django_assert_num_queries, model):
    make_directory()
    version = Engine().version
    cards.catalogue(version)
    for number in (1, 5):
        ids = model.objects.published().values_list("pk", flat=True)[:number]
        ids = list(ids)
        with django_assert_num_queries(1):
            found = cards.load(model, ids, version)
            assert len([rendered(one) for one in found.values()]) == number


def test_no_cards_ask_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert cards.load(Specialist, (), "1") == {}


@pytest.mark.django_db(transaction=True)
def test_the_catalogue_is_that_of_the_version():
    make_directory()
    before = Engine().version
    kept = cards.catalogue(before)
    assert cards.catalogue(before) is kept
    specialty = next(iter(kept.specialties.values()))
    type(specialty).objects.filter(pk=specialty.pk).update(name_de="Neu")
    assert cards.catalogue(Engine().version).specialties[specialty.pk].name_de == "Neu"
