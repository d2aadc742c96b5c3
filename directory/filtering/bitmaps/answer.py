"""Answers from the bitmaps, each the same as that of sql.py."""

from pyroaring import BitMap

from directory.filtering.query import FACETS, PAGE_SIZE, Answer, num_pages

from .evaluate import Evaluation
from .order import page_ids


def answer(state, model, query):
    evaluations = _evaluations(state, model, query)
    total = sum(one.total for one in evaluations)
    page = min(query.page, num_pages(total))
    start = (page - 1) * PAGE_SIZE
    found = [one.found for one in evaluations]
    ids = page_ids(state.shelves[model], found, query, start, min(start + PAGE_SIZE, total))
    return Answer(ids=tuple(ids), total=total, page=page, counts=_summed(evaluations))


def counts(state, model, query):
    return _summed(_evaluations(state, model, query))


def total(state, model, query):
    return sum(one.total for one in _evaluations(state, model, query))


def called(state, model, query, beginning, most):
    """The ids of at most so many that match and whose name begins so, in the order of names."""
    found = []
    for segment, evaluation in zip(state.shelves[model].segments, _evaluations(state, model, query), strict=True):
        among = evaluation.found & BitMap(segment.names.beginning(beginning.encode()))
        found += [(segment.names[ordinal], segment.ids[ordinal]) for ordinal in among[:most]]
    return [pk for _name, pk in sorted(found)[:most]]


def _evaluations(state, model, query):
    seen = zip(state.shelves[model].segments, state.lenses[model], strict=True)
    return [Evaluation(segment, lens, query) for segment, lens in seen]


def _summed(evaluations):
    summed = {facet: {} for facet in FACETS}
    for one in evaluations:
        for facet, numbers in one.counts().items():
            for value, number in numbers.items():
                summed[facet][value] = summed[facet].get(value, 0) + number
    return summed
