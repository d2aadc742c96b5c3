"""Every count equals what a click shows: random questions to one varied directory, checked by an oracle."""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.filtering import sql
from directory.filtering.query import Query
from directory.models import Clinic, Specialist
from tests.directory import oracle
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
    with django_db_blocker.unblock(), transaction.atomic():
        _build()
        yield {
            model: [oracle.facts_of(listing) for listing in model.objects.published()]
            for model in (Specialist, Clinic)
        }
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


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Specialist, Clinic])
@given(query=queries)
@settings(max_examples=150, deadline=None)
def test_total_and_every_count_equal_the_oracle(model, directory, query):
    facts = directory[model]
    answer = sql.answer(model, query)
    assert answer.total == sum(oracle.meets(fact, query.chosen, query.therapy_match) for fact in facts)
    assert answer.counts == oracle.counts(facts, query.chosen, query.therapy_match, VALUES)
