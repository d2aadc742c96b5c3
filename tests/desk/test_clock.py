"""The translation clock: it strikes when a source changes, and never falsely."""

from datetime import date

import pytest
import time_machine

from conditions.models import Condition, Section
from desk import clock, workflow
from desk.models import TranslationMark
from desk.saving import Marking, save
from desk.snapshots import take
from tests.factories import make_condition

pytestmark = pytest.mark.django_db

TEXTS = {"summary_de": "Alt.", "summary_en": "Old.", "summary_fr": "Vieux."}


@pytest.fixture
def condition():
    return make_condition("bone", status="draft", name_de="Knochen", **TEXTS)


def edit(condition, marking=Marking(), **fields):  # noqa: B008
    content = take(condition)
    content["fields"].update(fields)
    return save(Condition, condition.pk, content, by=None, marking=marking)


def states(condition, path="summary"):
    found = clock.states(Condition, take(condition))
    return [found.get((path, language)) for language in ("en", "fr", "it")]


def test_what_was_never_translated_is_missing_and_the_rest_is_current(condition):
    assert states(condition) == ["current", "current", "missing"]


def test_without_a_source_there_is_nothing_to_translate(condition):
    assert states(condition, "also_known_as") == [None, None, None]


def test_a_new_source_makes_the_translations_outdated_that_did_not_change_with_it(condition):
    edit(condition, summary_de="Neu.", summary_fr="Neuf.")
    assert states(condition) == ["outdated", "current", "missing"]


def test_a_minor_edit_keeps_them_current(condition):
    edit(condition, Marking(is_minor=True), summary_de="Alt!")
    assert states(condition) == ["current", "current", "missing"]


def test_a_minor_edit_does_not_bring_an_outdated_one_up_to_date(condition):
    edit(condition, summary_de="Neu.")
    edit(condition, Marking(is_minor=True), summary_de="Neu!")
    assert states(condition) == ["outdated", "outdated", "missing"]


def test_another_field_makes_nothing_outdated(condition):
    edit(condition, name_de="Knochenmetastasen", slug="new")
    assert states(condition) == ["current", "current", "missing"]
    assert states(condition, "name") == ["missing", "missing", "missing"]


def test_saving_the_same_texts_again_makes_nothing_outdated(condition):
    assert edit(condition) is None
    assert TranslationMark.objects.count() == 0


def test_a_translation_that_is_mended_is_current(condition):
    edit(condition, summary_de="Neu.")
    edit(condition, summary_en="New.")
    assert states(condition) == ["current", "outdated", "missing"]


def test_a_translation_that_is_looked_at_and_right_is_current(condition):
    edit(condition, summary_de="Neu.")
    edit(condition, Marking(current=frozenset(["summary fr"])))
    assert states(condition) == ["outdated", "current", "missing"]


def test_a_source_that_goes_back_brings_its_translations_along(condition):
    edit(condition, summary_de="Neu.")
    edit(condition, summary_de="Alt.")
    assert states(condition) == ["current", "current", "missing"]


def test_a_translation_that_was_outdated_twice_compares_with_what_it_was_made_from(condition):
    with time_machine.travel(date(2026, 5, 1)):
        edit(condition, summary_de="Neu.")
    edit(condition, summary_de="Neuer.")
    mark = take(condition)["marks"]["summary en"]
    assert mark == {"kind": "outdated", "source": "Alt.", "since": "2026-05-01"}


def test_what_a_machine_wrote_says_so_until_somebody_has_read_it(condition):
    edit(condition, Marking(machine=frozenset(["summary it"])), summary_it="Vecchio.")
    assert states(condition) == ["current", "current", "machine"]
    edit(condition, Marking(current=frozenset(["summary it"])))
    assert states(condition) == ["current", "current", "current"]


def test_a_translation_that_is_taken_away_is_missing(condition):
    edit(condition, summary_de="Neu.")
    edit(condition, summary_en=None)
    assert states(condition) == ["missing", "outdated", "missing"]
    assert [mark.language for mark in TranslationMark.objects.all()] == ["fr"]


def test_rows_have_a_clock_too(condition):
    texts = {"title_de": "T", "body_de": "Alt.", "title_fr": "T", "body_fr": "Vieux."}
    section = Section.objects.create(condition=condition, kind="overview", position=1, **texts)
    content = take(condition)
    content["rows"]["sections"][str(section.pk)]["body_de"] = "Neu."
    save(Condition, condition.pk, content, by=None)
    assert states(condition, f"sections/{section.pk}/body") == ["missing", "outdated", "missing"]
    assert states(condition, f"sections/{section.pk}/title") == ["missing", "current", "missing"]


def test_the_totals_count_by_language(condition):
    edit(condition, summary_de="Neu.")
    assert clock.totals(Condition, take(condition)) == {
        "en": {"missing": 1, "outdated": 1},
        "fr": {"missing": 1, "outdated": 1},
        "it": {"missing": 2},
    }


def test_deleting_the_condition_takes_its_marks_along_and_restoring_brings_them_back(condition):
    edit(condition, summary_de="Neu.")
    content, pk = take(condition), condition.pk
    workflow.delete([condition], by=None)
    assert TranslationMark.objects.count() == 0
    save(Condition, pk, content, by=None)
    assert take(Condition.objects.get())["marks"] == content["marks"]
