"""Which listing has which value of which facet.

Each facet is a queryset of (listing, value) rows. Filtering keeps the listings that have a row with a
chosen value, counting groups the same rows: a count and the click it announces cannot disagree.

Plain QuerySets, because modeltranslation's return the columns of values_list() in no particular order.
"""

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, F, Q, QuerySet, Value, When

from desk.models import Status
from directory.filtering.distance import clinics_within
from directory.filtering.query import Query
from directory.models import Affiliation, Clinic, ClinicTreatment, Specialist, SpecialistTreatment

TREATMENTS = {Specialist: SpecialistTreatment, Clinic: ClinicTreatment}
PAIR = ("condition", "therapy")  # "treats this with that" is one fact
FACTS = {
    "insurance": "accepts_statutory_insurance",
    "second_opinion": "offers_second_opinion",
    "video": "offers_video_consultation",
    "barrier_free": "is_barrier_free",
}
THROUGH = {
    "tumour": "specialties__primary_tumours",
    "specialty": "specialties",
    "language": "languages",
}


def facet_rows(model, facet, query):
    """The (listing, value) rows of `facet`; for conditions and therapies those of the pair asked for."""
    if facet in ("country", "region"):
        return _place_rows(model, facet)
    if facet == "condition":
        return _treatments(model, query, "condition").values(listing=F("provider"), value=F("condition__slug"))
    if facet == "therapy":
        return _treatments(model, query, "therapy").values(listing=F("provider"), value=F("therapies__slug"))
    if facet in FACTS:
        stated = Case(
            When(**{FACTS[facet]: True}, then=Value("yes")),
            When(**{FACTS[facet]: False}, then=Value("no")),
            default=Value("not-stated"),
        )
        return QuerySet(model).order_by().values(listing=F("pk"), value=stated)
    path = THROUGH[facet]
    value = "code" if facet == "language" else "slug"
    rows = QuerySet(model).order_by().filter(**{f"{path}__isnull": False})
    return rows.values(listing=F("pk"), value=F(f"{path}__{value}"))


def _place_rows(model, facet):
    if model is Specialist:
        path = {"country": "clinic__country", "region": "clinic__region_id"}[facet]
        return Affiliation.objects.public().order_by().values(listing=F("specialist"), value=F(path))
    path = {"country": "country", "region": "region_id"}[facet]
    return QuerySet(Clinic).order_by().values(listing=F("pk"), value=F(path))


def _treatments(model, query, facet):
    """Treatments that agree with the other half of the pair: therapy means therapy *for the condition*."""
    treatments = TREATMENTS[model].objects.order_by().filter(condition__status=Status.PUBLISHED)
    if facet == "condition" and "therapy" in query.asked:
        return with_therapies(treatments, query)
    if facet == "therapy":
        if "condition" in query.asked:
            treatments = treatments.filter(condition__slug__in=query.values("condition"))
            if query.wants_all_therapies and "therapy" in query.asked:
                treatments = with_therapies(treatments, query)
        treatments = treatments.filter(therapies__status=Status.PUBLISHED)
    return treatments


def with_therapies(treatments, query):
    """The treatments that offer any (or all) of the therapies asked for."""
    wanted = query.values("therapy")
    if not query.wants_all_therapies:
        return treatments.filter(pk__in=_offering(treatments, wanted))
    if query.unknown.get("therapy"):
        return treatments.none()
    for slug in wanted:
        treatments = treatments.filter(pk__in=_offering(treatments, [slug]))
    return treatments


def _offering(treatments, slugs):
    return treatments.model.objects.filter(therapies__slug__in=slugs, therapies__status=Status.PUBLISHED).values(
        "pk"
    )


def listings_with_treatment(model, query):
    """A Q for listings that treat what was asked, with what was asked."""
    if "condition" in query.asked:
        rows = facet_rows(model, "condition", query).filter(value__in=query.values("condition"))
        return Q(pk__in=rows.values("listing"))
    rows = facet_rows(model, "therapy", query)
    if not query.wants_all_therapies:
        return Q(pk__in=rows.filter(value__in=query.values("therapy")).values("listing"))
    found = Q(pk__in=[]) if query.unknown.get("therapy") else Q()
    for slug in query.values("therapy"):
        found &= Q(pk__in=rows.filter(value=slug).values("listing"))
    return found


def listings_near(model, near):
    """A Q for listings with a place in the circle; for none where the place is not known."""
    if near is None:
        return Q(pk__in=[])
    if model is Clinic:
        return Q(pk__in=clinics_within(near).values("pk"))
    there = Affiliation.objects.public().filter(clinic__in=clinics_within(near).values("pk"))
    return Q(pk__in=there.order_by().values("specialist"))


def listings_with_word(model, word):
    """A Q for listings whose name, place, or any facet value meant by the word fits."""
    found = listings_named(model, word.prefixes)
    for facet, values in word.values.items():
        rows = facet_rows(model, facet, Query()).filter(value__in=values)
        found |= Q(pk__in=rows.values("listing"))
    return found


def listings_named(model, prefixes):
    """A Q for listings with a word in their name or place that begins so."""
    if not prefixes:
        return Q(pk__in=[])
    wanted = SearchQuery(beginning_with(prefixes), config="simple", search_type="raw")
    found = Q(search_words=wanted)
    if model is Specialist:
        clinics = Affiliation.objects.public().filter(clinic__search_words=wanted)
        found |= Q(pk__in=clinics.order_by().values("specialist"))
    return found


def beginning_with(prefixes):
    """Any of them, as to_tsquery() reads it."""
    return " | ".join(f"'{prefix}':*" for prefix in prefixes)
