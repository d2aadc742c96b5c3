"""From the address to a Query. An unknown value is kept and named, never dropped: see docs/decisions.md."""

import re
import unicodedata
from dataclasses import dataclass, replace

import django_filters
from django import forms
from django.utils.functional import cached_property

from directory.models import Clinic, Specialist
from directory.places.asking import RADII, PlaceAsked
from directory.search.lexicon import lexicon
from directory.search.reading import MAX_WORDS, Reading, other_spellings, read

from . import sql
from .engine import Engine
from .query import FACETS, Query
from .vocabulary import vocabulary

THERAPY_MATCHES = ("any", "all")
SORTS = ("turn", "name", "checked", "distance")
MAX_UNKNOWN = 5  # named in messages; beyond that, one is as good as all


@dataclass(frozen=True)
class Chosen:
    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def __bool__(self):
        return bool(self.known or self.unknown)


class FacetField(forms.MultipleChoiceField):
    """Sorts what was asked for into known and unknown values; it never refuses."""

    def clean(self, value):
        asked = dict.fromkeys(printable(item)[:80] for item in value or [] if item)
        choices = dict(self.choices)
        unknown = tuple(item for item in asked if item not in choices)
        return Chosen(tuple(item for item in asked if item in choices), unknown[:MAX_UNKNOWN])


class TextField(forms.CharField):
    """Free text as it was typed, as far as it is searched, without what no keyboard types."""

    def clean(self, value):
        words = printable(unicodedata.normalize("NFC", value or "")).replace("\ufffd", " ").split()
        return " ".join(words[:MAX_WORDS])[:200]


class LenientChoiceField(forms.ChoiceField):
    """One of the choices; anything else is the first of them."""

    def clean(self, value):
        choices = dict(self.choices)
        return value if value in choices else next(iter(choices))


class FacetFilter(django_filters.MultipleChoiceFilter):
    field_class = FacetField


class TextFilter(django_filters.CharFilter):
    field_class = TextField


class ChoiceFilter(django_filters.Filter):
    field_class = LenientChoiceField


class ListingFilterSet(django_filters.FilterSet):
    """The public filters of a list. `query` is what was asked, `qs` all that match."""

    q = TextFilter()
    country = FacetFilter()
    region = FacetFilter()
    condition = FacetFilter()
    therapy = FacetFilter()
    therapy_match = ChoiceFilter(choices=[(match, match) for match in THERAPY_MATCHES])
    tumour = FacetFilter()
    specialty = FacetFilter()
    language = FacetFilter()
    insurance = FacetFilter()
    second_opinion = FacetFilter()
    video = FacetFilter()
    barrier_free = FacetFilter()
    near = TextFilter()
    radius = ChoiceFilter(choices=[(str(km), km) for km in RADII])
    sort = ChoiceFilter(choices=[(sort, sort) for sort in SORTS])

    def __init__(self, data=None, **kwargs):
        super().__init__(data if data is not None else {}, **kwargs)
        self.vocabulary = vocabulary(self.engine.version)
        for facet in FACETS:
            self.filters[facet].extra["choices"] = [
                (term.value, term.label) for term in self.vocabulary[facet].values()
            ]

    @cached_property
    def query(self):
        self.form.is_valid()  # fills cleaned_data; our fields refuse nothing
        cleaned = self.form.cleaned_data
        facets = {facet: cleaned[facet] for facet in FACETS}
        unknown = {facet: chosen.unknown for facet, chosen in facets.items() if chosen.unknown}
        return Query(
            chosen={facet: chosen.known for facet, chosen in facets.items() if chosen.known},
            unknown={**unknown, "near": (self.place.text,)} if self.place.is_unclear else unknown,
            therapy_match=cleaned["therapy_match"],
            words=self.reading.words,
            near=self.place.near,
            sort="turn" if cleaned["sort"] == "distance" and not self.place.near else cleaned["sort"],
            page=page_number(self.data.get("page")),
        )

    @property
    def text(self):
        self.form.is_valid()
        return self.form.cleaned_data["q"]

    @cached_property
    def place(self):
        self.form.is_valid()
        text, radius = self.form.cleaned_data["near"], int(self.form.cleaned_data["radius"])
        return PlaceAsked(text, radius, self.engine.version) if text else PlaceAsked(radius=radius)

    def filter_queryset(self, queryset):
        return queryset.filter(pk__in=sql.matching(self._meta.model, self.query).values("pk"))

    @cached_property
    def engine(self):
        """Who answers the query: the same for the whole page, so that all it says is of one moment."""
        return Engine()

    @cached_property
    def reading(self):
        """What the free text means, and what was forgiven."""
        return self._read(self.text) if self.text else Reading()

    def with_text(self, text):
        """The Query with another text."""
        return replace(self.query, words=self._read(text).words, page=1)

    def spellings(self):
        """[text, …] in which one word is spelled in another way that is known and nearly the same."""
        return other_spellings(self.text, *self._known)

    def _read(self, text):
        return read(text, *self._known)

    @cached_property
    def _known(self):
        return lexicon(self.engine.version), self.engine.names(self._meta.model)


class SpecialistFilterSet(ListingFilterSet):
    class Meta:
        model = Specialist
        fields = []


class ClinicFilterSet(ListingFilterSet):
    class Meta:
        model = Clinic
        fields = []


def printable(text):
    """`text` with \ufffd for control characters and lone surrogates, which PostgreSQL and UTF-8 refuse."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def page_number(text):
    """A page number from an address; the first page for anything that is none."""
    return int(text[:9]) if text and re.fullmatch(r"[1-9][0-9]*", text) else 1
