"""What a reader is told where a text is not in the own language, no longer true to the German, or a machine's."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import translation

from conditions.models import Condition, ConditionTherapy, Section
from conditions.translation_note import translation_note
from desk.saving import Marking, content_to_edit, save
from tests.factories import make_clinic, make_condition, make_language, make_specialist, make_therapy

pytestmark = pytest.mark.django_db

TEXTS = ("name", "summary", "aim", "explanation", "when_used", "benefit", "risk")


def page(client, address):
    return client.get(address).content.decode()


def note(obj, language="fr"):
    found = type(obj).objects.for_page().get(pk=obj.pk)
    with translation.override(language):
        return translation_note(found)


def notes_on(client, address):
    """The sentences of the note in the page's head, without their marks."""
    html = page(client, address)
    found = re.search(r'<div class="notice translation-note".*?</div>\s*</div>', html, re.DOTALL)
    return re.findall(r"<p>(.*?)</p>", found[0]) if found else []


def edit(obj, day=1, **fields):
    """As an editor saves it, with what the translation clock makes of that."""
    marking = fields.pop("marking", Marking())
    content, _working = content_to_edit(obj, None)
    content["fields"].update(fields)
    with time_machine.travel(datetime(2026, 5, day, 12, tzinfo=UTC)):
        save(type(obj), obj.pk, content, by=None, marking=marking)


@pytest.fixture
def bone():
    """A draft, so that an edit is what is there at once."""
    return make_condition(
        "bone", status="draft", name_fr="Os", name_en="Bone", summary_fr="Bref.", summary_en="Short."
    )


def publish(obj):
    type(obj).objects.filter(pk=obj.pk).update(status="published")


# Missing


def test_title_summary_and_description_of_a_german_text_say_so(client):
    make_condition("bone", name_de="Knochen", summary_de="Kurz.")
    html = page(client, "/en/conditions/bone/")
    assert '<h1 lang="de" dir="ltr">Knochen</h1>' in html
    assert '<div class="prose" lang="de" dir="ltr"><p>Kurz.</p></div>' in html
    assert '<meta name="description" lang="de" dir="ltr" content="Kurz.">' in html
    assert notes_on(client, "/en/conditions/bone/") == [
        "This page is not translated yet. You see the German original."
    ]


def test_a_text_in_the_readers_language_says_nothing(client, bone):
    publish(bone)
    html = page(client, "/en/conditions/bone/")
    assert "<h1>Bone</h1>" in html
    assert '<meta name="description" content="Short.">' in html
    assert notes_on(client, "/en/conditions/bone/") == []


def test_one_missing_part_is_told_as_a_part(client, bone):
    Section.objects.create(condition=bone, kind="causes", position=1, title_de="Ursachen", body_de="B")
    publish(bone)
    assert notes_on(client, "/en/conditions/bone/") == [
        "Parts of this page are not translated yet. There, you see the German original."
    ]
    assert notes_on(client, "/de/conditions/bone/") == []


def test_a_therapy_page_says_so_too(client):
    make_therapy("surgery", name_de="Operation", **{f"{name}_en": "Text." for name in TEXTS if name != "name"})
    assert '<h1 lang="de" dir="ltr">Operation</h1>' in page(client, "/en/therapies/surgery/")
    assert len(notes_on(client, "/en/therapies/surgery/")) == 1


@pytest.mark.parametrize("address", ["", "conditions/"])
def test_the_card_of_a_condition_marks_what_is_german(client, address):
    make_condition("bone", name_de="Knochen", summary_de="Kurz.", summary_en="Short.")
    html = page(client, f"/en/{address}")
    assert ' lang="de" dir="ltr"><a href="/en/conditions/bone/">Knochen</a>' in html
    assert "<p>Short.</p>" in html
    assert html.count("Not translated yet: shown in German.") == 1


def test_the_card_of_a_therapy_marks_what_is_german(client):
    make_therapy("surgery", name_de="Operation")
    make_therapy("rest", name_de="Ruhe", name_en="Rest", summary_en="Text.")
    html = page(client, "/en/therapies/")
    assert '<h2 lang="de" dir="ltr"><a href="/en/therapies/surgery/">Operation</a></h2>' in html
    assert '<h2><a href="/en/therapies/rest/">Rest</a></h2>' in html
    assert html.count("Not translated yet: shown in German.") == 1


