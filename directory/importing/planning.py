"""Comparing the rows of a run with the directory. Nothing of the directory is written here.

First each row is found: which listing it is about. Then what it changes is worked out, listing by listing; all
rows about one listing are compared together. Both go batch by batch, so that a request can do a part and the next
one the rest (see `work`).
"""

import json
import time
from functools import partial

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from desk.roles import may
from directory.models.import_run import ImportRow, ImportRun, Outcome, State

from .edits import Edits
from .kinds import KINDS
from .plans import Plan, Reading

BATCH = 500
SETTLED = [
    "model",
    "object_id",
    "name",
    "slug",
    "outcome",
    "changes",
    "reasons",
    "warnings",
    "candidates",
    "digest",
]


def begin(run, **fields):
    """Compare everything anew; decisions stay. `fields` of the run are set with it."""
    run.rows.update(outcome=Outcome.OPEN, is_found=False)
    run.rows.exclude(cells__has_key="slug").update(slug="")
    QuerySet(ImportRun).filter(pk=run.pk).update(state=State.FINDING, counts={}, digest="", **fields)


@transaction.atomic
def work(run_pk, account, seconds=None):
    """Compare rows for about so many `seconds`, or to the end. Returns the ImportRun as it is then.

    Two that work on the same run do not meet: the second one finds it locked and does nothing.
    """
    runs = QuerySet(ImportRun).defer("file")
    run = runs.filter(pk=run_pk).select_for_update(skip_locked=True).first()
    if run is None:
        return runs.get(pk=run_pk)
    until = time.monotonic() + seconds if seconds is not None else None
    for step in _steps(run, account):
        step()
        if until and time.monotonic() > until:
            break
    run.save(update_fields=["state", "counts", "digest"])
    return run


def _steps(run, account):
    """Functions that each do a batch, or lead to the next state."""
    if run.state == State.FINDING:
        keys = list(run.rows.filter(is_found=False).order_by("line").values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            yield partial(_find_batch, run, keys[start : start + BATCH], account)
        run.state = State.PLANNING
    if run.state == State.PLANNING:
        for rows in batches(run, outcome=Outcome.OPEN):
            yield partial(_compare_batch, run, rows, account)
        run.counts, run.digest, run.state = _counts(run), _digest(run), State.PLANNED


def _find_batch(run, keys, account):
    plans = find(run, list(run.rows.filter(pk__in=keys).order_by("line")), account)
    store([_found(plan) for plan in plans], ["is_found", "model", "object_id"])


def _compare_batch(run, rows, account):
    plans, _edits = compare(run, rows, account)
    store([plan.settle() for plan in plans], SETTLED)


def store(rows, fields):
    """Save these fields of the rows in one statement; bulk_update takes twenty times as long to write its own."""
    values = [{"id": row.pk} | {name: getattr(row, name) for name in fields} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE directory_importrow AS row SET ({', '.join(fields)}) = ROW(new.{', new.'.join(fields)}) "  # noqa: S608
            "FROM jsonb_populate_recordset(NULL::directory_importrow, %s) AS new WHERE new.id = row.id",
            [json.dumps(values)],
        )


def _found(plan):
    row = plan.row
    row.model = plan.model._meta.model_name if plan.model else ""
    row.is_found, row.object_id = True, plan.target
    return row


def find(run, rows, account):
    """The Plans of `rows`, with their targets."""
    kind, reading = KINDS[run.kind], Reading(account)
    plans = [Plan(row) for row in rows]
    kind.look_up(plans, reading)
    for plan in plans:
        plan.read([kind.columns[name] for name in kind.finding], reading)
    kind.find(plans, reading)
    return plans


def compare(run, rows, account, but=()):
    """(Plans, Edits) of `rows`: what they change, and the contents that come of it. Statements are bounded.

    `but` are listings that this run has made itself.
    """
    kind, reading, edits = KINDS[run.kind], Reading(account), Edits(account)
    plans = [Plan(row) for row in rows]
    kind.look_up(plans, reading)
    for plan in plans:
        plan.read([kind.columns[name] for name in run.columns], reading)
    kind.find(plans, reading)
    kind.suspect(plans, but)
    for plan in plans:
        if plan.model and not may(account, "import", plan.model):
            plan.reject(_("You may not import this."))
    kind.compare(plans, reading, edits)
    return plans, edits


def batches(run, **which):
    """Lists of some 500 rows, all rows about one listing in the same one."""
    keys = list(
        run.rows.filter(**which).order_by("model", "object_id", "line").values_list("model", "object_id", "pk")
    )
    start = 0
    while start < len(keys):
        end = min(start + BATCH, len(keys))
        while end < len(keys) and keys[end][1] is not None and keys[end][:2] == keys[end - 1][:2]:
            end += 1
        rows = ImportRow.objects.in_bulk([key[2] for key in keys[start:end]])
        yield [rows[key[2]] for key in keys[start:end]]
        start = end


def progress(run):
    """(steps done, steps in all) of a comparison: each row is found and compared."""
    done = run.rows.aggregate(
        found=Count("pk", filter=Q(is_found=True)), compared=Count("pk", filter=~Q(outcome=Outcome.OPEN))
    )
    return done["found"] + done["compared"], 2 * run.number_of_rows


def _counts(run):
    counted = run.rows.order_by().values_list("outcome").annotate(number=Count("pk"))
    return dict(counted)


def _digest(run):
    """One fingerprint of all that was shown."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT md5(string_agg(digest || decision, ',' ORDER BY line)) "
            "FROM directory_importrow WHERE run_id = %s",
            [run.pk],
        )
        return cursor.fetchone()[0]
