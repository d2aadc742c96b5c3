#!/usr/bin/env python3
"""Whether the editors' desk grows with the directory: .venv/bin/python bench/desk.py [NUMBER of listings]

Opens every list, filter, search, order and form with a hundredth of the listings, then with all of them (so many
clinics and as many specialists; 100,000 unless told). Prints for both the rows and index entries that the server
read, which no other load on the machine can blur, and milliseconds with their ratio: 1 is a page that does not
grow, 100 one that reads everything; a star marks what read half of a long table or more. Then what the limits and
indexes save, as ratios within the same run.
"""

import os
import platform
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.bench"

import django  # noqa: E402

django.setup()

from django.contrib import admin  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.desk_listings import generate  # noqa: E402
from desk.long_lists import counted  # noqa: E402
from directory.models import Clinic, Specialist  # noqa: E402

QUERIES = {
    "all": "",
    "second page": "p=2",
    "21st page": "p=21",
    "last page": "p={last}",
    "drafts": "stage=draft",
    "in review": "stage=in-review",
    "published": "stage=published",
    "with working version": "stage=working",
    "sent back": "stage=sent-back",
    "drafts, not sent back": "stage=not-sent-back",
    "own drafts": "stage=mine",
    "own, sent back": "stage=mine-sent-back",
    "fresh": "check=fresh",
    "stale": "check=stale",
    "never checked": "check=never",
    "no contact": "lacks=contact",
    "samples": "is_sample__exact=1",
    "no samples": "is_sample__exact=0",
    "second opinion": "offers_second_opinion__exact=1",
    "common specialty": "specialty=f0",
    "rare specialty": "specialty=f1",
    "to translate": "translations=any",
    "to translate into French": "translations=fr",
    "missing in English": "translations=en-missing",
    "outdated in English": "translations=en-outdated",
    "machine-made in English": "translations=en-machine",
    "search, one letter": "q=m",
    "search, common word": "q=müller",
    "search, two words": "q=weiss+anna",
    "search, nothing": "q=xyzzy",
}
CLINIC_QUERIES = {
    "no coordinates": "lacks=coordinates",
    "country": "country=DE",
    "country, none": "country=AT",
    "kind": "kind__exact=practice",
}
AUTOCOMPLETES = {
    "clinic": "app_label=directory&model_name=affiliation&field_name=clinic",
    "specialist": "app_label=directory&model_name=affiliation&field_name=specialist",
    "region": "app_label=directory&model_name=clinic&field_name=region",
    "specialty": "app_label=directory&model_name=clinic&field_name=specialties",
    "condition": "app_label=directory&model_name=clinictreatment&field_name=condition",
    "therapies": "app_label=directory&model_name=clinictreatment&field_name=therapies",
    "reference": "app_label=conditions&model_name=citation&field_name=reference",
}
OTHERS = {
    "first page": "/admin/",
    "place: all": "/admin/directory/place/",
    "place: search": "/admin/directory/place/?q=mün",
    "place: search by code": "/admin/directory/place/?q=00077",
    "correction: all": "/admin/directory/correction/",
    "import: all": "/admin/directory/importrun/",
    "region: delete": "/admin/directory/region/1/delete/",
    "specialty: delete": "/admin/conditions/specialty/1/delete/",
    "condition: delete": "/admin/conditions/condition/1/delete/",
}
ROWS_READ = """
SELECT t.relname, seq_tup_read + coalesce((SELECT sum(idx_tup_read) FROM pg_stat_user_indexes AS i
    WHERE i.relid = t.relid), 0), reltuples
FROM pg_stat_user_tables AS t JOIN pg_class ON pg_class.oid = t.relid
"""
LONG = 10_000  # rows: a table that no page may read to its end
WITHOUT_INDEX = "SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off"


