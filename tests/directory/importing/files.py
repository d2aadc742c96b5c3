"""Files as people send them, and what becomes of them."""

import csv
import io

from django.contrib.auth.models import Permission
from openpyxl import Workbook

from directory.importing import applying, planning, staging, undoing
from directory.importing.kinds import KINDS
from tests.factories import make_account

ADA = {"given_name": "Ada", "family_name": "Muster"}
CLINIC = {
    "name": "Klinik am See",
    "kind": "hospital",
    "postal_code": "80331",
    "city": "München",
    "region": "DE-BY",
}


def csv_bytes(rows, *, separator=";", encoding="utf-8-sig", end="\r\n"):
    """The bytes of a CSV; `rows` are lists of cells, the first the headers."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator=end).writerows(rows)
    return stream.getvalue().encode(encoding)


def xlsx_bytes(rows):
    """The bytes of a workbook; its cells are what Python has for them, numbers and dates too."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def table(*dicts):
    """[headers, row, …] from one dictionary a row."""
    headers = list(dict.fromkeys(name for row in dicts for name in row))
    return [headers, *([row.get(name, "") for name in headers] for row in dicts)]


def planned(kind, *rows, by=None, data=None):
    """The ImportRun of `rows`, dictionaries of cells, compared with the directory."""
    data = csv_bytes(table(*rows)) if data is None else data
    run = staging.stage(data, file_name="file.csv", kind=KINDS[kind], by=by)
    return planning.work(run.pk, by)


def imported(kind, *rows, by=None):
    """The ImportRun of `rows` after it was confirmed and written."""
    return confirmed(planned(kind, *rows, by=by), by=by)


def confirmed(run, by=None):
    applying.confirm(run.pk, run.digest)
    return applying.write(run.pk, by)


def undone(run, by=None):
    """The ImportRun after it was taken back."""
    undoing.order(run.pk)
    return undoing.undo(run.pk, by)


def outcomes(run):
    """[outcome, …] by line."""
    return list(run.rows.order_by("line").values_list("outcome", flat=True))


def reasons(run):
    """The reasons of all refused rows, by line."""
    return [reason for row in run.rows.order_by("line") for reason in row.reasons]


def warnings(run):
    return [warning for row in run.rows.order_by("line") for warning in row.warnings]


def changes(run):
    """[[name, before, after], …] of all rows, by line."""
    return [change for row in run.rows.order_by("line") for change in row.changes]


def fresh(listing):
    """It, as it is in the database now."""
    return type(listing).objects.get(pk=listing.pk)


def make_importer(*actions, model="specialist"):
    """An account that may do these things with listings, and nothing else."""
    account = make_account(f"importer-{'-'.join(actions)}")
    codenames = [f"{action}_{model}" for action in actions]
    account.user_permissions.set(
        Permission.objects.filter(content_type__app_label="directory", codename__in=codenames)
    )
    return account
