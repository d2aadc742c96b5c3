"""What may be meant, while it is being typed: what is treated, then who, then where. Never beyond the filters."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from directory import cards
from directory.addresses import list_url, parameters, query_string
from directory.filtering.query import Near
from directory.filtering.vocabulary import SHORT_LABELS
from directory.models import Specialist, Town
from directory.places.asking import DEFAULT_RADIUS
from directory.places.names import key

from .towns import towns

TERMS = ("condition", "therapy", "tumour", "specialty")
SHORTEST = 2  # letters
MOST_TERMS, MOST_LISTINGS, MOST_PLACES = 5, 5, 3


@dataclass(frozen=True)
class Suggestion:
    label: str
    url: str
    note: str = ""
    count: int | None = None  # how many listings its address finds


@dataclass(frozen=True)
class Group:
    title: str
    suggestions: list[Suggestion]


class Suggestions:
    """For a ListingFilterSet whose text is being typed."""

    def __init__(self, asked, shortlist):
        self._asked = asked
        self._shortlist = shortlist
        self._model = asked._meta.model
        self._without_text = asked.query.without("q")

    @property
    def groups(self):
        """[Group, …] of those that have anything to suggest."""
        if len(self._asked.text) < SHORTEST:
            return []
        groups = [
            Group(_("Illness and treatment"), self._terms()),
            Group(_("People") if self._model is Specialist else _("Clinics"), self._listings()),
            Group(_("Nearby"), self._places()),
        ]
        return [group for group in groups if group.suggestions]

    def _terms(self):
        """Values that all words mean together, those that find most first."""
        meant = [
            {(facet, value) for facet, values in word.values.items() for value in values}
            for word in self._asked.query.words
        ]
        counts = self._asked.engine.counts(self._model, self._without_text)
        found = [
            (TERMS.index(facet), -counts[facet][value], facet, value)
            for facet, value in set.intersection(*meant)
            if facet in TERMS
            and counts[facet].get(value)
            and value in self._asked.vocabulary[facet]
            and value not in self._without_text.values(facet)
        ]
        return [self._term(facet, value) for _order, _most, facet, value in sorted(found)[:MOST_TERMS]]

    def _term(self, facet, value):
        chosen = [*self._without_text.values(facet), value]
        query = replace(self._without_text, chosen={**self._without_text.chosen, facet: tuple(chosen)}, page=1)
        label = self._asked.vocabulary.label(facet, value)
        return self._suggestion(label, query, str(SHORT_LABELS[facet]))

    def _listings(self):
        """Whose name begins so; then who has another of their names, or their clinic's, that does."""
        words = tuple(replace(word, values={}) for word in self._asked.query.words)
        query = replace(self._asked.query, words=words, sort="name", page=1)
        engine, model = self._asked.engine, self._model
        beginnings = dict.fromkeys(text for word in words for text in (word.text, *word.prefixes))
        own = [pk for text in beginnings for pk in engine.called(model, query, text, MOST_LISTINGS)]
        ids = list(dict.fromkeys([*own, *engine.answer(model, query).ids]))[:MOST_LISTINGS]
        found = cards.load(model, ids, engine.version)
        return [self._listing(found[pk]) for pk in ids if pk in found]

    def _listing(self, listing):
        clinics = [row.clinic for row in listing.affiliations.all()] if self._model is Specialist else [listing]
        asked = query_string(parameters(self._without_text, ""), self._shortlist)
        url = f"{listing.get_absolute_url()}?{asked}".removesuffix("?")
        return Suggestion(listing.name, url, ", ".join(dict.fromkeys(clinic.city for clinic in clinics)))

    def _places(self):
        """The greatest towns that begin so, if anybody is near them."""
        typed = key(self._asked.text)
        if len(typed) < SHORTEST:
            return []
        ids = towns(self._asked.engine.version).beginning(typed, MOST_PLACES)
        found = Town.objects.select_related("region").in_bulk(ids)
        near = [self._near(found[pk]) for pk in ids if pk in found]
        return [suggestion for suggestion in near if suggestion.count]

    def _near(self, town):
        asked = f"{town.name}, {town.region_id}"
        near = Near(*town.point, radius=DEFAULT_RADIUS, label=town.name, asked=asked)
        query = replace(self._without_text.without("near"), near=near, page=1)
        return self._suggestion(town.name, query, town.region.name)

    def _suggestion(self, label, query, note):
        count = self._asked.engine.total(self._model, query)
        asked = query_string(parameters(query, ""), self._shortlist)
        return Suggestion(label, f"{list_url(self._model)}?{asked}", note, count)
