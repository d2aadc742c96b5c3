"""Telephone numbers that can be dialled from abroad."""

import pytest
from django.core.exceptions import ValidationError

from directory.models import Clinic, Specialist
from directory.phones import dialable
from tests.desk_forms import form_of, person, send, url
from tests.factories import make_clinic, make_region, make_specialist

pytestmark = pytest.mark.django_db
REFUSED = ["Please begin with the code of the country, as in +49 30 23125 000."]


@pytest.mark.parametrize(
    ("number", "country", "known"),
    [
        ("030 23125 000", "DE", "+49 30 23125 000"),
        ("(030) 23125-0", "DE", "+49 30 23125-0"),
        ("030/23125", "DE", "+49 30 23125"),
        ("030-23125", "DE", "+49 30 23125"),
        ("044 1", "CH", "+41 44 1"),
        ("01 1", "AT", "+43 1 1"),
        ("0049 30 1", "", "+49 30 1"),
        ("(0049) 30 1", "", "+49 30 1"),
        ("(0049)30-1", "CH", "+49 30-1"),
        ("0049 (0)30 1", "", "+49 (0)30 1"),
        ("+41 44 1", "DE", "+41 44 1"),
        ("116117", "DE", "116117"),
    ],
)
def test_a_number_gets_the_code_of_its_country(number, country, known):
    assert dialable(number, country) == known


@pytest.mark.parametrize(
    ("make", "known"),
    [
        (lambda: make_clinic(region="AT-9"), "+43 1 1"),
        (lambda: make_specialist(at=[make_clinic(region="CH-ZH")]), "+41 1 1"),
        (make_specialist, ""),
    ],
)
def test_a_form_knows_the_country_or_asks_for_it(make, known):
    listing, manager = make(), person("mara", "Directory manager")
    data = {**form_of(manager, url(listing)), "phone": "01 1"}
    assert send(manager, url(listing), data) == ([] if known else REFUSED)
    listing.refresh_from_db()
    assert listing.phone == known


@pytest.mark.parametrize("number", ["030 1", "(030) 1"])
def test_a_national_number_of_an_unknown_country_is_refused(number):
    with pytest.raises(ValidationError, match="Please begin with the code of the country"):
        dialable(number, "")


@pytest.mark.parametrize(("number", "known"), [("030 1", ""), ("0049 30 1", "+49 30 1")])
def test_a_new_specialist_has_no_country_yet(number, known):
    manager, address = person("mara", "Directory manager"), "/admin/directory/specialist/add/"
    named = {"given_name": "Ada", "family_name": "Muster", "slug": "ada-muster", "phone": number}
    assert send(manager, address, {**form_of(manager, address), **named}) == ([] if known else REFUSED)
    assert list(Specialist.objects.values_list("phone", flat=True)) == ([known] if known else [])


def test_a_new_clinic_gives_its_number_the_code_of_its_country():
    manager, address = person("mara", "Directory manager"), "/admin/directory/clinic/add/"
    place = {"postal_code": "8001", "city": "Zürich", "region": make_region("CH-ZH").code}
    named = {"name": "Klinik", "slug": "klinik", "kind": "hospital", "phone": "044 1"}
    assert send(manager, address, {**form_of(manager, address), **named, **place}) == []
    assert Clinic.objects.get().phone == "+41 44 1"


def test_a_number_that_nobody_changed_stays():
    clinic, manager = make_clinic(phone="01 1"), person("mara", "Directory manager")
    assert send(manager, url(clinic), {**form_of(manager, url(clinic)), "email": "a@example.org"}) == []
    clinic.refresh_from_db()
    assert (clinic.phone, clinic.email) == ("01 1", "a@example.org")
