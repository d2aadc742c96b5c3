"""A Query put to one segment: who meets it, and how many have which value. The rules are those of rows.py."""

from pyroaring import BitMap

from directory.filtering.query import FACETS
from directory.filtering.rows import PAIR

from .checks import NOTHING


class Evaluation:
    def __init__(self, segment, lens, query):
        self.segment = segment
        self.lens = lens
        self.query = query
        self.live = segment.live
        self.facts = self._facts()
        self.found = self._all_but(())

    @property
    def total(self):
        return len(self.found)

    def counts(self):
        """{facet: {value: number}}, zeros left out."""
        counts = {}
        for facet in FACETS:
            among = self._all_but(self._ignored(facet))
            numbers = (
                (value, among.intersection_cardinality(have)) for value, have in self._counted(facet).items()
            )
            counts[facet] = {value: number for value, number in numbers if number}
        return counts

    def _facts(self):
        """[(names, BitMap), …]: the asked facets, condition and therapy as one fact, the place, the free text."""
        query, facts = self.query, []
        if set(PAIR) & set(query.asked):
            facts.append((PAIR, self._treating()))
        facts += [
            ((facet,), self.lens.having(facet, query.values(facet))) for facet in query.asked if facet not in PAIR
        ]
        if query.is_near_asked:
            facts.append((("near",), self.segment.points.within(query.near) if query.near else NOTHING))
        facts += [(("q",), self._meaning(word)) for word in query.words]
        return facts

    def _all_but(self, ignored):
        met = [bitmap for names, bitmap in self.facts if not set(names) & set(ignored)]
        return BitMap.intersection(self.live, *sorted(met, key=len)) if met else self.live

    def _ignored(self, facet):
        """See sql.py: a facet's counts ignore its own selection, but all of several therapies is a fact."""
        if facet == "therapy" and self.query.wants_all_therapies and "condition" not in self.query.asked:
            return ()
        return PAIR if facet in PAIR else (facet,)

    def _treating(self):
        query, wanted = self.query, self.query.values("therapy")
        if "condition" in query.asked:
            treating = self._treating_with_therapies()
            return BitMap.union(NOTHING, *(treating.get(slug, NOTHING) for slug in query.values("condition")))
        if not query.wants_all_therapies:
            return self.lens.having("therapy", wanted)
        if query.unknown.get("therapy"):
            return NOTHING
        offered = self.lens.of("therapy")
        return BitMap.intersection(self.live, *(offered.get(slug, NOTHING) for slug in wanted))

    def _treating_with_therapies(self):
        """{condition: who treats it with any (or all) of the therapies asked for}."""
        query, wanted = self.query, self.query.values("therapy")
        if "therapy" not in query.asked:
            return self.lens.of("condition")
        if query.wants_all_therapies:
            return {} if query.unknown.get("therapy") else {c: self._with_all(c) for c in self.lens.pairs}
        return {
            condition: BitMap.union(NOTHING, *(offered.get(slug, NOTHING) for slug in wanted))
            for condition, offered in self.lens.pairs.items()
        }

    def _with_all(self, condition):
        offered = self.lens.pairs[condition]
        return BitMap.intersection(
            self.live, *(offered.get(slug, NOTHING) for slug in self.query.values("therapy"))
        )

    def _counted(self, facet):
        """{value: who has it}; of a condition or a therapy, together with the other half that was asked for."""
        query = self.query
        if facet == "condition":
            return self._treating_with_therapies()
        if facet != "therapy" or "condition" not in query.asked:
            return self.lens.of(facet)
        wants_all = query.wants_all_therapies and "therapy" in query.asked
        if wants_all and query.unknown.get("therapy"):
            return {}
        found = {}
        for condition in query.values("condition"):
            for therapy, bitmap in self.lens.pairs.get(condition, {}).items():
                offering = bitmap & self._with_all(condition) if wants_all else bitmap
                found[therapy] = found[therapy] | offering if therapy in found else offering
        return found

    def _meaning(self, word):
        """Who fits one word: by a name or place, or by a value that the word means."""
        by_value = [self.lens.having(facet, values) for facet, values in word.values.items()]
        by_name = [self.segment.words.beginning(prefix) for prefix in word.prefixes]
        return BitMap.union(NOTHING, *by_name, *by_value)
