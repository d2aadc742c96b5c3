"""From the address to a Query. An unknown value is kept and named, never dropped: see docs/decisions.md."""

import re
from dataclasses import dataclass

import django_filters
from django import forms
from django.utils.functional import cached_property

from conditions.folding import folded_words, prefix
from directory.models import Clinic, Specialist
from directory.places.asking import RADII, PlaceAsked

from . import sql
from .query import FACETS, Query, Word
from .vocabulary import Vocabulary

MAX_WORDS = 8
MAX_UNKNOWN = 5  # named in messages; beyond that, one is as good as all
TITLES = {"dr", "prof", "med", "pd", "priv", "doz", "univ", "dipl", "mag", "phd", "md", "habil"}


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
        words = printable(value or "").replace("\ufffd", " ").split()
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
    therapy_match = ChoiceFilter(choices=[("any", "any"), ("all", "all")])
    tumour = FacetFilter()
    specialty = FacetFilter()
    language = FacetFilter()
    insurance = FacetFilter()
    second_opinion = FacetFilter()
    video = FacetFilter()
    barrier_free = FacetFilter()
    near = TextFilter()
    radius = ChoiceFilter(choices=[(str(km), km) for km in RADII])
    sort = ChoiceFilter(choices=[(sort, sort) for sort in ("turn", "name", "checked", "distance")])

    def __init__(self, data=None, **kwargs):
        super().__init__(data if data is not None else {}, **kwargs)
        self.vocabulary = Vocabulary()
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
            words=tuple(self._words(cleaned["q"])),
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
        return PlaceAsked(self.form.cleaned_data["near"], int(self.form.cleaned_data["radius"]))

    def filter_queryset(self, queryset):
        return queryset.filter(pk__in=sql.matching(self._meta.model, self.query).values("pk"))

    def _words(self, text):
        for word in typed_words(text):
            yield Word(word, prefix(word), self.vocabulary.meant_by(word))
        if text and not typed_words(text):
            yield Word(text, "")  # signs only: nothing can match them


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


def typed_words(text):
    """The words of a free text, folded; academic titles count only where there is nothing else."""
    words = folded_words(text)
    return [word for word in words if word not in TITLES] or words
