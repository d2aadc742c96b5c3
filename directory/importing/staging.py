"""From the bytes of a file to the rows of an ImportRun. What breaks on the way leaves nothing behind."""

from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from desk.saving import name_of
from directory.models.import_run import ImportRow, ImportRun

from . import headers, table
from .kinds import may_import
from .plans import Plan, Reading
from .refusals import FileRefusedError

BATCH = 500


@transaction.atomic
def stage(data, *, file_name, kind=None, by=None):
    """The ImportRun of a file, its rows stored as text and not yet compared. Raises FileRefusedError.

    Without a `kind`, the headers show it. Memory grows with the file (10 MB at most) and its identifiers.
    """
    read = table.read(data, lambda cells: headers.count_known(cells, kind))
    kind = kind or headers.guess_kind(read.headers)
    if not may_import(by, kind):
        raise FileRefusedError(_("You may not import %(kind)s.") % {"kind": kind.label})
    names = headers.match(read.headers, kind)
    run = ImportRun.objects.create(
        kind=kind.name,
        file_name=file_name[-200:],
        file=data,
        how=_how(*read.how),
        columns=[name for name in names if name],
        uploaded_by=by,
        uploaded_by_name=name_of(by),
    )
    rows = _rows(run, kind, names, read.rows, by)
    while batch := list(islice(rows, BATCH)):
        ImportRow.objects.bulk_create(batch)
        run.number_of_rows += len(batch)
    if not run.number_of_rows:
        raise FileRefusedError(_("There are no rows below the headers."))
    run.save(update_fields=["number_of_rows"])
    return run


def _how(form, part):
    if form == "XLSX":
        return _("Excel, sheet “%(sheet)s”") % {"sheet": part}
    marks = {";": _("semicolons"), ",": _("commas"), "\t": _("tabs")}
    return _("CSV, %(encoding)s, separated by %(marks)s") % {"encoding": form, "marks": marks[part]}


def _rows(run, kind, names, rows, by):
    reading = Reading(by)
    identities, likenesses = {}, {}
    for line, cells in rows:
        _refuse_cells_without_header(line, names, cells)
        row = ImportRow(run=run, line=line, cells={n: c for n, c in zip(names, cells, strict=True) if n and c})
        plan = Plan(row)
        plan.read([kind.columns[name] for name in kind.identifying if name in row.cells], reading)
        if plan.values.get("slug"):
            row.slug = plan.values["slug"]  # taken, for rows that need one made
        row.repeats = _first(identities, kind.identity(plan.values), line)
        row.resembles = _first(likenesses, kind.likeness(plan.values), line)
        yield row


def _first(seen, keys, line):
    """The first line that has one of the `keys`, if it was another one."""
    lines = [seen.setdefault(key, line) for key in keys]
    earlier = [first for first in lines if first != line]
    return min(earlier) if earlier else None


def _refuse_cells_without_header(line, names, cells):
    for number, (name, cell) in enumerate(zip(names, cells, strict=True), start=1):
        if cell and name is None:
            raise FileRefusedError(_("Column %(number)d has no header.") % {"number": number}, line)
