"""Another process that answers from bitmaps of its own, as a second worker of the site does."""

import multiprocessing
import os
import traceback
from contextlib import contextmanager

from django.db import connection

from directory.filtering.bitmaps.current import Current

from .asking import differences


@contextmanager
def another_worker():
    """Yields ask(model, query), which returns the differences() that the other process finds."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(theirs, ours))
    process.start()
    theirs.close()

    def ask(model, query):
        ours.send((model, query))
        assert ours.poll(60)
        return ours.recv()

    try:
        yield ask
    finally:
        ours.send(None)
        process.join(10)
        ours.close()


def _serve(pipe, parents_end):
    parents_end.close()
    inherited, connection.connection = connection.connection, None  # noqa: F841 the parent uses it: never close it
    current = Current()
    try:
        while asked := pipe.recv():
            state = current.state()
            pipe.send(differences(state, *asked) if state else {"state": current.failure})
    except Exception:
        pipe.send({"failed": traceback.format_exc()})
    connection.close()
    os._exit(0)  # without the goodbyes of objects that belong to the parent
