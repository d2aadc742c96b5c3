"""The daily command: workers start from today's copy, and the log of changes stays short."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from directory.filtering.bitmaps import loading, store
from directory.filtering.bitmaps.current import Current
from directory.filtering.query import Query
from directory.models import Change, Specialist, StoredBitmaps
from tests.directory.bitmaps.asking import differences
from tests.directory.many import make_directory
from tests.factories import make_specialist

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_worker_starts_from_what_the_command_stored(monkeypatch, capsys):
    make_directory()
    Current().state()
    make_specialist("new-one")
    monkeypatch.setattr(loading, "load", None)  # nobody reads everything
    call_command("store_bitmaps")
    assert (capsys.readouterr().out, Change.objects.count()) == ("Stored.\n", 0)
    state = Current().state()
    assert (state.shelves[Specialist].recent, state.shelves[Specialist].base.ids.count(new().pk)) == ({}, 1)
    assert differences(state, Specialist, Query()) == {}


def new():
    return Specialist.objects.get(slug="new-one")


def test_a_running_worker_goes_on_with_what_it_has(monkeypatch):
    make_directory()
    worker = Current()
    worker.state()
    make_specialist("new-one")
    worker.state()
    call_command("store_bitmaps", verbosity=0)
    monkeypatch.setattr(loading, "load", None)
    monkeypatch.setattr(store, "load", None)
    make_specialist("newer-one")
    assert [entry.name for entry in worker.state().shelves[Specialist].recent.values()] == [
        b"one, new",
        b"one, newer",
    ]
    assert differences(worker.state(), Specialist, Query()) == {}


def test_a_change_that_is_not_committed_yet_is_kept_for_later():
    make_directory()
    Current().state()
    worker, started, may_commit = Current(), threading.Event(), threading.Event()
    worker.state()

    def slow():
        with transaction.atomic():
            make_specialist("new-one")
            started.set()
            may_commit.wait(10)
        connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    started.wait(10)
    call_command("store_bitmaps", verbosity=0)
    may_commit.set()
    writer.join()
    for reader in (worker, Current()):
        assert differences(reader.state(), Specialist, Query()) == {}
        assert reader.state().shelves[Specialist].recent[new().pk].name == b"one, new"


def test_while_another_process_stores_the_command_stores_nothing(monkeypatch, capsys):
    make_directory()
    Current().state()
    stored = StoredBitmaps.objects.get().pk
    holder = connection.copy()
    with holder.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [store.LOCK])
        call_command("store_bitmaps")
    holder.close()
    assert capsys.readouterr().out == "Another process is storing at this moment.\n"
    assert StoredBitmaps.objects.get().pk == stored


def test_without_bitmaps_the_command_fails_and_says_why(monkeypatch, caplog):
    monkeypatch.setattr(loading, "load", lambda: 1 / 0)
    with pytest.raises(CommandError, match="ZeroDivisionError"):
        call_command("store_bitmaps")
    assert "ZeroDivisionError" in caplog.text
