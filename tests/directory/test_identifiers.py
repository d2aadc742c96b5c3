"""The numbers of registers are checked by the database, each rule broken once, and explained in the admin."""

import pytest

from tests.desk_forms import form_of, send, signed_in, url
from tests.factories import make_clinic, make_specialist
from tests.refusals import refused

pytestmark = pytest.mark.django_db
GLN = "7601000000002"  # no register gives a number that is all zeros
LANR = "123456601"
IK = "260326822"  # the example of the Gemeinsames Rundschreiben IK
OID = "1.2.40.0.34.3.1.1"


def test_valid_numbers_are_accepted():
    ada = make_specialist(gln=GLN, lanr=LANR, oid=OID)
    assert (ada.gln, ada.lanr, ada.oid) == (GLN, LANR, OID)
    clinic = make_clinic(gln=GLN, oid=OID, ik=IK, bsnr="123456789", hospital_site_number="771234")
    assert (clinic.gln, clinic.ik, clinic.hospital_site_number) == (GLN, IK, "771234")


@pytest.mark.parametrize("make", [make_clinic, make_specialist])
@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("_gln_check_digit_is_right", {"gln": "7601000000003"}),
        ("_gln_check_digit_is_right", {"gln": "4012345000009"}),  # valid, but of Germany
        ("_gln_check_digit_is_right", {"gln": ""}),
        ("_oid_has_its_form", {"oid": "1.2.276.0.76.3.1"}),
    ],
)
def test_of_every_listing(make, constraint, fields):
    refused(constraint, make, **fields)


@pytest.mark.parametrize("lanr", ["123456701", "12345660", ""])
def test_of_a_specialist(lanr):
    refused("specialist_lanr_check_digit_is_right", make_specialist, lanr=lanr)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("clinic_ik_check_digit_is_right", {"ik": "260326823"}),
        ("clinic_ik_check_digit_is_right", {"ik": "260362822"}),  # two digits changed places
        ("clinic_bsnr_has_nine_digits", {"bsnr": "12345678"}),
        ("clinic_site_number_has_six_digits", {"hospital_site_number": "77123"}),
        ("clinic_german_numbers_are_of_germany", {"region": "CH-ZH", "ik": IK}),
    ],
)
def test_of_a_clinic(constraint, fields):
    refused(constraint, make_clinic, **fields)


@pytest.mark.parametrize(("name", "number"), [("gln", GLN), ("lanr", LANR), ("oid", OID)])
def test_a_number_belongs_to_one_specialist(name, number):
    make_specialist("ada-muster", **{name: number})
    refused(f"directory_specialist_{name}_key", make_specialist, slug="ben-muster", **{name: number})


@pytest.mark.parametrize(
    ("name", "number"), [("gln", GLN), ("oid", OID), ("bsnr", "123456789"), ("hospital_site_number", "771234")]
)
def test_a_number_belongs_to_one_clinic(name, number):
    make_clinic("c1", **{name: number})
    refused(f"directory_clinic_{name}_key", make_clinic, slug="c2", **{name: number})


def test_sites_of_one_hospital_share_its_ik_and_differ_in_their_site_number():
    make_clinic("c1", ik=IK, hospital_site_number="771234")
    make_clinic("c2", ik=IK, hospital_site_number="771235")
    make_clinic("c3", ik=IK)
    refused("clinic_ik_is_unique_without_site", make_clinic, slug="c4", ik=IK)


@pytest.mark.parametrize(
    ("make", "name", "number", "message"),
    [
        (
            make_specialist,
            "gln",
            "7601000000003",
            "This GLN is mistyped: it has 13 digits, starts with 76 and ends in a check digit.",
        ),
        (
            make_specialist,
            "lanr",
            "123456701",
            "This LANR is mistyped: it has 9 digits, the seventh is a check digit.",
        ),
        (make_clinic, "ik", "260326823", "This IK is mistyped: it has 9 digits, the last is a check digit."),
    ],
)
def test_the_admin_explains_a_mistyped_number(client, make, name, number, message):
    listing = make()
    editor = signed_in(client)
    assert send(editor, url(listing), {**form_of(editor, url(listing)), name: number}) == [message]


def test_an_emptied_number_is_missing(client):
    ada = make_specialist(lanr=LANR)
    editor = signed_in(client)
    assert send(editor, url(ada), {**form_of(editor, url(ada)), "lanr": ""}) == []
    ada.refresh_from_db()
    assert ada.lanr is None
