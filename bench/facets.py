#!/usr/bin/env python3
"""How long an exact answer with all its counts takes: .venv/bin/python bench/facets.py [NUMBER of specialists]

Prints medians in milliseconds and, since machines differ, each as a ratio to the cheapest honest statement of
the same run, counting the published listings. The last line asks the eight facets as plain IN clauses, which
docs/decisions.md, 6, rules out.
"""

import os
import platform
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.bench"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench.listings import generate  # noqa: E402
from directory.filtering import sql  # noqa: E402
from directory.filtering.query import Query  # noqa: E402
from directory.filtering.rows import facet_rows, listings_with_treatment  # noqa: E402
from directory.models import Specialist  # noqa: E402

QUERIES = {
    "nothing asked": Query(),
    "one facet": Query(chosen={"country": ["DE"]}),
    "three facets": Query(chosen={"country": ["DE"], "condition": ["d0"], "therapy": ["t0", "t1"]}),
    "eight facets": Query(
        chosen={
            "country": ["DE", "CH"],
            "region": ["DE-BY", "DE-BE"],
            "condition": ["d0", "d1"],
            "therapy": ["t0"],
            "tumour": ["u0", "u1"],
            "specialty": ["f0", "f1"],
            "language": ["xa", "xb"],
            "second_opinion": ["not-stated"],
        }
    ),
}


def median_ms(do, times=7):
    do()
    took = []
    for _ in range(times):
        start = time.perf_counter()
        do()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def as_plain_in(query):
    """The matches with every fact as an IN clause of one WHERE."""
    found = Specialist.objects.published().order_by().filter(listings_with_treatment(Specialist, query))
    for facet in query.asked:
        if facet not in ("condition", "therapy"):
            rows = facet_rows(Specialist, facet, query).filter(value__in=query.values(facet))
            found = found.filter(pk__in=rows.values("listing"))
    return found.count()


def main(number):
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    generate(number)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"Python {platform.python_version()}, PostgreSQL {connection.pg_version // 10000}, {number} specialists")
    floor = median_ms(Specialist.objects.published().count)
    print(f"{'counting the published listings':34} {floor:8.1f} ms      1.0")
    for name, query in QUERIES.items():
        took = median_ms(lambda query=query: sql.answer(Specialist, query))
        print(f"{'answer, ' + name:34} {took:8.1f} ms {took / floor:8.1f}")
    query = QUERIES["eight facets"]
    for name, do in [
        ("total only, facts inside CASE", lambda: sql.matching(Specialist, query).count()),
        ("total only, plain IN clauses", lambda: as_plain_in(query)),
    ]:
        took = median_ms(do, 3)
        print(f"{name:34} {took:8.1f} ms {took / floor:8.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
