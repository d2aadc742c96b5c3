"""What a list page shows: a query and its answer, ready for the template."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import cards
from .addresses import list_url, map_url, parameters, query_string, stated_radius
from .facets import Facet, Option
from .filtering.distance import km_of
from .filtering.matching import match
from .filtering.query import FACETS
from .filtering.vocabulary import FACET_LABELS, SHORT_LABELS
from .filtering.words import in_words
from .models import Clinic, Listing, Specialist
from .search.reading import as_typed, respelled
from .shortlist.carried import EMPTY
from .shortlist.toggle import Toggle, toggle

SORTS = {
    "turn": gettext_lazy("Freshly checked, in turn"),
    "name": gettext_lazy("Name, A to Z"),
    "checked": gettext_lazy("Checked most recently"),
}
BY_DISTANCE = {"distance": gettext_lazy("Nearest first")}  # where a place is asked for


@dataclass(frozen=True)
class Result:
    """A listing on the page, where it leads, the asked facts it meets or does not state, and the reader's list."""

    listing: Listing
    url: str
    met: tuple[str, ...]
    not_stated: tuple[str, ...]
    toggle: Toggle
    km: float | None = None  # from the place that was asked for


class ListPage:
    """One page of specialists or clinics. Addresses are built from the query, so unknown parameters drop out."""

    def __init__(self, asked, shortlist=EMPTY):
        """`asked` is a ListingFilterSet."""
        self._asked = asked
        self.model = asked._meta.model
        self.kind = "specialists" if self.model is Specialist else "clinics"
        self.query = asked.query
        self.vocabulary = asked.vocabulary
        self.q = asked.text
        self.reading = asked.reading
        self.shortlist = shortlist
        self.place = asked.place
        self.url = list_url(self.model)
        self.engine = asked.engine
        self.answer = self.engine.answer(self.model, self.query)

    @property
    def total(self):
        return self.answer.total

    @cached_property
    def listings(self):
        """The page's listings in order, each with why it is here."""
        query_string = self._query_string()
        found = cards.load(self.model, self.answer.ids, self.engine.version)
        return [self._result(found[pk], query_string) for pk in self.answer.ids if pk in found]

    def _result(self, listing, query_string):
        url = listing.get_absolute_url()
        matched = match(listing, self.query, self.vocabulary)
        url = f"{url}?{query_string}" if query_string else url
        km = km_of(listing, self.query.near) if self.query.near else None
        return Result(listing, url, matched.met, matched.not_stated, self._toggle(listing), km)

    def _toggle(self, listing):
        """The page stays where it is: the mark leads back to the card (_results.html)."""
        asked, mark = query_string(self._parameters()), f"#entry-{listing.slug}"
        return toggle(self.shortlist, listing, path=self.url, asked=asked, mark=mark)

    @property
    def words(self):
        return in_words(self.model, self.query, self.vocabulary, self.q)

    @cached_property
    def facets(self):
        return [self.facet(name) for name in FACETS]

    def facet(self, name):
        counts = self.answer.counts[name]
        chosen = self.query.values(name)
        options = [
            Option(term.value, term.label, term.group, counts.get(term.value, 0), term.value in chosen)
            for term in self.vocabulary[name].values()
        ]
        return Facet(name, FACET_LABELS[name], options, bool(chosen))

    @property
    def therapy_match(self):
        return self.query.therapy_match

    @property
    def sorts(self):
        return [
            {"value": value, "label": label, "is_selected": value == self.query.sort}
            for value, label in (SORTS | BY_DISTANCE if self.query.near else SORTS).items()
        ]

    @property
    def is_filtered(self):
        return bool(self.query.asked or self.query.is_near_asked or self.q)

    @property
    def pills(self):
        """The active filters, each with the address that drops it."""
        pills = [
            {
                "facet_label": SHORT_LABELS[facet],
                "label": self.vocabulary.label(facet, value),
                "url": self._url_dropping(facet, value),
            }
            for facet in FACETS
            for value in self.query.values(facet)
        ]
        if self.query.near:
            pills.append({"facet_label": _("Near"), "label": self._near_label(), "url": self._url_without_place()})
        if self.q:
            pills.append({"facet_label": _("Search"), "label": self.q, "url": self._url(q="")})
        return pills

    @property
    def unknown(self):
        """Values nobody knows: they match nothing, and each can be dropped."""
        return [
            {"facet_label": SHORT_LABELS[facet], "value": value, "url": self._url_dropping(facet, value)}
            for facet, values in self.query.unknown.items()
            for value in values
            if facet != "near"  # says more: near_choices and _near_notice.html
        ]

    @property
    def forgiven(self):
        """Words that nothing matched as they were typed, and what was taken in their place."""
        return [
            {
                "typed": as_typed(self.q, word),
                "offers": self._finding((respelled(self.q, word, one), one) for one in spellings),
            }
            for word, spellings in self.reading.forgiven.items()
        ]

    @property
    def shortened(self):
        """Compounds that nothing is called, and their ends, which are known."""
        return [{"typed": as_typed(self.q, word), "ending": end} for word, end in self.reading.shortened.items()]

    @cached_property
    def did_you_mean(self):
        """Where nothing is found: other spellings that would find something."""
        if self.total or not self.q or self.reading.forgiven:
            return []
        return self._finding((text, text) for text in self._asked.spellings())

    def _finding(self, texts):
        """The addresses of those of (text, label) that would find anything."""
        offers = [
            {
                "label": label,
                "count": self.engine.total(self.model, self._asked.with_text(text)),
                "url": self._url(q=text),
            }
            for text, label in texts
        ]
        return [offer for offer in offers if offer["count"]]

    @property
    def near_choices(self):
        """The places that may be meant, each with the address that means it."""
        return [{"place": place, "url": self._url(near=place.asked)} for place in self.place.found.places]

    @property
    def without_place_url(self):
        return self._url_without_place()

    @cached_property
    def without(self):
        """Ways out of an empty result: what remains without each active filter."""
        if self.total or not self.is_filtered:
            return []
        others = {"near": self.query.is_near_asked, "q": self.q}
        asked = [*self.query.asked, *(name for name, is_asked in others.items() if is_asked)]
        totals = self.engine.totals_without(self.model, self.query, asked)
        return [
            {"label": self._asked_label(facet), "count": totals[facet], "url": self._url_without(facet)}
            for facet in sorted(asked, key=lambda facet: -totals[facet])
        ]

    @property
    def map_url(self):
        url = map_url(self.model)
        return f"{url}?{self._query_string(page=None)}".removesuffix("?")

    @property
    def clear_url(self):
        return f"{self.url}{self.shortlist.question}"

    @property
    def tumour_board_url(self):
        kept = {"specialty": ["tumour-board"], "country": list(self.query.values("country"))}
        return f"{list_url(Clinic)}?{query_string(kept, self.shortlist)}"

    @property
    def pages(self):
        number, last = self.answer.page, self.answer.num_pages
        shown = sorted({1, last, *range(max(1, number - 1), min(last, number + 1) + 1)})
        links = []
        for page in shown:
            if links and page - links[-1]["number"] > 1:
                links.append({"number": None, "url": "", "is_current": False})
            links.append({"number": page, "url": self._url(page=page), "is_current": page == number})
        return {
            "number": number,
            "num_pages": last,
            "previous_url": self._url(page=number - 1) if number > 1 else "",
            "next_url": self._url(page=number + 1) if number < last else "",
            "links": links,
        }

    @cached_property
    def other(self):
        """The same question put to the other list."""
        other = Clinic if self.model is Specialist else Specialist
        return {
            "label": other._meta.verbose_name_plural,
            "url": f"{list_url(other)}?{self._query_string(page=None)}".removesuffix("?"),
            "count": self.engine.total(other, self.query),
        }

    def _asked_label(self, facet):
        asked = {"fact": _("Search"), "stated": self.q}
        if facet == "near":
            asked = {"fact": _("Near"), "stated": self._near_label() if self.query.near else self.place.text}
        elif facet != "q":
            known = [self.vocabulary.label(facet, value) for value in self.query.values(facet)]
            values = ", ".join([*known, *self.query.unknown.get(facet, ())])
            asked = {"fact": SHORT_LABELS[facet], "stated": values}
        return _("%(fact)s: %(stated)s") % asked

    def _near_label(self):
        near = self.query.near
        return _("%(place)s, within %(radius)d km") % {"place": near.label, "radius": near.radius}

    def _url_without(self, facet):
        return self._url_without_place() if facet == "near" else self._url(**{facet: ""})

    def _url_without_place(self):
        sort = {"sort": ""} if self.query.sort == "distance" else {}
        return self._url(near="", radius="", **sort)

    def _url_dropping(self, facet, value):
        return self._url(**{facet: [item for item in self._parameters()[facet] if item != value]})

    def _url(self, **changed):
        if changed.get("page") == 1:
            changed["page"] = None
        query_string = self._query_string(**{"page": None, **changed})
        return f"{self.url}?{query_string}" if query_string else self.url

    def _query_string(self, **changed):
        return query_string({**self._parameters(), **changed}, self.shortlist)

    def _parameters(self):
        radius = {} if self.query.near or not self.place else {"radius": stated_radius(self.place.radius)}
        return {**parameters(self.query, self.q), **radius}
