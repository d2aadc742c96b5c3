"""The meaning of a query, spelled out in plain Python over plain facts. Slow, short, and easy to believe."""

from directory.filtering.query import FACETS
from directory.filtering.rows import FACTS
from directory.models import Clinic

STATED = {True: "yes", False: "no", None: "not-stated"}


def facts_of(listing):
    """What a reader could learn about one listing from its page."""
    clinics = [listing] if isinstance(listing, Clinic) else listing.clinics.filter(status="published")
    specialties = list(listing.specialties.all())
    return {
        "treats": {
            treatment.condition.slug: {therapy.slug for therapy in treatment.therapies.all()}
            for treatment in listing.treatments.all()
        },
        "country": {clinic.country for clinic in clinics},
        "region": {clinic.region_id for clinic in clinics},
        "specialty": {specialty.slug for specialty in specialties},
        "tumour": {tumour.slug for specialty in specialties for tumour in specialty.primary_tumours.all()},
        "language": {language.code for language in listing.languages.all()},
        **{facet: {STATED[getattr(listing, field)]} for facet, field in FACTS.items()},
    }


def meets(facts, chosen, therapy_match):
    """Whether one listing answers the question `chosen` {facet: values}."""
    others = {facet: values for facet, values in chosen.items() if facet not in ("condition", "therapy")}
    return _treats(facts["treats"], chosen, therapy_match) and all(
        facts[facet] & set(values) for facet, values in others.items()
    )


def _treats(treats, chosen, therapy_match):
    conditions = [c for c in chosen.get("condition", treats) if c in treats]
    wanted = set(chosen.get("therapy", ()))
    if "condition" in chosen and not conditions:
        return False
    if not wanted:
        return True
    if therapy_match == "any":
        return any(treats[condition] & wanted for condition in conditions)
    if "condition" in chosen:
        return any(treats[condition] >= wanted for condition in conditions)
    return set().union(*treats.values()) >= wanted


def count_of_click(all_facts, chosen, therapy_match, facet, value):
    """How many listings a click on `value` shows, given the other facets."""
    adds = facet == "therapy" and therapy_match == "all"
    values = [*chosen.get(facet, ()), value] if adds else [value]
    return sum(meets(facts, {**chosen, facet: values}, therapy_match) for facts in all_facts)


def counts(all_facts, chosen, therapy_match, values):
    """Answer.counts for the `values` {facet: values} that exist."""
    counted = {
        facet: {
            v: count_of_click(all_facts, chosen, therapy_match, facet, v)
            for v in values.get(facet, STATED.values())
        }
        for facet in FACETS
    }
    return {facet: {value: n for value, n in found.items() if n} for facet, found in counted.items()}
