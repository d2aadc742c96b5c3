"""What a file would do, before anything is written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Clinic, Specialist
from tests.factories import (
    make_clinic,
    make_region,
    make_specialist,
    make_specialty,
)

from .files import ADA, CLINIC, changes, csv_bytes, make_importer, outcomes, planned, reasons, table, warnings

pytestmark = pytest.mark.django_db
GLN = "7601000000002"
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


def test_statements_do_not_grow_with_the_rows():
    make_region("DE-BY")
    make_specialty("urology")

    def statements(number):
        rows = [{**CLINIC, "name": f"Klinik {n}", "specialties": "urology"} for n in range(number)]
        with CaptureQueriesContext(connection) as captured:
            planned("clinics", data=csv_bytes(table(*rows)))
        return len(captured)

    assert statements(1) == statements(3)
