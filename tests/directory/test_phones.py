"""Telephone numbers that can be dialled from abroad."""

import pytest

from directory.phones import international
from tests.desk_forms import form_of, person, send, url
from tests.factories import make_clinic, make_specialist

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
        ("+41 44 1", "DE", "+41 44 1"),
        ("116117", "DE", "116117"),
        ("030 1", "", "030 1"),
    ],
)
def test_a_number_gets_the_code_of_its_country(number, country, known):
    assert international(number, country) == known


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


def test_a_number_that_nobody_changed_stays():
    clinic, manager = make_clinic(phone="01 1"), person("mara", "Directory manager")
    assert send(manager, url(clinic), {**form_of(manager, url(clinic)), "email": "a@example.org"}) == []
    clinic.refresh_from_db()
    assert (clinic.phone, clinic.email) == ("01 1", "a@example.org")