def addresses():
    """{what: address}, the same with few and with many listings."""
    found = dict(OTHERS)
    for model in (Clinic, Specialist):
        name, base = model._meta.model_name, f"/admin/directory/{model._meta.model_name}/"
        queries = {**QUERIES, **(CLINIC_QUERIES if model is Clinic else {})}
        for number, column in enumerate(columns_of(model), start=1):
            queries |= {f"by {column}": f"o={number}", f"by {column}, down": f"o=-{number}"}
        last = -(-model.objects.count() // 50)
        found |= {f"{name}: {what}": f"{base}?{query.format(last=last)}" for what, query in queries.items()}
        some = model.objects.get(slug="x77").pk
        pages = ("change", "review", "history", "delete")
        found |= {f"{name}: {page}": f"{base}{some}/{page}/" for page in pages}
        found[f"{name}: deleted"] = f"{base}deleted/"
    for name, asked in AUTOCOMPLETES.items():
        for typed in ("", "m", "weiss", "xyzzy"):
            found[f"autocomplete: {name}, “{typed}”"] = f"/admin/autocomplete/?term={typed}&{asked}"
    return found


def columns_of(model):
    request = RequestFactory().get("/")
    request.user = User.objects.get()
    return admin.site.get_model_admin(model).get_list_display(request)


def rows_read():
    """{table: (what the server has read of it so far, whatever for; how long it is)}"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(ROWS_READ)
        return {table: (int(read), int(rows)) for table, read, rows in cursor.fetchall()}


def fastest(do, times=3):
    """Milliseconds: the least of several times, because others use the machine, too."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        do()
        took.append((time.perf_counter() - start) * 1000)
    return min(took)


def measure(client, address):
    """(statements, rows read, long tables of which half was read, ms)"""
    before = rows_read()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        statements = len(queries)
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")
    read = {table: (now - before[table][0], rows) for table, (now, rows) in rows_read().items()}
    through = [table for table, (number, rows) in read.items() if rows >= LONG and number >= rows / 2]
    total = sum(number for number, _rows in read.values())
    return statements, total, through, fastest(lambda: client.get(address))


def savings(client):
    """Pairs of (what, do): each as the desk does it, then without the limit or the index."""
    clinics = Clinic.objects.order_by()
    filtered = clinics.filter(checked_on__isnull=False)
    yield ("count of all clinics, to 1,000", lambda: counted(clinics)), ("… of all", clinics.count)
    yield ("count of a filter, to 1,000", lambda: counted(filtered)), ("… of all", filtered.count)
    for name in ("clinic", "specialist"):
        address = f"/admin/autocomplete/?term=weiss&{AUTOCOMPLETES[name]}"
        search = (f"autocomplete: {name}, “weiss”", lambda address=address: client.get(address))
        yield search, ("… without index", lambda address=address: without_index(client, address))


def without_index(client, address):
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_INDEX)
        client.get(address)
        cursor.execute("RESET ALL")


def ask(client, number):
    call_command("flush", interactive=False, verbosity=0)
    generate(number)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    client.force_login(User.objects.get())
    client.get("/admin/")
    return {what: measure(client, address) for what, address in addresses().items()}


def main(number):
    call_command("migrate", verbosity=0)
    print(f"Python {platform.python_version()}, PostgreSQL {connection.pg_version // 10000}")
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    few, many = ask(client, number // 100), ask(client, number)
    print(f"{'':42} statements {'rows read':>16} {'milliseconds':>16} ratio")
    for what, (statements, rows, through, took) in many.items():
        few_statements, few_rows, _through, few_took = few[what]
        more = "" if statements <= few_statements else f" more statements: {few_statements}"
        ratio = f"{took / few_took:5.1f}{more}{' * ' if through else ''}{', '.join(through)}"
        print(f"{what:42} {statements:10} {few_rows:7} {rows:8} {few_took:7.0f} {took:8.0f} {ratio}")
    print()
    for (what, do), (other, instead) in savings(client):
        took, otherwise = fastest(do), fastest(instead)
        print(f"{what:34} {took:7.1f} ms   {other:16} {otherwise:7.1f} ms {otherwise / took:7.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
