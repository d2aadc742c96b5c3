"""A worker that another one overtakes loses nothing."""

import pytest

from directory.filtering.bitmaps import loading, log, store
from directory.filtering.bitmaps.current import Current, store_anew
from directory.filtering.query import Query
from directory.models import Change, Specialist
from tests.directory.bitmaps.asking import differences
from tests.factories import make_specialist

pytestmark = pytest.mark.django_db(transaction=True)


def another_stores_a_change():
    make_specialist("new-one")
    store_anew()
    assert Change.objects.count() == 0


def test_what_another_worker_stores_before_the_log_is_read_is_not_lost(monkeypatch, reads):
    worker, since = Current(), log.since
    worker.state()
    make_specialist("ada")

    def late(position):
        monkeypatch.setattr(log, "since", since)
        another_stores_a_change()
        return since(position)

    monkeypatch.setattr(log, "since", late)
    assert differences(worker.state(), Specialist, Query()) == {}
    assert (worker.state().version, reads) == (log.now().version, ["read"])


def test_what_another_worker_stores_while_everything_is_read_is_not_lost(monkeypatch, reads):
    worker, load = Current(), loading.load
    make_specialist("ada")

    def slow():
        monkeypatch.setattr(loading, "load", load)
        found = load()
        another_stores_a_change()
        return found

    monkeypatch.setattr(loading, "load", slow)
    assert differences(worker.state(), Specialist, Query()) == {}
    assert (worker.state().version, reads) == (log.now().version, ["read", "read"])  # once by each of them


def test_who_stores_late_leaves_what_is_newer():
    worker = Current()
    state = worker.state()
    another_stores_a_change()
    newer = store.load(state.era)[0]
    assert store.save(state.era, state.position, state.shelves) is False
    assert store.load(state.era)[0] == newer
