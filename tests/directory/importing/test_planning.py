"""What a file would do, before anything is written."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Clinic, Place, Specialist
from tests.factories import (
    CHECKED,
    make_clinic,
    make_condition,
    make_language,
    make_region,
    make_specialist,
    make_specialty,
    make_therapy,
)

from .files import changes, csv_bytes, make_importer, outcomes, planned, reasons, table, warnings

pytestmark = pytest.mark.django_db
ADA = {"given_name": "Ada", "family_name": "Muster"}
CLINIC = {
    "name": "Klinik am See",
    "kind": "hospital",
    "postal_code": "80331",
    "city": "München",
    "region": "DE-BY",
}
GLN, OTHER_GLN = "7601000000002", "7601000000019"
IK = "260326822"


def test_a_comparison_writes_nothing():
    run = planned("specialists", ADA)
    assert outcomes(run) == ["new"]
    assert run.counts == {"new": 1}
    assert Specialist.objects.count() == 0


def test_a_row_is_compared_field_by_field():
    make_specialty("urology")
    make_specialist("ada-muster", phone="+49 30 1", title="Dr.")
    row = {"slug": "ada-muster", "phone": "+49 30 2", "title": "Dr.", "languages": "", "specialties": "urology"}
    run = planned("specialists", row)
    urology = Specialist.specialties.rel.model.objects.get().pk
    assert outcomes(run) == ["changed"]
    assert changes(run) == [["phone", "+49 30 1", "+49 30 2"], ["specialties", [], [urology]]]


def test_what_the_file_does_not_say_stays():
    make_specialist("ada-muster", phone="+49 30 1", email="ada@example.org", specialties=[make_specialty()])
    assert outcomes(planned("specialists", {"slug": "ada-muster", "email": ""})) == ["unchanged"]


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


def test_a_new_listing_needs_what_the_form_needs():
    make_region("DE-BY")
    run = planned("clinics", {"name": "Klinik am See", "city": "München"})
    assert reasons(run) == ["kind: This is missing.", "postal code: This is missing.", "region: This is missing."]


@pytest.mark.parametrize(("name", "number"), [("gln", GLN), ("lanr", "123456601"), ("oid", "1.2.40.0.34.3.1.1")])
def test_a_specialist_is_found_by_a_number(name, number):
    make_specialist("ada-muster", **{name: number})
    run = planned("specialists", {name: number, "phone": "+49 30 2"})
    assert (outcomes(run), run.rows.get().object_id) == (["changed"], Specialist.objects.get().pk)


def test_a_clinic_is_found_by_its_ik_unless_it_is_one_of_several_sites():
    make_clinic("one", ik=IK)
    site = make_clinic("site", ik=IK, hospital_site_number="771234")
    run = planned(
        "clinics",
        {"ik": IK, "hospital_site_number": "", "phone": "+49 1"},
        {"ik": IK, "hospital_site_number": "771234", "phone": "+49 2"},
    )
    assert outcomes(run) == ["changed", "changed"]
    assert list(run.rows.order_by("line").values_list("object_id", flat=True)) == [
        Clinic.objects.get(slug="one").pk,
        site.pk,
    ]


def test_identifiers_of_two_listings_in_one_row_are_refused():
    make_specialist("ada-muster", gln=GLN)
    make_specialist("ben-muster")
    run = planned("specialists", {"slug": "ben-muster", "gln": GLN})
    assert reasons(run) == ["Its identifiers belong to different listings."]


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


def test_the_short_name_in_addresses_never_changes():
    make_specialist("ada-muster", gln=GLN)
    run = planned("specialists", {"slug": "ada-neu", "gln": GLN, "phone": "+49 1"})
    assert (outcomes(run), warnings(run)) == (["changed"], ["Its address keeps the short name ada-muster."])


def test_new_listings_get_short_names_of_their_own():
    make_specialist("ada-muller")
    names = [("Ada", "Müller"), ("Jörg", "Weiß"), ("Jörg", "Weiss"), ("Élodie", "D’Août")]
    rows = [{"given_name": given, "family_name": family, "gln": ""} for given, family in names]
    rows[2]["gln"] = GLN  # another person, by the number
    run = planned("specialists", *rows, {"slug": "ada-mueller", "given_name": "Ada", "family_name": "Mueller"})
    assert list(run.rows.order_by("line").values_list("slug", flat=True)) == [
        "ada-mueller-2",  # the last row asks for ada-mueller
        "joerg-weiss",
        "joerg-weiss-2",
        "elodie-daout",
        "ada-mueller",
    ]


def test_a_telephone_number_without_a_beginning_is_a_warning():
    run = planned("specialists", {**ADA, "phone": "4930231250"})
    assert warnings(run) == ["The telephone number 4930231250 starts neither with + nor with 0."]


def test_the_same_listing_twice_in_a_file_is_refused():
    make_specialist("ada-muster", gln=GLN)
    run = planned(
        "specialists", {"slug": "ada-muster", "gln": ""}, {"slug": "", "gln": GLN}, {"slug": "", "gln": GLN}
    )
    assert (outcomes(run), reasons(run)) == (
        ["unchanged", "refused", "refused"],
        [
            "Line 2 is about the same.",
            "Line 3 is about the same.",
        ],
    )


def test_an_affiliation_is_found_in_its_specialist():
    first, second = make_clinic("c1", ik=IK), make_clinic("c2", region="CH-ZH")
    make_specialist("ada-muster", gln=GLN, at=[first])
    run = planned(
        "affiliations",
        {"specialist": "ada-muster", "clinic": "c1", "role": "Chefarzt"},
        {"specialist": GLN, "clinic": "c2", "role": "senior"},
    )
    assert reasons(run) == ["role: “Chefarzt” is not known here."]
    run = planned(
        "affiliations",
        {"specialist": "ada-muster", "clinic": IK, "role": "Medical director"},
        {"specialist": GLN, "clinic": "c2", "role": "senior"},
    )
    assert outcomes(run) == ["changed", "new"]
    assert changes(run) == [
        ["role", "specialist", "director"],
        ["clinic", None, second.pk],
        ["role", "", "senior"],
    ]


def test_a_new_main_place_of_work_replaces_the_former_one():
    first, _second = make_clinic("c1"), make_clinic("c2")
    make_specialist("ada-muster", at=[first])
    row = {"specialist": "ada-muster", "clinic": "c2", "role": "senior", "is_main": "ja"}
    assert changes(planned("affiliations", row))[-2:] == [
        ["is_main", False, True],
        ["former_main_place", first.pk, None],
    ]
    assert reasons(planned("affiliations", row, {**row, "clinic": "c1"})) == [
        "Line 2 names another main place of work."
    ]


def test_what_an_affiliation_points_at_must_be_there_and_unmistakable():
    make_clinic("s1", ik=IK, hospital_site_number="771234")
    make_clinic("s2", ik=IK, hospital_site_number="771235")
    make_specialist("ada-muster")
    run = planned(
        "affiliations",
        {"specialist": "nobody", "clinic": "s1", "role": "senior"},
        {"specialist": "ada-muster", "clinic": IK, "role": "senior"},
        {"specialist": "", "clinic": "s1", "role": "senior"},
    )
    assert reasons(run) == [
        "specialist: “nobody” is not known here.",
        f"clinic: “{IK}” is the number of several.",
        "It must name one specialist.",
    ]


def test_a_treatment_names_one_provider_and_therapies_of_its_condition():
    radiation, other = make_therapy("radiation"), make_therapy("other")
    make_condition("bone-metastases", therapies=[radiation])
    make_specialist("ada-muster")
    make_clinic("see", treats=[])
    row = {"specialist": "ada-muster", "clinic": "", "condition": "bone-metastases", "therapies": "radiation"}
    run = planned(
        "treatments",
        row,
        {**row, "specialist": "", "clinic": "see", "therapies": "radiation, other"},
        {**row, "clinic": "see"},
        {**row, "specialist": ""},
    )
    assert (outcomes(run), reasons(run)) == (
        ["new", "refused", "refused", "refused"],
        [
            "The condition does not list other.",
            "It must name one specialist or clinic.",
            "It must name one specialist or clinic.",
        ],
    )
    assert other.pk


def test_a_therapy_stored_earlier_may_stay_with_a_treatment():
    radiation, former = make_therapy("radiation"), make_therapy("former")
    bone = make_condition("bone-metastases", therapies=[radiation])
    make_specialist("ada-muster", treats=[(bone, [former])])
    row = {"specialist": "ada-muster", "condition": "bone-metastases", "therapies": "former, radiation"}
    assert outcomes(planned("treatments", row)) == ["changed"]


def test_who_may_not_publish_imports_drafts():
    run = planned("specialists", {**ADA, "status": "published"}, by=make_importer("import", "add"))
    assert (outcomes(run), warnings(run)) == (["new"], ["It is not published: that is for others to do."])
    run = planned("specialists", {**ADA, "status": "published"}, by=make_importer("import", "add", "publish"))
    assert changes(run)[-1] == ["status", "draft", "published"]


def test_an_import_takes_nothing_off_the_site():
    make_specialist("ada-muster", status="published")
    run = planned("specialists", {"slug": "ada-muster", "status": "draft"})
    assert (outcomes(run), warnings(run)) == (
        ["unchanged"],
        ["An import takes nothing back: its status stays as it is."],
    )


def test_a_change_of_what_is_published_is_proposed_by_who_may_not_publish():
    make_specialist("ada-muster", status="published")
    run = planned("specialists", {"slug": "ada-muster", "phone": "+49 1"}, by=make_importer("import", "change"))
    assert warnings(run) == ["It is published: the change is proposed to those who may publish."]


def test_who_may_not_add_listings_imports_none():
    assert reasons(planned("specialists", ADA, by=make_importer("import"))) == ["You may not do this."]


def test_of_treatments_only_those_of_what_the_account_may_import():
    make_condition("bone-metastases")
    make_specialist("ada-muster", status="draft")
    make_clinic("see", status="draft")
    row = {"specialist": "ada-muster", "clinic": "", "condition": "bone-metastases"}
    run = planned(
        "treatments", row, {**row, "specialist": "", "clinic": "see"}, by=make_importer("import", "change")
    )
    assert (outcomes(run), reasons(run)) == (["new", "refused"], ["You may not import this."])


def test_statements_do_not_grow_with_the_rows():
    make_region("DE-BY")
    make_specialty("urology")

    def statements(number):
        rows = [{**CLINIC, "name": f"Klinik {n}", "specialties": "urology"} for n in range(number)]
        with CaptureQueriesContext(connection) as captured:
            planned("clinics", data=csv_bytes(table(*rows)))
        return len(captured)

    assert statements(1) == statements(3)


def test_a_checked_day_and_source_are_kept_as_they_are():
    make_specialist("ada-muster", **CHECKED, offers_second_opinion=True)
    row = {
        "slug": "ada-muster",
        "checked_on": date(2026, 10, 1).strftime("%d/%m/%Y"),
        "offers_second_opinion": "oui",
    }
    assert outcomes(planned("specialists", row)) == ["unchanged"]
