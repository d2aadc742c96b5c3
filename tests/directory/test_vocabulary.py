"""The values that can be asked for are read once for each version of the data and language."""

import pytest
from django.db import transaction
from django.utils import translation

from directory.filtering import filterset
from directory.filtering.bitmaps import log
from directory.filtering.engine import Engine
from directory.filtering.vocabulary import vocabulary
from tests.factories import make_condition, make_specialist, make_therapy

pytestmark = pytest.mark.django_db(transaction=True)


def now():
    return vocabulary(Engine().version)


def test_it_is_remembered_for_each_language(django_assert_num_queries):
    make_therapy("surgery", name_de="Operation", name_en="Surgery")
    known = now()
    with translation.override("de"):
        assert now().label("therapy", "surgery") == "Operation"
    with django_assert_num_queries(1):  # whether anything is new
        assert now() is known
    assert known.label("therapy", "surgery") == "Surgery"


def test_a_new_name_is_there_at_once():
    therapy = make_therapy("surgery", name_en="Surgery")
    now()
    type(therapy).objects.update(name_en="An operation")
    assert now().label("therapy", "surgery") == "An operation"


def test_what_is_not_committed_is_remembered_by_nobody():
    therapy = make_therapy("surgery", name_en="Surgery")
    known = now()
    with transaction.atomic():
        type(therapy).objects.update(name_en="An operation")
        assert now().label("therapy", "surgery") == "An operation"
        transaction.set_rollback(True)
    assert now() is known


def test_within_one_moment_it_is_asked_for_once(django_assert_num_queries):
    for _ in range(2):  # when the bitmaps are first stored, the version moves
        now()
    with django_assert_num_queries(1), log.one_moment():
        now()
        now()
    with django_assert_num_queries(2):
        now()
        now()


def test_what_is_published_while_a_page_is_made_is_on_the_next(client, monkeypatch):
    """This page knows its words and not its label."""
    surgery = make_therapy("surgery", name_en="Surgery", status="draft")
    make_specialist("surgery-ada", treats=[(make_condition("a"), [surgery])])
    for _ in range(2):
        now()

    def published_meanwhile(version):
        known = vocabulary(version)
        type(surgery).objects.update(status="published")
        return known

    with monkeypatch.context() as patched:
        patched.setattr(filterset, "vocabulary", published_meanwhile)
        assert client.get("/en/specialists/?q=surgery").status_code == 200
    assert "Offers surgery" in client.get("/en/specialists/?q=surgery").content.decode()
