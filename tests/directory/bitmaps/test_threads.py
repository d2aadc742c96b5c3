"""While one thread of a worker reads, what the others answer from."""

from threading import Event, Thread, Timer

import pytest
from django.db import connection

from directory.filtering import engine
from directory.filtering.bitmaps import loading, log
from directory.filtering.bitmaps.current import Current
from directory.filtering.query import Query
from directory.models import Specialist
from tests.directory.bitmaps.asking import differences
from tests.factories import make_specialist

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def in_a_thread(monkeypatch):
    """Starts a thread of `worker` that waits before the named function; returns (Thread, Event it waits for)."""
    may_go_on, threads = Event(), []

    def start(worker, module, name):
        has_begun, function = Event(), getattr(module, name)

        def stopping(*args):
            has_begun.set()
            may_go_on.wait(10)
            return function(*args)

        def run():
            worker.state()
            connection.close()

        monkeypatch.setattr(module, name, stopping)
        threads.append(Thread(target=run))
        threads[0].start()
        assert has_begun.wait(10)
        return threads[0], may_go_on

    yield start
    may_go_on.set()
    threads[0].join()


def test_while_one_thread_reads_everything_sql_answers_the_others(monkeypatch, in_a_thread, client):
    worker = Current()
    monkeypatch.setattr(engine, "current", worker)
    make_specialist()
    thread, may_go_on = in_a_thread(worker, loading, "load")
    asked = engine.Engine()
    assert (asked.state, asked.answer(Specialist, Query()).total) == (None, 1)
    assert client.get("/readyz").json()["lists"] == "answered by SQL: being read"
    may_go_on.set()
    thread.join()
    assert client.get("/readyz").json()["lists"] == "answered by bitmaps"
    assert differences(worker.state(), Specialist, Query()) == {}


def test_for_a_thread_that_follows_a_small_change_the_others_wait(in_a_thread):
    worker = Current()
    worker.state()
    make_specialist()
    _thread, may_go_on = in_a_thread(worker, log, "since")
    Timer(0.05, may_go_on.set).start()
    assert differences(worker.state(patience=10), Specialist, Query()) == {}
