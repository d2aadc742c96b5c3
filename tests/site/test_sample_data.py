"""The sample directory: invented and marked so, varied, and complete in every language of the content."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction

from conditions.models import Therapy
from directory.models import (
    Affiliation,
    Certificate,
    Clinic,
    ClinicTreatment,
    Language,
    Place,
    Region,
    Specialist,
    SpecialistTreatment,
)

pytestmark = pytest.mark.django_db

MODELS = [
    Region, Language, Place, Clinic, Certificate, Specialist, Affiliation, SpecialistTreatment, ClinicTreatment
]  # fmt: skip
WRITTEN_ON = date(2026, 11, 22)
# "Drama numbers" of the Bundesnetzagentur (Mitteilung 148/2021): never given to anybody.
FICTIONAL_PHONE = re.compile(
    r"\+49 (30 23125|40 66969|69 90009|89 99998|221 4710) [0-9]{3}|\+49 176 040690[0-9]{2}"
)
# German law (HWG § 12) forbids promises and superlatives in what lay people read about malignant disease.
ADVERTISING = {
    "de": r"\b(beste|führend|spitzen|modernste|heil(en|t|ung)|garant|erfolg)",
    "en": r"\b(best|leading|top|state-of-the-art|cures?|cured|guarantee|success)",
    "fr": r"\b(meilleur|leader|pointe|guéri|garanti|succès|réussite)",
    "it": r"\b(migliore|all’avanguardia|guari|garanti|successo)",
}


@pytest.fixture(scope="module", autouse=True)
def sample_content(django_db_setup, django_db_blocker):
    """Everything that ./run loads, once for this file; rolled back after its last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", *sorted((Path(settings.BASE_DIR) / "fixtures").rglob("*.yaml")), verbosity=0)
        yield
        transaction.set_rollback(True)


def listings():
    return [*Specialist.objects.all(), *Clinic.objects.all()]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_object_passes_the_checks_of_the_admin(model):
    errors = {}
    for thing in model.objects.all():
        try:
            thing.full_clean()
        except ValidationError as error:
            errors[str(thing)] = error.messages
    assert model.objects.exists()
    assert errors == {}


def test_every_listing_is_marked_as_a_sample():
    assert [listing.slug for listing in listings() if not listing.is_sample] == []


def test_every_address_on_the_net_is_at_example_org():
    hosts = {listing.email.rpartition("@")[2] for listing in listings()}
    urls = [url for listing in listings() for url in (listing.website, listing.source_url)]
    urls += Certificate.objects.values_list("url", flat=True)
    hosts |= {urlsplit(url).netloc for url in urls}
    assert [host for host in hosts - {""} if not f".{host}".endswith(".example.org")] == []
    assert [url for url in urls if url and not url.startswith("https://")] == []


def test_every_telephone_number_is_kept_for_fiction():
    phones = [listing.phone for listing in listings() if listing.phone]
    assert len(phones) >= 20
    assert [phone for phone in phones if not FICTIONAL_PHONE.fullmatch(phone)] == []


def test_every_profile_is_written_in_all_languages():
    incomplete = [
        listing.slug
        for listing in listings()
        if len({getattr(listing, f"profile_{code}") for code in settings.MODELTRANSLATION_LANGUAGES} - {None})
        != len(settings.MODELTRANSLATION_LANGUAGES)
    ]
    assert incomplete == []


@pytest.mark.parametrize(("model", "field"), [(Region, "name"), (Language, "name"), (Certificate, "scope")])
def test_every_name_is_written_in_all_languages(model, field):
    for code in settings.MODELTRANSLATION_LANGUAGES:
        assert not model.objects.filter(**{f"{field}_{code}": None}).exists()


@pytest.mark.parametrize("code", ADVERTISING)
def test_no_profile_advertises(code):
    texts = [getattr(listing, f"profile_{code}") for listing in listings()]
    assert [text for text in texts if re.search(ADVERTISING[code], text, re.IGNORECASE)] == []


def test_no_two_profiles_are_the_same():
    for code in settings.MODELTRANSLATION_LANGUAGES:
        texts = Counter(getattr(listing, f"profile_{code}") for listing in listings())
        assert texts.most_common(1)[0][1] == 1


def test_no_check_lies_in_the_future():
    for model in (Specialist, Clinic, SpecialistTreatment, ClinicTreatment):
        assert not model.objects.filter(checked_on__gt=WRITTEN_ON).exists()


def test_there_are_enough_listings_to_filter():
    assert Specialist.objects.published().count() >= 60
    assert Clinic.objects.published().count() >= 25
    assert Specialist.objects.exclude(status="published").exists()
    assert Clinic.objects.exclude(status="published").exists()


def test_all_three_countries_and_many_regions_are_there():
    assert Region.objects.count() == 51
    regions = set(Clinic.objects.published().values_list("region_id", flat=True))
    assert Counter(code[:2] for code in regions) == {"DE": 12, "AT": 6, "CH": 8}


def test_every_therapy_is_offered_in_every_country():
    for country in ("DE", "AT", "CH"):
        offered = SpecialistTreatment.objects.filter(
            provider__status="published", provider__clinics__country=country
        )
        assert set(offered.values_list("therapies__slug", flat=True)) - {None} == set(
            Therapy.objects.values_list("slug", flat=True)
        )


def test_some_choices_lead_to_nobody():
    """Radionuclide therapy around Liechtenstein: a reader there must meet a count of zero."""
    nearby = Affiliation.objects.filter(clinic__region__in=["AT-8", "CH-SG", "CH-GR"])
    assert nearby.exists()
    assert not nearby.filter(specialist__treatments__therapies__slug="radionuclide-therapy").exists()


def test_unknown_occurs_beside_yes_and_no():
    for fact in ("accepts_statutory_insurance", "offers_second_opinion", "offers_video_consultation"):
        for model in (Specialist, Clinic):
            assert set(model.objects.published().values_list(fact, flat=True)) == {True, False, None}
    assert Specialist.objects.published().filter(treatments=None).exists()
    assert SpecialistTreatment.objects.filter(provider__status="published", therapies=None).exists()


def test_every_specialist_has_one_main_place_and_some_work_at_several():
    places = Counter(Affiliation.objects.values_list("specialist__slug", flat=True))
    mains = Counter(Affiliation.objects.filter(is_main=True).values_list("specialist__slug", flat=True))
    assert mains == dict.fromkeys(Specialist.objects.values_list("slug", flat=True), 1)
    assert Counter(places.values()) == {1: 64, 2: 7, 3: 1}


def test_every_clinic_town_and_every_region_has_a_known_place():
    places = set(Place.objects.values_list("country", "postal_code", "name", "region_id"))
    towns = set(Clinic.objects.values_list("country", "postal_code", "city", "region_id"))
    assert towns - places == set()
    assert {region for *_, region in places} == set(Region.objects.values_list("code", flat=True))
