"""Every count equals what a click shows: random questions to one varied directory."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.filtering import sql
from directory.filtering.query import FACETS, Query
from directory.models import Clinic, Specialist
from tests.factories import (
    CHECKED,
    make_clinic,
    make_condition,
    make_language,
    make_specialist,
    make_specialty,
    make_therapy,
    make_tumour,
)

VALUES = {
    "country": ["DE", "AT", "CH"],
    "region": ["DE-BY", "DE-BE", "AT-9", "CH-ZH"],
    "condition": ["a", "b"],
    "therapy": ["t0", "t1", "t2"],
    "tumour": ["u0", "u1"],
    "specialty": ["s0", "s1", "s2"],
    "language": ["de", "it"],
    "second_opinion": ["yes", "no", "not-stated"],
}

queries = st.builds(
    Query,
    chosen=st.fixed_dictionaries(
        {},
        optional={f: st.lists(st.sampled_from(v), min_size=1, max_size=2, unique=True) for f, v in VALUES.items()},
    ),
    therapy_match=st.sampled_from(["any", "all"]),
)


@pytest.fixture(scope="module")
def directory(django_db_setup, django_db_blocker):
    """24 specialists and 8 clinics that differ in everything; rolled back by hand after the module."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        _build()
        yield
        transaction.set_rollback(True)


def _build():
    therapies = [make_therapy(slug) for slug in VALUES["therapy"]]
    conditions = [make_condition(slug) for slug in VALUES["condition"]]
    specialties = [make_specialty(slug) for slug in VALUES["specialty"]]
    languages = [make_language(code) for code in VALUES["language"]]
    for number, slug in enumerate(VALUES["tumour"]):
        make_tumour(slug, led_by=specialties[number : number + 2])
    facts = [{}, {"offers_second_opinion": True, **CHECKED}, {"offers_second_opinion": False, **CHECKED}]
    clinics = []
    for n in range(8):
        clinics.append(
            make_clinic(
                f"c{n}",
                region=VALUES["region"][n % 4],
                status="draft" if n == 7 else "published",
                treats=[(conditions[n % 2], therapies[n % 3 :])],
                specialties=specialties[: n % 4],
                languages=languages[n % 2 :],
                **facts[n % 3],
            )
        )
    for n in range(24):
        treats = [(conditions[0], therapies[: n % 4])] if n % 3 else []
        treats += [(conditions[1], [therapies[n % 3]])] if n % 2 else []
        make_specialist(
            f"ada-{n}",
            at=[clinics[n % 8], clinics[(n * 3 + 1) % 8]][: n % 3]
            if n % 8 != (n * 3 + 1) % 8
            else [clinics[n % 8]],
            status="draft" if n == 23 else "published",
            treats=treats,
            specialties=specialties[n % 3 : n % 3 + 1 + n % 2],
            languages=languages[: n % 3],
            **facts[n % 3],
        )


@pytest.mark.parametrize("model", [Specialist, Clinic])
@given(query=queries)
@settings(max_examples=60, deadline=None)
def test_every_count_equals_the_click(model, directory, django_db_blocker, query):
    with django_db_blocker.unblock():
        counts = sql.counts(model, query)
        for facet in FACETS:
            adds = facet == "therapy" and query.wants_all_therapies
            for value in VALUES.get(facet, ["yes", "no", "not-stated"]):
                chosen = {**query.chosen, facet: [*query.values(facet), value] if adds else [value]}
                clicked = Query(chosen=chosen, therapy_match=query.therapy_match)
                expected = sql.matching(model, clicked).count()
                assert counts[facet].get(value, 0) == expected, (facet, value)
