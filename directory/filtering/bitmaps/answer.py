"""Answers from the bitmaps, each the same as that of sql.py."""

from django.db import connection

from directory.filtering.query import FACETS, PAGE_SIZE, Answer, num_pages
from directory.filtering.rows import beginning_with
from directory.models import Specialist

from .evaluate import Evaluation
from .order import page_ids

PREFIXED = "SELECT array_agg(id) FROM directory_{kind} WHERE status = 'published' AND search_words @@ {prefix}"
AT_CLINICS = """
SELECT array_agg(a.specialist_id) FROM directory_affiliation a
JOIN directory_clinic c ON c.id = a.clinic_id WHERE c.status = 'published' AND c.search_words @@ {prefix}
"""


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


def _evaluations(state, model, query):
    words = _found_by_name(model, query.words)
    seen = zip(state.shelves[model].segments, state.lenses[model], strict=True)
    return [Evaluation(segment, lens, query, words) for segment, lens in seen]


def _summed(evaluations):
    summed = {facet: {} for facet in FACETS}
    for one in evaluations:
        for facet, numbers in one.counts().items():
            for value, number in numbers.items():
                summed[facet][value] = summed[facet].get(value, 0) + number
    return summed


def _found_by_name(model, words):
    """[[id, …], …]: whom each word finds by the beginning of a name or place; one statement."""
    if not words:
        return []
    queries = [PREFIXED.format(kind=model._meta.model_name, prefix="to_tsquery('simple', %s)")]
    if model is Specialist:
        queries.append(AT_CLINICS.format(prefix="to_tsquery('simple', %s)"))
    columns, parameters = [], []
    for word in words:
        parts = [f"coalesce(({query}), '{{}}')" for query in queries]
        columns.append(" || ".join(parts))
        parameters += [beginning_with(word.prefixes)] * len(queries)
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(columns), parameters)
        return list(cursor.fetchone())
