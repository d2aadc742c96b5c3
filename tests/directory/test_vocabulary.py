"""The values that can be asked for are read once for each version of the data and language."""

import pytest
from django.db import transaction
from django.utils import translation

from directory.filtering.bitmaps import log
from directory.filtering.engine import Engine
from directory.filtering.vocabulary import vocabulary
from tests.factories import make_therapy

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_is_remembered_for_each_language(django_assert_num_queries):
    make_therapy("surgery", name_de="Operation", name_en="Surgery")
    known = vocabulary()
    with translation.override("de"):
        assert vocabulary().label("therapy", "surgery") == "Operation"
    with django_assert_num_queries(1):  # whether anything is new
        assert vocabulary() is known
    assert known.label("therapy", "surgery") == "Surgery"


def test_a_new_name_is_there_at_once():
    therapy = make_therapy("surgery", name_en="Surgery")
    vocabulary()
    type(therapy).objects.update(name_en="An operation")
    assert vocabulary().label("therapy", "surgery") == "An operation"


def test_what_is_not_committed_is_remembered_by_nobody():
    therapy = make_therapy("surgery", name_en="Surgery")
    known = vocabulary()
    with transaction.atomic():
        type(therapy).objects.update(name_en="An operation")
        assert vocabulary().label("therapy", "surgery") == "An operation"
        transaction.set_rollback(True)
    assert vocabulary() is known


def test_within_one_moment_it_is_asked_for_once(django_assert_num_queries):
    for _ in range(2):  # when the bitmaps are first stored, the version moves
        vocabulary()
        Engine()
    with django_assert_num_queries(1), log.one_moment():
        vocabulary()
        Engine()
    with django_assert_num_queries(2):
        vocabulary()
        Engine()
