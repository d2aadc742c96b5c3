"""A worker starts from what was stored, and from PostgreSQL where that does not fit."""

import pytest

from directory.filtering import engine
from directory.filtering.bitmaps import answer as bitmaps
from directory.filtering.bitmaps import current as current_module
from directory.filtering.bitmaps import loading, log, store
from directory.filtering.bitmaps.current import Current
from directory.filtering.query import Query
from directory.models import Change, Specialist, StoredBitmaps
from tests.directory.bitmaps.asking import differences
from tests.directory.many import make_directory
from tests.factories import make_specialist

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_second_worker_reads_only_what_has_changed_since(reads):
    make_directory()
    Current().state()
    make_specialist("new-one")
    state = Current().state()
    assert reads == ["read"]
    assert next(iter(state.shelves[Specialist].recent.values())).name == b"one, new"
    assert differences(state, Specialist, Query(page=2)) == {}


def test_what_was_stored_is_what_was_read():
    make_directory()
    shelves = Current().state().shelves
    _position, stored = store.load(log.now().era)
    for model, shelf in stored.items():
        for name in ("ids", "by_id", "values", "live"):
            assert getattr(shelf.base, name) == getattr(shelves[model].base, name)
        assert list(shelf.base.points.items()) == list(shelves[model].base.points.items())
        assert shelf.base.checks.days == shelves[model].base.checks.days
        assert list(shelf.base.names) == list(shelves[model].base.names)


def test_storing_forgets_changes_and_keeps_the_version():
    make_directory()
    worker = Current()
    before = worker.state()
    store.save(log.now().era, log.position(), before.shelves)
    assert Change.objects.count() == 0
    after = worker.state()
    assert after.version == before.version
    assert after.shelves == before.shelves


def test_who_has_not_seen_what_was_forgotten_starts_anew(reads):
    sleeper, other = Current(), Current()
    sleeper.state()
    make_specialist()
    store.save(log.now().era, log.position(), other.state().shelves)
    assert differences(sleeper.state(), Specialist, Query()) == {}
    assert reads == ["read"]


@pytest.mark.parametrize("payload", [b"", b"x" * 50, (10**9).to_bytes(8, "big") + b"{}"])
def test_what_cannot_be_read_is_not_started_from(payload, caplog):
    make_specialist()
    StoredBitmaps.objects.create(layout=store.LAYOUT, position=log.position(), payload=payload)
    assert bitmaps.total(Current().state(), Specialist, Query()) == 1
    assert "cannot be read" in caplog.text


def test_what_other_code_wrote_is_not_read():
    StoredBitmaps.objects.create(layout=store.LAYOUT + 1, position=log.position(), payload=b"other")
    assert store.load(log.now().era) is None


def test_a_worker_without_bitmaps_answers_from_sql_and_says_so(monkeypatch, client, caplog):
    make_specialist()
    worker = Current()
    monkeypatch.setattr(current_module, "current", worker)
    monkeypatch.setattr(engine, "current", worker)
    monkeypatch.setattr(loading, "load", lambda: 1 / 0)
    assert engine.Engine().answer(Specialist, Query()).total == 1
    assert worker.failure == "ZeroDivisionError"
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["lists"]) == (200, "answered by SQL: ZeroDivisionError")
    assert "SQL answers" in caplog.text
