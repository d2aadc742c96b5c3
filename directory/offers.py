"""What the directory offers to medical pages: counts, links and the first listings. See conditions/offers.py."""

from urllib.parse import urlencode

from django.utils.functional import cached_property

from conditions.models import Country
from conditions.offers import Results

from .addresses import list_url
from .filtering.engine import Engine
from .filtering.filterset import SpecialistFilterSet
from .filtering.query import Query
from .listing_page import ListPage
from .models import Clinic, Specialist

FIRST = 5


def for_conditions(conditions):
    counts = Engine().counts(Specialist, Query())["condition"]
    return {
        condition.slug: Results(counts.get(condition.slug, 0), _results_url(Specialist, condition=condition.slug))
        for condition in conditions
    }


def for_therapies(therapies):
    counts = Engine().counts(Specialist, Query())["therapy"]
    return {
        therapy.slug: Results(counts.get(therapy.slug, 0), _results_url(Specialist, therapy=therapy.slug))
        for therapy in therapies
    }


def for_therapy(therapy):
    return by_country(Query(chosen={"therapy": (therapy.slug,)}), therapy=therapy.slug)


def by_country(query, **parameters):
    """How many specialists and clinics each country has: [{code, name, specialists, …}]."""
    engine = Engine()
    specialists = engine.counts(Specialist, query)["country"]
    clinics = engine.counts(Clinic, query)["country"]
    return [
        {
            "code": country.value,
            "name": country.label,
            "specialists": specialists.get(country.value, 0),
            "specialists_url": _results_url(Specialist, country=country.value, **parameters),
            "clinics": clinics.get(country.value, 0),
            "clinics_url": _results_url(Clinic, country=country.value, **parameters),
        }
        for country in Country
    ]


def for_condition(condition):
    return ConditionOffers(condition)


class ConditionOffers:
    """Who treats one condition: the first specialists, and a count for every therapy, tumour and specialty."""

    def __init__(self, condition):
        asked = SpecialistFilterSet({"condition": [condition.slug]})
        self.page = ListPage(asked)
        self.parameters = {"condition": condition.slug}
        self.hidden = list(self.parameters.items())
        self.form_url = list_url(Specialist)
        self.url = _results_url(Specialist, **self.parameters)
        self.clinics_url = _results_url(Clinic, **self.parameters)
        self.clinics_total = self.page.engine.total(Clinic, asked.query)

    @property
    def total(self):
        return self.page.total

    @cached_property
    def specialists(self):
        return self.page.listings[:FIRST]

    @property
    def countries(self):
        return self.page.facet("country")

    @property
    def therapies(self):
        return self.page.facet("therapy")

    def results(self, kind, slug):
        if kind not in ("therapy", "tumour", "specialty"):
            return Results()
        count = self.page.answer.counts[kind].get(slug, 0)
        return Results(count, _results_url(Specialist, **self.parameters, **{kind: slug}))


def _results_url(model, **parameters):
    return f"{list_url(model)}?{urlencode(parameters)}"
