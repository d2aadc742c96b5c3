"""The texts that come with the project: whole in every language, and true of what the code does."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from conditions.markup import parts_of
from desk.sign_in import lockout
from directory import freshness
from directory.corrections import purging as corrections
from directory.importing import purging as imports
from enquiries import periods
from legal import purging as letters
from legal.models import LegalPage
from tests.content import first_visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

LANGUAGES = settings.MODELTRANSLATION_LANGUAGES


def body_of(slug, language):
    return getattr(LegalPage.objects.get(slug=slug), f"body_{language}")


def test_all_pages_are_written():
    assert set(LegalPage.objects.values_list("slug", flat=True)) == set(LegalPage.Slug.values)


def test_every_text_passes_the_checks_of_the_desk():
    errors = {}
    for page in LegalPage.objects.all():
        try:
            page.full_clean()
        except ValidationError as error:
            errors[page.slug] = error.messages
    assert errors == {}


@pytest.mark.parametrize("slug", LegalPage.Slug.values)
def test_a_page_has_the_same_parts_in_every_language(slug):
    parts = {
        language: re.findall(r"<(h[1-6]|section|li|strong)\b", first_visit(f"/{language}/{slug}/").html)
        for language in LANGUAGES
    }
    assert parts["de"].count("h2") >= 3
    assert [language for language in LANGUAGES if parts[language] != parts["de"]] == []


@pytest.mark.parametrize("slug", LegalPage.Slug.values)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_falls_back_to_german(slug, language):
    main = first_visit(f"/{language}/{slug}/").html.partition("<main")[2].partition("</main>")[0]
    assert ('role="note"' in main, 'lang="de"' in main) == (False, False)


# Numbers: what a chapter of the privacy notice says must be what the code does.

DAYS = r"(\d+) (?:Tage|days|jours|giorni)"
HOURS = {"de": "acht Stunden", "en": "eight hours", "fr": "huit heures", "it": "otto ore"}


def chapter(german_heading, language):
    """The text of a chapter of the privacy notice, which has as many in every language."""
    number = [heading for heading, _ in parts_of(body_of("privacy", "de"))].index(german_heading)
    return parts_of(body_of("privacy", language))[number][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_enquiries_are_kept_as_long_as_the_notice_says(language):
    text = chapter("Wenn Sie eine Anfrage senden", language)
    days = {periods.TO_CONFIRM, periods.AFTER_CLOSING, periods.AT_LATEST, periods.RECIPIENTS_LINK}
    assert set(map(int, re.findall(DAYS, text))) == days
    years = re.findall(r"(\d+) (?:Jahre|years|ans|anni)", text)
    assert [int(number) * 366 for number in years] == [periods.LOG]


@pytest.mark.parametrize("language", LANGUAGES)
def test_corrections_are_kept_as_long_as_the_notice_says(language):
    said = re.findall(DAYS, chapter("Wenn Sie einen Fehler melden", language))
    kept = {corrections.DAYS_AFTER_ANSWER, corrections.DAYS_OF_WORDS, corrections.DAYS_AT_LATEST}
    assert set(map(int, said)) == kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_are_kept_as_long_as_the_notice_and_the_forms_say(language):
    kept = {letters.DAYS_AFTER_CLOSING, letters.DAYS_AT_LATEST}
    said = chapter("Wenn Sie der Redaktion schreiben", language)
    form = first_visit(f"/{language}/contact/").html
    for text in (said, form.partition("<main")[2]):
        assert set(map(int, re.findall(DAYS, text))) == kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_editors_are_signed_in_as_long_as_the_notice_says(language):
    text = chapter("Wenn Sie für die Redaktion arbeiten", language)
    assert HOURS[language] in text
    assert timedelta(seconds=settings.SESSION_COOKIE_AGE) == timedelta(hours=8)
    minutes = [int(number) for number in re.findall(r"(\d+) (?:Minuten|minutes|minuti)", text)]
    assert [timedelta(minutes=number) for number in minutes] == [settings.AXES_COOLOFF_TIME]
    assert [int(number) for number in re.findall(r"(\d+) (?:Tage|days|jours|giorni)", text)] == [lockout.KNOWN_FOR]


@pytest.mark.parametrize("language", LANGUAGES)
def test_listings_grow_old_and_files_go_as_the_notice_says(language):
    text = chapter("Wenn Sie im Verzeichnis stehen", language)
    months = re.findall(r"(\d+) (?:Monate|months|mois|mesi)", text)
    assert [int(number) * 365 // 12 for number in months] == [freshness.AGEING.days]
    assert [timedelta(days=int(number)) for number in re.findall(DAYS, text)] == [imports.KEPT]
