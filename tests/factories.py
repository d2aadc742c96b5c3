"""Small objects for tests: constants, no randomness. A name is given only where a test needs it."""

from datetime import date

from django.contrib.auth.models import Group, User

from conditions.models import (
    Cause,
    Condition,
    ConditionTherapy,
    PrimaryTumour,
    Reference,
    Reviewer,
    Specialty,
    Therapy,
)
from desk.models import LanguageAssignment
from directory.models import (
    Affiliation,
    Clinic,
    ClinicTreatment,
    Language,
    Region,
    Specialist,
    SpecialistTreatment,
)
from legal.models import LegalPage

REGIONS = {"DE-BY": "Bayern", "DE-BE": "Berlin", "AT-9": "Wien", "CH-ZH": "Zürich", "CH-TI": "Tessin"}
POSTAL_CODES = {"DE": "80331", "AT": "1010", "CH": "8001"}
CHECKED = {"checked_on": date(2026, 10, 1), "source": "Website (sample)"}


def make_condition(slug="bone-metastases", *, therapies=(), **fields):
    fields = {"name_de": slug.title(), "summary_de": "Kurz.", "status": "published", **fields}
    condition = Condition.objects.create(slug=slug, **fields)
    for position, therapy in enumerate(therapies, start=1):
        ConditionTherapy.objects.create(condition=condition, therapy=therapy, position=position)
    return condition


def make_therapy(slug="surgery", **fields):
    texts = {f"{name}_de": "Text." for name in ("summary", "aim", "explanation", "when_used", "benefit", "risk")}
    fields = {"name_de": slug.title(), "reach": "local", "status": "published", **texts, **fields}
    return Therapy.objects.create(slug=slug, **fields)


def make_specialty(slug="urology", **fields):
    return Specialty.objects.create(slug=slug, **{"name_de": slug.title(), **fields})


def make_tumour(slug="prostate-cancer", *, led_by=(), causes=None, **fields):
    tumour = PrimaryTumour.objects.create(slug=slug, **{"name_de": slug.title(), **fields})
    tumour.leading_specialties.set(led_by)
    if causes:
        Cause.objects.create(condition=causes, primary_tumour=tumour)
    return tumour


def make_reference(key="chow-2012", **fields):
    fields = {"authors": "Chow E", "title": "Fractions", "year": 2012, "language": "en", **fields}
    return Reference.objects.create(key=key, **fields)


def make_reviewer(slug="rita-muster", **fields):
    """A physician, unless the test says otherwise."""
    texts = {"qualification_de": "Ärztin", "conflict_of_interest_de": "Keine."}
    return Reviewer.objects.create(slug=slug, **{"name": slug.title(), "is_physician": True, **texts, **fields})


def make_region(code="DE-BY"):
    region, _ = Region.objects.get_or_create(
        code=code, defaults={"country": code[:2], "name_de": REGIONS.get(code, code)}
    )
    return region


def make_language(code="it", **fields):
    return Language.objects.create(code=code, **{"name_de": code.upper(), **fields})


def make_clinic(slug="clinic", *, region="DE-BY", treats=(), specialties=(), languages=(), **fields):
    fields = {
        "name": slug.title(),
        "kind": "hospital",
        "city": "Musterstadt",
        "postal_code": POSTAL_CODES[region[:2]],
        "status": "published",
        **fields,
    }
    clinic = Clinic.objects.create(slug=slug, region=make_region(region), **fields)
    return _complete(clinic, ClinicTreatment, treats, specialties, languages)


def make_specialist(slug="ada-muster", *, at=(), treats=(), specialties=(), languages=(), **fields):
    """`at` lists clinics, the first is the main place; `treats` lists (condition, [therapies])."""
    given, _, family = slug.partition("-")
    fields = {"given_name": given.title(), "family_name": family.title(), "status": "published", **fields}
    specialist = Specialist.objects.create(slug=slug, **fields)
    for index, clinic in enumerate(at):
        Affiliation.objects.create(specialist=specialist, clinic=clinic, role="specialist", is_main=index == 0)
    return _complete(specialist, SpecialistTreatment, treats, specialties, languages)


def _complete(listing, treatment, treats, specialties, languages):
    listing.specialties.set(specialties)
    listing.languages.set(languages)
    for condition, therapies in treats:
        treatment.objects.create(provider=listing, condition=condition).therapies.set(therapies)
    listing.refresh_from_db()
    return listing


def make_legal_page(slug="imprint", **fields):
    texts = {"title_de": slug.title(), "summary_de": "Kurz.", "body_de": "Text."}
    return LegalPage.objects.create(slug=slug, **{**texts, **fields})


def make_account(name, *roles, languages=(), **fields):
    """A member of staff in the groups of `roles`, who translates into `languages`."""
    account = User.objects.create_user(name, password="x", is_staff=True, **fields)
    account.groups.set(Group.objects.filter(name__in=roles))
    assert account.groups.count() == len(roles)
    LanguageAssignment.objects.bulk_create(
        LanguageAssignment(account=account, language=code) for code in languages
    )
    return account
