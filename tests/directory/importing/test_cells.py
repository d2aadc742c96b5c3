"""What the cells of a listing say, and what they are refused for."""

from datetime import date

import pytest

from directory.models import Place
from tests.factories import (
    CHECKED,
    make_clinic,
    make_language,
    make_region,
    make_specialist,
    make_specialty,
)

from .files import ADA, CLINIC, changes, outcomes, planned, reasons, warnings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("mark", ["–", "-", "(leer)", "(empty)", "(vide)", "(VUOTO)"])
def test_a_mark_empties_a_field(mark):
    italian = make_language("it")
    make_specialist("ada-muster", phone="+49 30 1", languages=[italian], lanr="123456601", profile_de="Text.")
    row = {"slug": "ada-muster", "phone": mark, "languages": mark, "lanr": mark, "profile_de": mark}
    assert changes(planned("specialists", row)) == [
        ["phone", "+49 30 1", ""],
        ["languages", [italian.pk], []],
        ["lanr", "123456601", None],
        ["profile_de", "Text.", None],
    ]


def test_what_must_be_there_cannot_be_emptied():
    make_clinic("see")
    run = planned("clinics", {"slug": "see", "name": "–", "region": "–"})
    assert reasons(run) == ["name: This field cannot be blank.", "region: This cannot be emptied."]


def test_a_mistyped_number_is_explained():
    run = planned("specialists", {**ADA, "gln": "7601000000003"}, {**ADA, "gln": "76010000"})
    assert (
        reasons(run) == ["This GLN is mistyped: it has 13 digits, starts with 76 and ends in a check digit."] * 2
    )


def test_every_constraint_is_asked_before_anything_is_written():
    rows = [
        {**ADA, "phone": "siehe Website"},
        {**ADA, "checked_on": "1.10.2026"},
        {**ADA, "offers_second_opinion": "ja"},
    ]
    assert reasons(planned("specialists", *rows)) == [
        "A telephone number has digits, spaces and + ( ) / - only.",
        "A check needs both its day and its source.",
        "A stated fact needs the day it was checked and its source.",
    ]


def test_coordinates_are_checked_like_in_the_form():
    make_region("DE-BY")
    run = planned("clinics", {**CLINIC, "latitude": "47,3769", "longitude": "8,5417"})  # Zürich
    assert reasons(run) == ["These coordinates are 24 km outside Germany."]


@pytest.mark.parametrize(
    ("name", "cell", "reason"),
    [
        (
            "offers_second_opinion",
            "vielleicht",
            "“vielleicht” is neither yes nor no. For what is not known, write “unknown”.",
        ),
        ("checked_on", "12/31/2026", "“12/31/2026” is no date like 31.12.2026, 31/12/2026 or 2026-12-31."),
        ("checked_on", "1.1.2999", "This day is in the future."),
        ("specialties", "urology, Zauberei", "“Zauberei” is not known here."),
        ("email", "ada at example.org", "Enter a valid email address."),
        ("website", "http://", "Enter a valid URL."),
        ("title", "D" * 61, "Ensure this value has at most 60 characters (it has 61)."),
        ("slug", "Ada Muster", "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    ],
)
def test_a_cell_that_says_nothing_is_refused_by_name(name, cell, reason):
    make_specialty("urology")
    run = planned("specialists", {**ADA, name: cell})
    assert [row.split(": ", 1)[1] for row in reasons(run)] == [reason]


def test_terms_are_known_by_key_and_by_name_in_every_language():
    for slug, name in [("urology", "Urologie"), ("palliative-medicine", "Palliativmedizin")]:
        make_specialty(slug, name_de=name, name_it="Cure palliative" if "pall" in slug else None)
    run = planned("specialists", {**ADA, "specialties": "UROLOGIE; cure  palliative"})
    assert [len(after) for name, _before, after in changes(run) if name == "specialties"] == [2]


def test_a_name_of_two_terms_is_not_guessed():
    make_specialty("surgery", name_de="Chirurgie")
    make_specialty("chirurgie-ch", name_de="Chirurgie (CH)", name_fr="Chirurgie")
    run = planned("specialists", {**ADA, "specialties": "Chirurgie"})
    assert reasons(run) == ["specialties: “Chirurgie” is the name of several. Write chirurgie-ch or surgery."]


def test_a_postal_code_gets_the_zero_back_that_a_spreadsheet_took():
    make_region("DE-BY")
    make_region("CH-ZH")
    swiss = {**CLINIC, "name": "Klinik am Fluss", "postal_code": "8001", "region": "CH-ZH"}
    run = planned("clinics", {**CLINIC, "postal_code": "1067"}, swiss)
    assert outcomes(run) == ["new", "new"]
    assert warnings(run) == ["The postal code 1067 had lost its zero and was read as 01067."]


def test_a_postal_code_that_does_not_exist_is_a_warning(monkeypatch):
    monkeypatch.setattr("directory.models.place.COMPLETE_LIST", 1)
    make_clinic("old", postal_code="99999")
    place = {
        "country": "DE",
        "name": "München",
        "latitude": 48.1,
        "longitude": 11.6,
        "region": make_region("DE-BY"),
    }
    Place.objects.create(postal_code="80331", **place)
    run = planned(
        "clinics", CLINIC, {**CLINIC, "name": "B", "postal_code": "80332"}, {"slug": "old", "phone": "+49 1"}
    )
    assert outcomes(run) == ["new", "new", "changed"]
    assert warnings(run) == ["We do not know the postal code 80332. Please check it for a typing error."]


def test_a_national_telephone_number_gets_the_code_of_the_clinics_country():
    make_region("DE-BY")
    make_clinic("see", region="CH-ZH", phone="044 1")
    run = planned("clinics", {"slug": "see", "phone": "044 2"}, {**CLINIC, "phone": "(089) 23125-0", "slug": ""})
    assert [change for change in changes(run) if change[0] == "phone"] == [
        ["phone", "044 1", "+41 44 2"],
        ["phone", "", "+49 89 23125-0"],
    ]


def test_a_national_telephone_number_of_a_specialist_is_refused_unless_it_is_there():
    make_specialist("ben-muster", phone="089 1")
    rows = [{**ADA, "slug": "", "phone": "089 1"}, {"slug": "ben-muster", "phone": "089 1"}]
    run = planned("specialists", *rows)
    assert (outcomes(run), reasons(run)) == (
        ["refused", "unchanged"],
        ["telephone: Please begin with the code of the country, as in +49 30 23125 000."],
    )


def test_a_telephone_number_without_a_beginning_is_a_warning():
    run = planned("specialists", {**ADA, "phone": "4930231250"})
    assert warnings(run) == ["The telephone number 4930231250 starts neither with + nor with 0."]


def test_a_checked_day_and_source_are_kept_as_they_are():
    make_specialist("ada-muster", **CHECKED, offers_second_opinion=True)
    row = {
        "slug": "ada-muster",
        "checked_on": date(2026, 10, 1).strftime("%d/%m/%Y"),
        "offers_second_opinion": "oui",
    }
    assert outcomes(planned("specialists", row)) == ["unchanged"]
