"""What has changed since a moment, whoever changed it: by hand, in another process, by an import in SQL.

Triggers write one row into directory_change for each statement that changes what readers see, in the same
transaction. A position is a snapshot of PostgreSQL (pg_current_snapshot): it knows exactly which transactions it
sees. Numbers would not do: of two transactions, the one that drew its number first may commit last.

Transactions are numbered within an era: where a database was copied, restored from a backup or recovered to an
earlier moment, another era begins, and what was noted in an older one says nothing about it.

The transaction that asks may itself have changed something and still be rolled back: what it sees is for nobody
else.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection

from . import loading

SINCE = """
era = directory_era() AND transaction >= pg_snapshot_xmin(%(position)s::pg_snapshot)::text::bigint
    AND NOT pg_visible_in_snapshot(transaction::text::xid8, %(position)s::pg_snapshot)
"""
CHANGES = f"""
WITH log AS MATERIALIZED (SELECT kind, listings FROM directory_change WHERE {SINCE}),
changed_specialist AS MATERIALIZED (SELECT DISTINCT unnest(listings) AS id FROM log WHERE kind = 'specialist'),
changed_clinic AS MATERIALIZED (SELECT DISTINCT unnest(listings) AS id FROM log WHERE kind = 'clinic')
SELECT 'log', 'position', pg_current_snapshot()::text, version, ARRAY[kept_from], ARRAY[era], NULL::int[]
FROM directory_moment()
UNION ALL SELECT 'log', 'everything', '', '', NULL, NULL, NULL FROM log WHERE kind = 'everything'
UNION ALL SELECT 'log', 'specialist', '', '', array_agg(id), NULL, NULL FROM changed_specialist
UNION ALL SELECT 'log', 'clinic', '', '', array_agg(id), NULL, NULL FROM changed_clinic
UNION ALL {loading.CHANGED}
"""  # noqa: S608 our own names


@dataclass(frozen=True)
class Moment:
    """`version` begins with how many changes were ever logged: the same version is the same data, everywhere.

    `era` names what transactions are numbered in. `kept_from` is the first transaction whose changes were not
    forgotten yet. `is_own` where the transaction that asks has changed something itself.
    """

    version: str
    era: str
    kept_from: int
    is_own: bool


_known = ContextVar("moment", default=None)  # within one_moment(), a list with the Moment once it is asked for


@contextmanager
def one_moment():
    """Inside, now() asks once: for requests that write nothing."""
    token = _known.set([])
    try:
        yield
    finally:
        _known.reset(token)


def now():
    known = _known.get()
    if known is None:
        return ask()
    if not known:
        known.append(ask())
    return known[0]


def ask():
    """The Moment, asked for now in any case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT version, era, kept_from, is_own FROM directory_moment()")
        return Moment(*cursor.fetchone())


def position():
    """The snapshot of this moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return cursor.fetchone()[0]


@dataclass(frozen=True)
class Changes:
    """`era` and `kept_from` as of Moment: whether the log still knew every change when they were read."""

    position: str  # a snapshot
    version: str
    era: str
    kept_from: int
    is_everything: bool  # too much to name: read it all again
    terms: object
    entries: dict  # {model: {pk: Entry or None}}


def since(position):
    """The Changes since then and the facts of what changed, as of one moment."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, {"position": position})
        rows = cursor.fetchall()
    told = {facet: row for kind, facet, *row, _days in rows if kind == "log"}
    terms, found = loading.read(row for row in rows if row[0] != "log")
    entries = {
        model: loading.entries_of(*found[model], told[kind][2] or []) for kind, model in loading.KINDS.items()
    }
    position, version, (kept_from,), (era,) = told["position"]
    return Changes(position, version, era, kept_from, "everything" in told, terms, entries)


def first_unseen(position):
    """The lowest transaction that a snapshot may not see: "xmin:xmax:in progress"."""
    return int(position.split(":")[0])
