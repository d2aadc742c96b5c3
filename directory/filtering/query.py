"""The seam: parsed filters in, a page of ids with total and counts out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

FACETS = (
    "country",
    "region",
    "condition",
    "therapy",
    "tumour",
    "specialty",
    "language",
    "insurance",
    "second_opinion",
    "video",
    "barrier_free",
)
PAGE_SIZE = 20


@dataclass(frozen=True)
class Word:
    """One word of the free text: who has a name or place with one of these beginnings, or one of these values.

    Beginnings are folded and spelled as SearchWords does.
    """

    text: str
    prefixes: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Near:
    """Around a point (WGS 84, degrees), as far as `radius` kilometres; `asked` is how it was typed."""

    latitude: float
    longitude: float
    radius: int
    label: str
    asked: str = ""


@dataclass(frozen=True)
class Query:
    """What was asked. `chosen` holds known values, `unknown` the others, which match nothing.

    A place that was asked for is in `near` or, if it is not one place that we know, in unknown["near"].
    """

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    therapy_match: str = "any"
    words: tuple[Word, ...] = ()
    near: Near | None = None
    sort: str = "turn"
    page: int = 1

    @property
    def asked(self):
        """The facets that narrow the answer, in the order of FACETS."""
        return tuple(facet for facet in FACETS if self.chosen.get(facet) or self.unknown.get(facet))

    @property
    def is_near_asked(self):
        return bool(self.near or self.unknown.get("near"))

    @property
    def wants_all_therapies(self):
        return self.therapy_match == "all"

    def values(self, facet):
        return self.chosen.get(facet, ())

    def without(self, facet):
        """The same query with the whole facet dropped; "q" drops the free text, "near" the place."""
        if facet == "q":
            return replace(self, words=())
        if facet == "near":
            unknown = {name: values for name, values in self.unknown.items() if name != "near"}
            return replace(self, near=None, unknown=unknown, sort="turn" if self.sort == "distance" else self.sort)
        return replace(
            self,
            chosen={name: values for name, values in self.chosen.items() if name != facet},
            unknown={name: values for name, values in self.unknown.items() if name != facet},
        )


@dataclass(frozen=True)
class Answer:
    """One page of listing ids in order, how many match in all, and exact counts.

    counts[facet][value] is the number of listings that have the value given all *other* facets; for
    therapies where all are asked for, the number that would remain with this one too. A value that is
    not in counts has none.
    """

    ids: tuple[int, ...]
    total: int
    page: int
    counts: Mapping[str, Mapping[str, int]]

    @property
    def num_pages(self):
        return num_pages(self.total)


def num_pages(total):
    return max(1, -(-total // PAGE_SIZE))
