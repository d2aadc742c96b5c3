"""Random questions, and what SQL answers to them."""

from dataclasses import replace

from hypothesis import strategies as st

from conditions.folding import prefix
from directory.filtering import sql
from directory.filtering.bitmaps import answer as bitmaps
from directory.filtering.query import Near, Query, Word
from directory.models import Clinic, Specialist
from tests.directory.many import POINTS, VALUES

BY_NAME = [Word(text, (prefix(text),)) for text in ("ada", "c", "1", "mueller", "c1x")]
BY_VALUE = [
    Word("t0", ("t0",), {"therapy": ("t0",)}),
    Word("b", ("b",), {"condition": ("a", "b"), "country": ("DE",)}),
]
WORDS = [*BY_NAME, *BY_VALUE, Word("x", ("mull", "b")), Word("?")]


def _some(values):
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(tuple)


around = st.builds(
    lambda point, radius: Near(*point, radius, "here"),
    st.one_of(
        st.sampled_from([point for point in POINTS if point] + [(48.15, 11.5), (48.15, 11.4)]),
        st.tuples(st.floats(45, 56), st.floats(5, 18)),
    ),
    st.sampled_from([10, 50, 200, 600]),
)
anywhere = st.builds(
    Query,
    chosen=st.fixed_dictionaries({}, optional={facet: _some(values) for facet, values in VALUES.items()}),
    unknown=st.one_of(
        st.just({}), st.fixed_dictionaries({}, optional={facet: st.just(("lost",)) for facet in VALUES})
    ),
    therapy_match=st.sampled_from(["any", "all"]),
    words=st.one_of(st.just(()), st.lists(st.sampled_from(WORDS), max_size=2).map(tuple)),
    sort=st.sampled_from(["turn", "name", "checked"]),
    page=st.integers(1, 3),
)
nearby = st.builds(replace, anywhere, near=around, sort=st.sampled_from(["turn", "name", "distance", "distance"]))
nowhere = anywhere.map(lambda query: replace(query, unknown={**query.unknown, "near": ("Atlantis",)}))
queries = st.one_of(anywhere, nearby, nearby, nowhere)
models = st.sampled_from([Specialist, Clinic])


def differences(state, model, query):
    """What the bitmaps answer otherwise than SQL: {what: (bitmaps, SQL)}; the ways out of nothing included."""
    told, true = bitmaps.answer(state, model, query), sql.answer(model, query)
    found = {name: (getattr(told, name), getattr(true, name)) for name in ("ids", "total", "page", "counts")}
    facets = [*query.asked, *(["near"] if query.is_near_asked else [])]
    without = sql.totals_without(model, query, facets)
    found |= {
        f"without {facet}": (bitmaps.total(state, model, query.without(facet)), without[facet]) for facet in facets
    }
    return {name: pair for name, pair in found.items() if pair[0] != pair[1]}
