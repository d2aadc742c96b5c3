"""Writing what was shown and confirmed: everything in one transaction, or nothing."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from desk import refusals
from desk.models import Revision
from desk.saving import save_many
from desk.snapshots import owned
from desk.workflow import move_many
from directory.models.import_run import ImportRun, State

from .contents import reserve
from .kinds import KINDS
from .planning import batches, begin, compare, store


class OutdatedError(Exception):
    """The directory, or the plan, is not any more what was shown."""


def confirm(run_pk, digest):
    """Order the run to be written as it was shown under this `digest`. Raises OutdatedError if it changed."""
    shown = QuerySet(ImportRun).filter(pk=run_pk, state=State.PLANNED, digest=digest)
    if not shown.update(state=State.APPLYING, setback=""):
        raise OutdatedError


def write(run_pk, account):
    """Write a confirmed run. Returns the ImportRun: applied, or compared anew with the reason in `setback`.

    Everything is compared once more, and written only if it comes out as it was shown. Who comes second waits
    for the first and finds the work done.
    """
    runs = QuerySet(ImportRun).defer("file")
    try:
        with transaction.atomic():
            run = runs.select_for_update().get(pk=run_pk)
            if run.state == State.APPLYING:
                _write(run, account)
            return run
    except OutdatedError:
        setback = _("The directory was changed since the comparison. Nothing was written; please look again.")
    except PermissionDenied:
        setback = _("Nothing was written: you may not change all of this.")
    except IntegrityError as error:
        reason = refusals.sentence_of(KINDS[run.kind].models, error)
        setback = _("Nothing was written, the database refused it: %(reason)s") % {"reason": reason}
    with transaction.atomic():
        begin(run, setback=setback[:300])
    return runs.get(pk=run_pk)


def _write(run, account):
    made = set()
    for rows in batches(run):
        shown = {row.pk: row.digest for row in rows}
        _lock(run, rows)
        plans, edits = compare(run, rows, account, but=made)
        if any(plan.settle().digest != shown[plan.row.pk] for plan in plans):
            raise OutdatedError
        made |= _write_batch(run, plans, edits, account)
    run.state, run.applied_at = State.APPLIED, timezone.now()
    run.save(update_fields=["state", "applied_at", "moved"])


def _lock(run, rows):
    """Nobody else changes these listings between the comparison and the writing."""
    for model in KINDS[run.kind].models:
        keys = [row.object_id for row in rows if row.model == model._meta.model_name and row.object_id]
        list(QuerySet(model).filter(pk__in=keys).order_by("pk").select_for_update(of=["self"]).values_list("pk"))


def _write_batch(run, plans, edits, account):
    """The keys of the listings that were made."""
    history = {"action": Revision.Action.IMPORTED, "comment": run.file_name, "run": run.name_in_history}
    made = set()
    for model, changed in edits.changed.items():
        keys = _reserved(model, changed)
        contents = _with_row_keys(model, {keys[old]: content for old, content in changed.items()})
        save_many(model, contents, by=account, **history)
        moved = {keys[old]: statuses for old, statuses in edits.moved.get(model, {}).items()}
        move_many(model, {pk: after for pk, (_before, after) in moved.items()}, by=account)
        new = {key for old, key in keys.items() if old < 0}
        run.moved += [[model._meta.model_name, pk, *moved[pk]] for pk in moved.keys() - new]
        made |= new
        for plan in plans:
            if plan.model is model and -plan.row.line in keys:
                plan.row.object_id = keys[-plan.row.line]
    store([plan.row for plan in plans if plan.target is None], ["object_id"])
    return made


def _reserved(model, changed):
    """{key in the plan: primary key}."""
    new = [key for key in changed if key < 0]
    return {key: key for key in changed if key > 0} | dict(zip(new, reserve(model, len(new)), strict=True))


def _with_row_keys(model, contents):
    """The contents, with primary keys for the rows that are new in them."""
    for relation, (row_model, _owner) in owned(model).items():
        new = [(pk, key) for pk, content in contents.items() for key in content["rows"][relation] if "new" in key]
        keys = dict(zip(new, map(str, reserve(row_model, len(new))), strict=True))
        for pk in {pk for pk, _key in new}:
            rows = contents[pk]["rows"]
            named = {keys.get((pk, key), key): values for key, values in rows[relation].items()}
            contents[pk] = {**contents[pk], "rows": {**rows, relation: named}}
    return contents
