"""The bitmaps answer every question as SQL does: ids in their order, page, total and every count."""

from dataclasses import replace

import pytest
import time_machine
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.filtering.bitmaps import loading, log
from directory.filtering.bitmaps.current import State, with_changes
from directory.filtering.bitmaps.shelf import Shelf
from directory.filtering.query import PAGE_SIZE, Query
from directory.models import Affiliation, Clinic, Specialist
from tests.directory.bitmaps.asking import differences, models, queries
from tests.directory.many import TODAY, make_directory
from tests.factories import make_specialist

EVER = "3:3:"  # the snapshot that has seen nothing


def _state(shelves=None):
    """All that was ever changed, on top of these shelves."""
    empty = {Specialist: Shelf(loading.build([], {})), Clinic: Shelf(loading.build([], {}))}
    state = State("", EVER, "", None, shelves or empty, {})
    return with_changes(state, log.since(EVER))


@pytest.fixture(scope="module")
def state_named(django_db_setup, django_db_blocker):
    """As a worker may have it: all read at once, all come by changes, half and half, and packed after that."""
    with django_db_blocker.unblock(), time_machine.travel(TODAY), transaction.atomic():
        make_directory()
        _terms, before = loading.load()
        touched = _edit()
        changes = log.since(EVER)
        entries = {
            model: {pk: entry for pk, entry in found.items() if pk in touched[model]}
            for model, found in changes.entries.items()
        }
        _terms, shelves = loading.load()
        nothing = replace(changes, entries={Specialist: {}, Clinic: {}})
        mixed = with_changes(State("", EVER, "", None, before, {}), replace(changes, entries=entries))
        packed = {model: shelf.packed() for model, shelf in mixed.shelves.items()}
        named = {
            "read": with_changes(State("", EVER, "", None, shelves, {}), nothing),
            "changed": _state(),
            "mixed": mixed,
            "packed": with_changes(State("", EVER, "", None, packed, {}), nothing),
        }
        yield lambda name: named[name]
        transaction.set_rollback(True)


def _edit():
    """Ids of the listings that are not as they were: moved in the order, gone, new, at another place."""
    people, clinics = list(Specialist.objects.order_by("pk")), list(Clinic.objects.order_by("pk"))
    touched = {person.pk for person in [*people[::5], *people[1:4]]}
    for person, name in zip(people[::5], ["Aa", "Zz", "5", "Ä", "ada"], strict=True):
        person.family_name = name
        person.save()
    people[1].delete()
    Specialist.objects.filter(pk=people[2].pk).update(status="draft")
    Affiliation.objects.filter(specialist=people[3]).update(clinic=clinics[6])
    for clinic, fields in [(clinics[0], {"status": "in-review"}), (clinics[6], {"latitude": 47.5})]:
        touched |= set(clinic.affiliations.values_list("specialist_id", flat=True))
        Clinic.objects.filter(pk=clinic.pk).update(**fields)
    new = make_specialist("ada-7z", at=[clinics[1]])
    return {Specialist: touched | {new.pk}, Clinic: {clinics[0].pk, clinics[6].pk}}


@pytest.mark.django_db
@time_machine.travel(TODAY)
@given(model=models, query=queries, name=st.sampled_from(["read", "changed", "mixed", "packed"]))
@settings(max_examples=300, deadline=None)
def test_every_answer_is_that_of_sql(state_named, model, query, name):
    assert differences(state_named(name), model, query) == {}


@pytest.mark.django_db
@time_machine.travel(TODAY)
@pytest.mark.parametrize("sort", ["name", "checked"])
def test_the_pages_of_a_mixed_shelf_have_everybody_once(state_named, sort):
    mixed = state_named("mixed")
    shelf = mixed.shelves[Specialist]
    assert (len(shelf.base.live) > PAGE_SIZE // 2, len(shelf.delta.ids) > 3) == (True, True)
    for page in (1, 2):
        assert differences(mixed, Specialist, Query(sort=sort, page=page)) == {}
