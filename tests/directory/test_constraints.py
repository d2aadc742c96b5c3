"""What is always true of listings is kept by the database: each constraint broken once."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from directory.models import Affiliation, Certificate, ClinicTreatment, Place, Region, SpecialistTreatment
from tests.factories import CHECKED, make_clinic, make_condition, make_language, make_region, make_specialist
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [make_clinic, make_specialist])
@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("_status_is_known", {"status": "secret"}),
        ("_check_names_its_source", {"checked_on": date(2026, 1, 1)}),
        ("_check_names_its_source", {"source": "Website"}),
        ("_phone_can_be_dialled", {"phone": "siehe Website"}),
        ("_stated_facts_are_checked", {"offers_second_opinion": False}),
        ("_missing_text_is_null", {"profile_fr": ""}),
    ],
)
def test_listing(make, constraint, fields):
    refused(constraint, make, **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("clinic_kind_is_known", {"kind": "spa"}),
        ("clinic_postal_code_fits_country", {"region": "DE-BY", "postal_code": "8033"}),
        ("clinic_postal_code_fits_country", {"region": "CH-ZH", "postal_code": "80331"}),
        ("clinic_coordinates_come_in_pairs", {"latitude": 48.1}),
        ("clinic_coordinates_inside_country", {"latitude": 11.6, "longitude": 48.1}),
        ("clinic_coordinates_inside_country", {"region": "CH-ZH", "latitude": 52.5, "longitude": 13.4}),
    ],
)
def test_clinic(constraint, fields):
    refused(constraint, make_clinic, **fields)


def test_coordinates_across_the_border_are_named_with_their_distance():
    clinic = make_clinic(region="DE-BY")
    clinic.latitude, clinic.longitude = Decimal("47.3769"), Decimal("8.5417")  # Zürich
    with pytest.raises(ValidationError) as error:
        clinic.full_clean()
    assert error.value.message_dict == {"latitude": ["These coordinates are 24 km outside Germany."]}


def test_coordinates_of_a_border_town_are_accepted():
    clinic = make_clinic(region="DE-BY", postal_code="78462")
    clinic.latitude, clinic.longitude = Decimal("47.6603"), Decimal("9.1758")  # Konstanz
    clinic.full_clean()


def test_the_country_follows_from_the_region():
    assert make_clinic("c1", region="CH-TI").country == "CH"


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("region_country_is_known", {"code": "FR-67", "country": "FR", "name_de": "Elsass"}),
        ("region_code_starts_with_country", {"code": "AT-9", "country": "DE", "name_de": "Wien"}),
        ("region_source_text_is_present", {"code": "AT-9", "country": "AT"}),
        ("region_missing_text_is_null", {"code": "AT-9", "country": "AT", "name_de": "Wien", "name_en": ""}),
    ],
)
def test_region(constraint, fields):
    refused(constraint, Region.objects.create, **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("place_region_is_in_country", {"country": "CH", "postal_code": "8001"}),
        ("place_postal_code_fits_country", {"postal_code": "8033"}),
    ],
)
def test_place(constraint, fields):
    place = {"country": "DE", "postal_code": "80331", "name": "München", "latitude": 48.1, "longitude": 11.6}
    refused(constraint, Place.objects.create, region=make_region(), **{**place, **fields})


def test_a_place_is_known_once():
    place = {"country": "DE", "postal_code": "80331", "name": "München", "latitude": 48.1, "longitude": 11.6}
    Place.objects.create(region=make_region(), **place)
    refused("place_is_unique_in_country", Place.objects.create, region=make_region(), **place)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("language_code_has_its_form", {"code": "IT"}),
        ("language_source_text_is_present", {"name_de": None}),
        ("language_missing_text_is_null", {"name_en": ""}),
    ],
)
def test_language(constraint, fields):
    refused(constraint, make_language, **fields)


def test_a_specialist_works_once_at_a_clinic_and_has_one_main_place():
    first, second = make_clinic("c1"), make_clinic("c2")
    ada = make_specialist(at=[first])
    row = {"specialist": ada, "role": "senior"}
    refused("affiliation_is_unique", Affiliation.objects.create, clinic=first, **row)
    refused("affiliation_has_one_main_place", Affiliation.objects.create, clinic=second, is_main=True, **row)
    refused("affiliation_role_is_known", Affiliation.objects.create, clinic=second, specialist=ada, role="guru")


@pytest.mark.parametrize(
    ("make", "model"), [(make_clinic, ClinicTreatment), (make_specialist, SpecialistTreatment)]
)
def test_a_provider_treats_a_condition_once_and_a_check_names_its_source(make, model):
    condition = make_condition()
    provider = make(treats=[(condition, [])])
    refused("_pair_is_unique", model.objects.create, provider=provider, condition=condition)
    other = {"provider": provider, "condition": make_condition("other")}
    refused("_check_names_its_source", model.objects.create, checked_on=date(2026, 1, 1), **other)


def test_certificate():
    certificate = {"clinic": make_clinic(), "issuer": "X", "valid_until": date(2027, 1, 1)}
    refused("certificate_source_text_is_present", Certificate.objects.create, **certificate)
    refused(
        "certificate_missing_text_is_null", Certificate.objects.create, scope_de="S", scope_fr="", **certificate
    )
    Certificate.objects.create(scope_de="S", **certificate)
    refused("certificate_is_unique_in_clinic", Certificate.objects.create, scope_de="S", **certificate)


def test_a_checked_fact_is_accepted():
    assert make_specialist(offers_second_opinion=False, **CHECKED).offers_second_opinion is False
