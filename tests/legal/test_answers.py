"""What is suggested to an editor as the answer to a letter."""

import pytest
import time_machine
from django.conf import settings
from django.utils import translation

from legal.answers import suggested_answer
from tests.factories import (
    CHECKED,
    make_clinic,
    make_condition,
    make_language,
    make_specialist,
    make_therapy,
)

from .sending import DONE, make_letter

pytestmark = pytest.mark.django_db

END = [
    "We delete your e-mail address and what you wrote 30 days after this answer.",
    "The editors of Konsil",
]


@pytest.fixture(autouse=True)
def _a_day():
    with time_machine.travel("2026-12-03 12:00Z", tick=False):
        yield


def suggested(letter):
    return suggested_answer(letter, lambda path: f"https://konsil.example{path}").split("\n\n")


@pytest.mark.parametrize("subject", ["barrier", "other"])
def test_an_editor_writes_what_there_is_to_say(subject):
    assert suggested(make_letter(subject, **DONE)) == [
        "Good day,",
        "thank you for your letter of 3 December 2026.",
        "[…]",
        *END,
    ]


def test_who_objects_is_told_what_became_of_the_entry():
    ada = make_specialist()
    letter = make_letter("objection", ada, **DONE)
    assert suggested(letter)[2:-2] == [
        "We have checked your objection. The entry stays on the site, for these reasons:",
        "[…]",
        "You can complain to a data protection authority. They are named here:",
        "https://konsil.example/en/privacy/",
    ]
    type(ada).objects.update(status="draft")
    letter.refresh_from_db()
    assert suggested(letter)[2:-2] == [
        "We have taken the entry off the site: its page and the lists do not show it any more."
    ]
    ada.delete()
    letter.refresh_from_db()
    assert suggested(letter)[2:-2] == [
        "We have followed your objection: the entry is deleted, with all its earlier versions."
    ]


def test_who_asks_is_told_all_that_the_entry_states_also_what_is_not_published():
    bone = make_condition("bone", name_en="Bone metastases")
    ada = make_specialist(
        at=[make_clinic("c1", name="Klinik Anna")],
        treats=[(bone, [make_therapy("surgery", name_en="Surgery")])],
        languages=[make_language("it", name_en="Italian")],
        phone="+49 89 1",
        profile_de="Text.",
        gln="7601000000002",
        lanr="123456601",
        is_barrier_free=False,
        **CHECKED,
    )
    paragraphs = suggested(make_letter("access", ada, **DONE))
    assert paragraphs[2] == "This is what the entry states:"
    assert paragraphs[3].splitlines() == [
        "Name and title: Ada Muster",
        "Telephone: +49 89 1",
        "E-mail: Not stated",
        "Website: Not stated",
        "Statutory insurance: Not stated",
        "Second opinion: Not stated",
        "Video consultation: Not stated",
        "Step-free access: No",
        "Specialties: Not stated",
        "Spoken languages: Italian",
        "What is treated, and how: Bone metastases (Surgery)",
        "Place of work: Klinik Anna, Musterstadt",
        "Profile: Text.",
        "GLN: 7601000000002",
        "LANR: 123456601",
        "Checked on: 1 October 2026",
        "Source: Website (sample)",
    ]
    assert paragraphs[4:-2] == [
        "https://konsil.example/en/specialists/ada-muster/",
        "Its earlier versions are kept, and which editor changed it when. Readers do not see them.",
        "What it is for, on which legal basis, who receives it, and which rights you have:",
        "https://konsil.example/en/privacy/",
    ]


def test_who_asks_about_an_entry_that_is_gone_is_told_so():
    ada = make_specialist()
    letter = make_letter("access", ada, **DONE)
    ada.delete()
    letter.refresh_from_db()
    assert suggested(letter)[2:-2] == ["Nothing is stored about you in the directory any more."]


@pytest.mark.parametrize("language", settings.MODELTRANSLATION_LANGUAGES)
def test_an_answer_is_suggested_in_the_writers_language(language):
    letter = make_letter("access", make_clinic(), language=language, **DONE)
    with translation.override("it" if language != "it" else "fr"):
        paragraphs = suggested(letter)
    with translation.override(language):
        assert paragraphs[0] == translation.gettext("Good day,")
        assert paragraphs[2] == translation.gettext("This is what the entry states:")
    assert f"https://konsil.example/{language}/privacy/" in paragraphs
