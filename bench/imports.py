#!/usr/bin/env python3
"""How long a file takes, and how much memory: .venv/bin/python bench/imports.py [NUMBER of rows]

Compares, writes, compares again, changes, undoes and exports specialists, in CSV and XLSX, with history. Prints
seconds and, since machines differ, each as a ratio to the cheapest way to get as many rows into the same table
(one bulk_create without history or checks); and the most memory that the process had so far.
"""

import csv
import io
import os
import platform
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.bench"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from bench.listings import generate  # noqa: E402
from directory.importing import applying, exporting, planning, staging, undoing, xlsx_files  # noqa: E402
from directory.importing.kinds import KINDS  # noqa: E402
from directory.models import Specialist  # noqa: E402

KIND = KINDS["specialists"]


def word(number):
    """A word of letters for a number."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def rows(number, phone="+49 30 1"):
    values = {
        "title": "Dr. med.",
        "given_name": "Ada",
        "specialties": "f1, f2",
        "languages": "xa, xb",
        "profile_de": "Ein neutraler Satz. " * 10,
        "phone": phone,
        "accepts_statutory_insurance": "ja",
        "offers_second_opinion": "unbekannt",
        "checked_on": "01.10.2026",
        "source": "Website",
        "status": "",
    }
    yield ["slug", "family_name", "email", *values]
    for n in range(number):
        yield [f"import-{n}", f"Beispiel{word(n)}", f"ada.{n}@example.org", *values.values()]


def as_csv(table):
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(table)
    return stream.getvalue().encode("utf-8-sig")


def as_xlsx(table):
    with xlsx_files.write(table, title="Rows") as stream:
        return stream.read()


class Stopwatch:
    floor = 1.0

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        self.start = time.perf_counter()
        return self

    def __exit__(self, *error):
        self.took = time.perf_counter() - self.start
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{self.name:44} {self.took:7.1f} s {self.took / Stopwatch.floor:7.1f} {megabytes:6} MB", flush=True)


def floor(number):
    with transaction.atomic(), Stopwatch("one bulk_create, nothing checked") as watch:
        Specialist.objects.bulk_create(
            [Specialist(slug=f"floor-{n}", given_name="Ada", family_name=f"Beispiel-{n}") for n in range(number)],
            500,
        )
        transaction.set_rollback(True)
    Stopwatch.floor = watch.took


def journey(name, data):
    with Stopwatch(f"{name}, read and stored"):
        run = staging.stage(data, file_name=f"bench.{name}", kind=KIND)
    with Stopwatch(f"{name}, compared"):
        run = planning.work(run.pk, None)
    print(f"    {run.counts}")
    return run


def written(name, run):
    with Stopwatch(f"{name}, compared again and written"):
        applying.confirm(run.pk, run.digest)
        run = applying.write(run.pk, None)
    if run.setback:
        sys.exit(run.setback)
    return run


def undone(name, run):
    with Stopwatch(name):
        undoing.order(run.pk)
        run = undoing.undo(run.pk, None)
    if run.left_alone or run.setback:
        sys.exit(f"{run.setback} {run.left_alone[:3]}")


def main(number):
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    generate(number)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"Python {platform.python_version()}, PostgreSQL {connection.pg_version // 10000}, {number} rows")
    floor(number)
    new = written("CSV of new listings", journey("CSV of new listings", as_csv(rows(number))))
    journey("CSV without changes", as_csv(rows(number)))
    changed = as_xlsx(rows(number, phone="+49 30 2"))
    later = written("XLSX with changes", journey("XLSX with changes", changed))
    undone("changes undone", later)
    undone("new listings undone", new)
    for form in ("csv", "xlsx"):
        with Stopwatch(f"{number} listings exported as {form}"):
            size = sum(len(part) for part in exporting.parts(KIND, Specialist.objects.all(), form))
        print(f"    {size // 1024} kB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
