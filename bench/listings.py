"""A deterministic directory of any size to measure on; nothing in it is meant to be read."""

import random

from conditions.models import Condition, PrimaryTumour, Specialty, Therapy
from directory.models import Affiliation, Clinic, Language, Region, Specialist, SpecialistTreatment

BATCH = 2000
REGIONS = ["DE-BY", "DE-BE", "DE-NW", "DE-HH", "AT-9", "AT-7", "CH-ZH", "CH-BE", "CH-GE", "CH-TI"]
POSTAL_CODES = {"DE": "80331", "AT": "1010", "CH": "8001"}
TEXTS = ("summary", "aim", "explanation", "when_used", "benefit", "risk")
SHARES = [0.5, 0.25, 0.12, 0.06, 0.03, 0.02]  # few values are common, many are rare


def generate(number, seed=7):
    """`number` specialists at a twentieth as many clinics, each treating one of three conditions."""
    chance = random.Random(seed)  # noqa: S311 - a reproducible directory, not a secret
    conditions, therapies, specialties, languages = _vocabulary()
    regions = [Region.objects.create(code=code, country=code[:2], name_de=code) for code in REGIONS]
    clinics = Clinic.objects.bulk_create(
        (
            Clinic(
                slug=f"c{n}",
                name=f"Klinik {n}",
                kind="hospital",
                status="published",
                city="Ort",
                region=(region := _one_of(chance, regions)),
                postal_code=POSTAL_CODES[region.country],
            )
            for n in range(max(1, number // 20))
        ),
        BATCH,
    )
    people = Specialist.objects.bulk_create(
        (
            Specialist(
                slug=f"s{n}", given_name="Ada", family_name=f"M{chance.randrange(10**6):06}", status="published"
            )
            for n in range(number)
        ),
        BATCH,
    )
    Affiliation.objects.bulk_create(
        (
            Affiliation(specialist=person, clinic=chance.choice(clinics), role="senior", is_main=True)
            for person in people
        ),
        BATCH,
    )
    treatments = SpecialistTreatment.objects.bulk_create(
        (SpecialistTreatment(provider=person, condition=_one_of(chance, conditions)) for person in people), BATCH
    )
    _relate(chance, SpecialistTreatment.therapies, "specialisttreatment", "therapy", treatments, therapies)
    _relate(chance, Specialist.specialties, "specialist", "specialty", people, specialties)
    _relate(chance, Specialist.languages, "specialist", "language", people, languages)


def _vocabulary():
    texts = {f"{name}_de": "Text." for name in TEXTS}
    conditions = [
        Condition.objects.create(slug=f"d{n}", name_de=f"D{n}", summary_de="Text.", status="published")
        for n in range(3)
    ]
    therapies = [
        Therapy.objects.create(slug=f"t{n}", name_de=f"T{n}", reach="local", status="published", **texts)
        for n in range(7)
    ]
    specialties = [Specialty.objects.create(slug=f"f{n}", name_de=f"F{n}") for n in range(12)]
    for n in range(6):
        PrimaryTumour.objects.create(slug=f"u{n}", name_de=f"U{n}").leading_specialties.set(specialties[n : n + 2])
    languages = [Language.objects.create(code=f"x{chr(97 + n)}", name_de=f"L{n}") for n in range(12)]
    return conditions, therapies, specialties, languages


def _one_of(chance, values):
    return chance.choices(values[: len(SHARES)], SHARES[: len(values)])[0]


def _relate(chance, relation, owner, value, owners, values):
    """One to three values for each owner, the first ones more often."""
    through = relation.through
    through.objects.bulk_create(
        (
            through(**{owner: one, value: chosen})
            for one in owners
            for chosen in {_one_of(chance, values) for _ in range(chance.randint(1, 3))} | {chance.choice(values)}
        ),
        BATCH,
    )
