"""Every count equals what a click shows: random questions to one varied directory, checked by an oracle."""

import pytest
import time_machine
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.filtering import sql
from directory.filtering.query import Query
from directory.models import Clinic, Specialist
from tests.directory import oracle
from tests.directory.many import TODAY, VALUES, make_directory

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
    with django_db_blocker.unblock(), time_machine.travel(TODAY), transaction.atomic():
        make_directory()
        yield {
            model: [oracle.facts_of(listing) for listing in model.objects.published()]
            for model in (Specialist, Clinic)
        }
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Specialist, Clinic])
@given(query=queries)
@settings(max_examples=150, deadline=None)
def test_total_and_every_count_equal_the_oracle(model, directory, query):
    facts = directory[model]
    answer = sql.answer(model, query)
    assert answer.total == sum(oracle.meets(fact, query.chosen, query.therapy_match) for fact in facts)
    assert answer.counts == oracle.counts(facts, query.chosen, query.therapy_match, VALUES)
