#!/usr/bin/env python3
"""Whether lists stay as fast at any size: ./run bench [NUMBER of specialists …], else 5,000, 50,000 and 500,000.

Makes a register of each size, then times what a reader waits for. Milliseconds differ from machine to machine and
from hour to hour; what counts are the ratios within one run, printed with their targets.
"""

import os
import platform
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.bench"

import django  # noqa: E402

django.setup()

from django.core.cache import caches  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from bench import rendering  # noqa: E402
from bench.register import TOWNS, generate  # noqa: E402
from bench.searches import Searches  # noqa: E402
from directory.filtering.bitmaps import answer as bitmaps  # noqa: E402
from directory.filtering.bitmaps.current import Current  # noqa: E402
from directory.filtering.engine import Engine  # noqa: E402
from directory.filtering.query import FACETS, Near, Query  # noqa: E402
from directory.models import Specialist  # noqa: E402
from directory.places.asking import RADII  # noqa: E402

SIZES = [5_000, 50_000, 500_000]
LIST = "/de/specialists/?condition=d0&therapy=t0&country=DE"
NEAR = "/de/specialists/?near=48.14,11.58&sort=distance"
QUESTIONS = 300


def milliseconds(do, *, at_least=0.5, times=20):
    """(median, 95th percentile) of as many calls as fit into half a second, and of no fewer than `times`."""
    took, until = [], time.perf_counter() + at_least
    while len(took) < times or time.perf_counter() < until:
        start = time.perf_counter()
        do()
        took.append((time.perf_counter() - start) * 1000)
    took.sort()
    return took[len(took) // 2], took[int(len(took) * 0.95)]


def questions(state, seed=5):
    """Random filters, up to five of them, on any page and in any order."""
    chance = random.Random(seed)  # noqa: S311 - a reproducible run, not a secret
    values = {facet: sorted(found) for facet, found in bitmaps.counts(state, Specialist, Query()).items() if found}
    for _ in range(QUESTIONS):
        asked = chance.sample(sorted(values), chance.randint(0, 5))
        yield Query(
            chosen={
                facet: tuple(chance.sample(values[facet], min(len(values[facet]), chance.randint(1, 2))))
                for facet in FACETS
                if facet in asked
            },
            therapy_match=chance.choice(["any", "any", "all"]),
            sort=chance.choice(["turn", "turn", "name", "checked"]),
            page=chance.choice([1, 1, 1, 2, 50]),
        )


def near_questions(state, seed=7):
    """The same, around places within some 30 km of a town; half of them the nearest first."""
    chance = random.Random(seed)  # noqa: S311
    for query in questions(state):
        town, _code, _region, latitude, longitude = chance.choice(TOWNS)
        point = latitude + chance.uniform(-0.3, 0.3), longitude + chance.uniform(-0.3, 0.3)
        sort = chance.choice([query.sort, "distance"])
        yield replace(query, near=Near(*point, chance.choice(RADII), town), sort=sort)


def answers(state, asked):
    asked = iter(list(asked) * 100)
    return milliseconds(lambda: bitmaps.answer(state, Specialist, next(asked)), times=QUESTIONS)


def page(address):
    """Rendered anew each time."""
    client = Client()

    def get():
        caches["pages"].clear()
        if client.get(address).status_code != 200:
            raise RuntimeError(address)

    get()
    return milliseconds(get)


def floor():
    """The list page with a constant for every answer: what rendering costs."""
    engine, given = Engine(), {}
    true = {name: getattr(Engine, name) for name in ("answer", "total", "counts")}

    def remembered(name):
        def give(_self, *asked):
            key = name, *map(str, asked)
            if key not in given:
                given[key] = true[name](engine, *asked)
            return given[key]

        return give

    with patch.multiple(Engine, **{name: remembered(name) for name in true}):
        return page(LIST)


def search_figures(state):
    searches = Searches(state)
    right, misspelt = searches.right(QUESTIONS), searches.misspelt(QUESTIONS)
    searches.search(misspelt[0][0])  # sorts the words by length, once for each state
    found = {"words of names and places": (len(state.shelves[Specialist].base.words.words), "")}
    for what, texts in (("search", right), ("search with typing errors", [text for text, _meant in misspelt])):
        asked = iter(texts * 100)
        median, p95 = milliseconds(lambda asked=asked: searches.search(next(asked)), times=QUESTIONS)
        found |= {f"{what}, median": (median, "ms"), f"{what}, p95": (p95, "ms")}
    found["typing errors that found who was meant"] = sum(searches.finds(*one) for one in misspelt) / 3, "%"
    return found


def visible_after():
    """From the commit of an edit to an answer that has it."""
    worker = Current()
    worker.state()
    pk = Specialist.objects.order_by("pk").values_list("pk", flat=True)[100]

    def edit():
        Specialist.objects.filter(pk=pk).update(phone="+49 30 23125 1")

    edits, _ = milliseconds(edit)
    both, _ = milliseconds(lambda: (edit(), worker.state()))
    return both - edits


def worker_memory():
    """MB that the bitmaps add to a process that starts from the stored ones and answers some hundred questions."""
    found = subprocess.check_output([sys.executable, __file__, "--memory"])  # noqa: S603 itself
    return float(found)


def print_memory():
    def now():
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    connection.ensure_connection()
    before, worker = now(), Current()
    for query in near_questions(worker.state()):
        bitmaps.answer(worker.state(), Specialist, query)
    print(now() - before)


def measure(number):
    """{what: (figure, unit)} at this size."""
    call_command("flush", interactive=False, verbosity=0)
    start = time.perf_counter()
    generate(number)
    found = {"register made": (time.perf_counter() - start, "s")}
    start, worker = time.perf_counter(), Current()
    state = worker.state()
    found["bitmaps read whole"] = time.perf_counter() - start, "s"
    start = time.perf_counter()
    Current().state()
    found["bitmaps from the store"] = time.perf_counter() - start, "s"
    found["memory of a worker"] = worker_memory(), "MB"
    for what, asked in (("answer", questions(state)), ("answer near a place", near_questions(state))):
        median, p95 = answers(state, asked)
        found |= {f"{what}, median": (median, "ms"), f"{what}, p95": (p95, "ms")}
    found |= search_figures(state)
    found["is anything new?"] = milliseconds(worker.state)[0], "ms"
    found["edit visible after"] = visible_after(), "ms"
    found["list page, rendering alone"] = floor()[0], "ms"
    found["list page"] = page(LIST)[0], "ms"
    found["list page near a place"] = page(NEAR)[0], "ms"
    found["condition page"] = page("/de/conditions/d0/")[0], "ms"
    kept = rendering.medians(rendering.page_calls())
    found["list page, kept"] = kept["kept"], "ms"
    found["constant response"] = kept["constant response"], "ms"
    return found


def targets(results):
    """[(what, figure, limit, whether it must stay below), …] of the largest size, as issue 4 sets them."""
    small, large = results[min(results)], results[max(results)]

    def figure(found, what):
        return found[what][0]

    return [
        ("answer, p95, in ms", figure(large, "answer, p95"), 20, True),
        ("answer near a place, p95, in ms", figure(large, "answer near a place, p95"), 20, True),
        ("search, p95, in ms", figure(large, "search, p95"), 50, True),
        ("search with typing errors, p95, in ms", figure(large, "search with typing errors, p95"), 50, True),
        ("list page to that of the smallest", figure(large, "list page") / figure(small, "list page"), 1.3, True),
        (
            "throughput of the list page to rendering alone",
            figure(large, "list page, rendering alone") / figure(large, "list page"),
            0.6,
            False,
        ),
        (
            "throughput of the list page, kept, to a constant response",
            figure(large, "constant response") / figure(large, "list page, kept"),
            0.5,
            False,
        ),
        ("memory of a worker, in MB", figure(large, "memory of a worker"), 100, True),
    ]


def main(sizes):
    call_command("migrate", verbosity=0)
    connection.ensure_connection()
    system = f"Python {platform.python_version()}, PostgreSQL {connection.pg_version // 10000}"
    print(f"{system}, {os.cpu_count()} cores, {platform.machine()}")
    results = {}
    for size in sizes:
        results[size] = measure(size)
        print(f"\n{size:,} specialists, {size // 20:,} clinics")
        for what, (figure, unit) in results[size].items():
            print(f"  {what:40} {figure:10.1f} {unit}", flush=True)
    print(f"\nTargets, at {max(results):,}")
    for what, figure, limit, is_most in targets(results):
        is_met = figure <= limit if is_most else figure >= limit
        told = f"{'at most' if is_most else 'at least'} {limit}: {'met' if is_met else 'MISSED'}"
        print(f"  {what:48} {figure:7.2f}  {told}")


if __name__ == "__main__":
    if sys.argv[1:] == ["--memory"]:
        print_memory()
    else:
        main([int(size) for size in sys.argv[1:]] or SIZES)
