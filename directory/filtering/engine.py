"""Who answers: the bitmaps, or PostgreSQL where they cannot."""

from directory.search.names import Names, NamesInSQL

from . import sql
from .bitmaps import answer as bitmaps
from .bitmaps.current import current


class Engine:
    """For one page: all its answers are of the same moment, and that moment is asked for once."""

    def __init__(self):
        self.state = current.state()

    @property
    def version(self):
        """Of the data that is answered from; None where the transaction that asks has data of its own."""
        return self.state.version if self.state else None

    def answer(self, model, query):
        """The Answer to `query` among the published listings of `model`; a page beyond the last is the last."""
        return bitmaps.answer(self.state, model, query) if self.state else sql.answer(model, query)

    def counts(self, model, query):
        """{facet: {value: number of listings}} as Answer.counts defines it."""
        return bitmaps.counts(self.state, model, query) if self.state else sql.counts(model, query)

    def total(self, model, query):
        """How many listings match."""
        return bitmaps.total(self.state, model, query) if self.state else sql.matching(model, query).count()

    def totals_without(self, model, query, facets):
        """{facet: how many listings match without it}, for the way out of an empty result; "q" is the text."""
        if self.state:
            return {facet: bitmaps.total(self.state, model, query.without(facet)) for facet in facets}
        return sql.totals_without(model, query, facets)

    def called(self, model, query, beginning, most):
        """The ids of at most so many that match and whose name, folded and as it is sorted, begins so."""
        if self.state:
            return bitmaps.called(self.state, model, query, beginning, most)
        return sql.called(model, query, beginning, most)

    def names(self, model):
        """The words of names and places that listings of `model` are found by."""
        if self.state is None:
            return NamesInSQL(model)
        return Names(self.state.shelves[model].segments)


def status():
    """Who answers in this process, for whoever looks after it."""
    state = current.state(patience=0)
    if current.failure:
        return f"answered by SQL: {current.failure}"
    return "answered by SQL: being read" if state is None and current.is_reading else "answered by bitmaps"