def test_the_therapies_of_a_listing_are_marked(client):
    surgery, rest = make_therapy("surgery", name_de="Operation"), make_therapy("rest", name_en="Rest")
    bone = make_condition("bone", name_en="Bone")
    make_specialist("ada-one", at=[make_clinic()], treats=[(bone, [surgery, rest])])
    cards = page(client, "/en/specialists/")
    assert '<li lang="de" dir="ltr">Operation</li>' in cards
    assert "<li>Rest</li>" in cards
    assert '<li lang="de" dir="ltr"><a href="/en/therapies/surgery/">' in page(client, "/en/specialists/ada-one/")


@pytest.mark.parametrize("address", ["specialists/", "specialists/ada-one/", "clinics/", "clinics/clinic/"])
def test_languages_and_regions_are_marked(client, address):
    italian, french = make_language("it", name_de="Italienisch"), make_language("fr", name_en="French")
    spoken = {"languages": [italian, french]}
    make_specialist("ada-one", at=[make_clinic(**spoken)], **spoken)
    html = page(client, f"/en/{address}").partition('id="results"')  # not the choices of filters
    html = html[2] or html[0]
    texts = re.findall(r"<(?:span|li)((?: lang[^>]*)?)>(Italienisch|French|Bayern)</", html)
    german = ' lang="de" dir="ltr"'
    assert sorted(set(texts) - {("", "French")}) == [(german, "Bayern"), (german, "Italienisch")]
    assert "French" in html


# Outdated, or made by a machine


def test_an_outdated_translation_names_the_day_and_the_parts(client, bone):
    edit(bone, day=3, summary_de="Neu.")
    edit(bone, day=5, name_de="Knochen, neu")
    publish(bone)
    assert notes_on(client, "/en/conditions/bone/") == [
        "The German text was changed on 3 May 2026; this translation is being updated: Name, Summary."
    ]


def test_a_translation_that_followed_is_told_no_more(bone):
    edit(bone, summary_de="Neu.")
    assert note(bone).outdated.parts == ["Résumé"]
    edit(bone, day=2, summary_fr="Neuf.")
    assert note(bone) is None
    assert note(bone, "en").outdated.parts == ["Summary"]
    assert note(bone, "de") is None


def test_a_section_is_named_by_its_title(bone):
    section = Section.objects.create(
        condition=bone, kind="causes", position=1, title_de="Ursachen", body_de="B", title_fr="Causes", body_fr="C"
    )
    content, _working = content_to_edit(bone, None)
    content["rows"]["sections"][str(section.pk)]["body_de"] = "Neu."
    save(Condition, bone.pk, content, by=None, marking=Marking())
    assert note(bone).outdated.parts == ["Causes"]


def test_what_a_machine_wrote_is_told_until_somebody_checked_it(client, bone):
    edit(bone, summary_en="By machine.", marking=Marking(machine=["summary en"]))
    publish(bone)
    assert notes_on(client, "/en/conditions/bone/") == [
        "Translated by machine, not yet checked by a person: Summary."
    ]
    assert notes_on(client, "/fr/conditions/bone/") == []


def test_a_profile_that_is_outdated_says_so(client):
    ada = make_specialist("ada-one", status="draft", at=[make_clinic()], profile_de="Alt.", profile_en="Old.")
    edit(ada, profile_de="Neu.")
    publish(ada)
    (sentence,) = notes_on(client, "/en/specialists/ada-one/")
    assert sentence.endswith("this translation is being updated: Profile.")


def test_a_profile_that_is_not_there_is_not_missing(client):
    make_specialist("ada-one", at=[make_clinic()])
    assert notes_on(client, "/en/specialists/ada-one/") == []


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_one_statement(django_assert_num_queries, bone, number):
    for n in range(number):
        ConditionTherapy.objects.create(condition=bone, therapy=make_therapy(f"t{n}"), note_de="N")
    note(bone)
    found = Condition.objects.for_page().get(pk=bone.pk)
    with django_assert_num_queries(1), translation.override("fr"):
        translation_note(found)
    with django_assert_num_queries(0), translation.override("de"):
        translation_note(found)
