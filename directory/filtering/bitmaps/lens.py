"""The bitmap of every value that can be asked for, in one segment, as the terms stand now."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from pyroaring import BitMap

from .checks import NOTHING


@dataclass(frozen=True)
class Terms:
    """What decides which values can be asked for, beside the listings themselves."""

    conditions: frozenset = frozenset()  # slugs of the published
    therapies: frozenset = frozenset()
    leading: dict[str, tuple[str, ...]] = field(default_factory=dict)  # {tumour: slugs of leading specialties}


class Lens:
    """{facet: {value: BitMap}} of a segment; those included that are not live any more."""

    def __init__(self, values, terms):
        self.values = values  # those of a Segment
        self.terms = terms

    def of(self, facet):
        return self._facets[facet]

    def having(self, facet, values):
        """Who has any of `values`."""
        found = self.of(facet)
        return BitMap.union(NOTHING, *(found[value] for value in values if value in found))

    @cached_property
    def pairs(self):
        """{condition: {therapy: BitMap}} of the published."""
        pairs = defaultdict(dict)
        for value, bitmap in self.values.items():
            if value[0] == "pair" and value[1] in self.terms.conditions and value[2] in self.terms.therapies:
                pairs[value[1]][value[2]] = bitmap
        return dict(pairs)

    @cached_property
    def _facets(self):
        facets = defaultdict(dict)
        for value, bitmap in self.values.items():
            if value[0] != "pair":
                facets[value[0]][value[1]] = bitmap
        facets["condition"] = {
            slug: bitmap for slug, bitmap in facets["condition"].items() if slug in self.terms.conditions
        }
        facets["therapy"] = _united(
            (therapy, bitmap) for offered in self.pairs.values() for therapy, bitmap in offered.items()
        )
        facets["country"] = _united((region[:2], bitmap) for region, bitmap in facets["region"].items())
        facets["tumour"] = {
            tumour: BitMap.union(NOTHING, *(facets["specialty"].get(slug, NOTHING) for slug in specialties))
            for tumour, specialties in self.terms.leading.items()
        }
        return facets


def _united(bitmaps):
    groups = defaultdict(list)
    for key, bitmap in bitmaps:
        groups[key].append(bitmap)
    return {key: BitMap.union(NOTHING, *found) for key, found in groups.items()}
