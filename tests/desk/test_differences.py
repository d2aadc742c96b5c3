"""What changed, in an editor's words."""

import pytest
from django.utils import translation

from conditions.models import Condition, Section
from desk.differences import differences, word_differences
from desk.snapshots import take
from directory.models import Clinic
from tests.factories import make_clinic, make_condition, make_reference, make_specialty

pytestmark = pytest.mark.django_db


def words(changes):
    return [(change.part, change.field, change.language, change.old, change.new) for change in changes]


def test_a_changed_text_is_named_by_field_and_language():
    condition = make_condition(summary_fr="Vieux.")
    before = take(condition)
    after = {**before, "fields": {**before["fields"], "summary_fr": "Neuf."}}
    assert words(differences(Condition, before, after)) == [("", "Summary", "fr", "Vieux.", "Neuf.")]


def test_rows_are_named_as_people_call_them():
    condition = make_condition()
    chow = condition.citations.create(reference=make_reference("chow-2012"))
    section = Section.objects.create(
        condition=condition, kind="causes", position=1, title_de="Ursachen", body_de="B"
    )
    before = take(condition)
    section.body_de = "Neu"
    section.save()
    Section.objects.create(condition=condition, kind="overview", position=2, title_de="Bild", body_de="Da")
    chow.delete()
    assert words(differences(Condition, before, take(condition))) == [
        ("Section “Ursachen”", "Text", "de", "B", "Neu"),
        ("Section “Bild” (new)", "Part", "", "", "What it is"),
        ("Section “Bild” (new)", "Position", "", "", "2"),
        ("Section “Bild” (new)", "Title", "de", "", "Bild"),
        ("Section “Bild” (new)", "Text", "de", "", "Da"),
        ("Listed source “Chow E 2012: Fractions” (removed)", "Reference", "", "Chow E 2012: Fractions", ""),
        ("Listed source “Chow E 2012: Fractions” (removed)", "Position", "", "0", ""),
    ]


def test_values_are_shown_as_in_the_form():
    urology = make_specialty("urology", name_en="Urology")
    clinic = make_clinic(specialties=[urology])
    before = take(clinic)
    fields = {"kind": "practice", "specialties": [], "offers_second_opinion": True, "checked_on": "2026-10-01"}
    after = {**before, "fields": {**before["fields"], **fields}}
    assert words(differences(Clinic, before, after)) == [
        ("", "Second opinion", "", "", "Yes"),
        ("", "Checked on", "", "", "1 October 2026"),
        ("", "Kind", "", "Hospital", "Practice"),
        ("", "Specialties", "", "Urology", ""),
    ]


def test_the_words_are_the_readers():
    before = take(make_clinic())
    after = {**before, "fields": {**before["fields"], "is_barrier_free": False}}
    with translation.override("de"):
        (change,) = differences(Clinic, before, after)
    assert (change.field, change.new) == ("Stufenloser Zugang", "Nein")


def test_what_is_gone_is_named_by_its_key():
    before = take(make_clinic())
    after = {**before, "fields": {**before["fields"], "languages": [999]}}
    (change,) = differences(Clinic, before, after)
    assert change.new == "(deleted: 999)"


def test_empty_is_empty_however_it_is_stored():
    before = take(make_clinic())
    after = {**before, "fields": {**before["fields"], "profile_fr": "", "phone": None}}
    assert differences(Clinic, before, after) == []


def test_of_a_long_text_only_the_surroundings_of_a_change_are_shown():
    condition = make_condition(summary_de=f"Alt. {'Wort ' * 400}Ende.")
    before = take(condition)
    after = {**before, "fields": {**before["fields"], "summary_de": f"Neu. {'Wort ' * 400}Ende."}}
    (change,) = differences(Condition, before, after)
    assert [kind for kind, _ in change.segments] == ["removed", "added", "same"]
    assert len(change.segments[-1][1]) < 400
    assert change.segments[-1][1].endswith("Wort Ende.")


def test_a_rewritten_text_is_shown_as_a_whole():
    assert word_differences("Das war einmal so.", "Ganz anders ist es.") == [
        ("removed", "Das war einmal so."),
        ("added", "Ganz anders ist es."),
    ]


def test_texts_are_compared_word_by_word():
    assert word_differences("Eine alte Zahl, 5 %.", "Eine neue Zahl, 5 %.") == [
        ("same", "Eine "),
        ("removed", "alte"),
        ("added", "neue"),
        ("same", " Zahl, 5 %."),
    ]
