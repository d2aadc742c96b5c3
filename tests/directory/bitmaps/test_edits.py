"""A change made anywhere is in the very next answer, in this process and in another."""

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from conditions.models import Condition, PrimaryTumour, Specialty, Therapy
from directory.filtering.bitmaps.current import Current
from directory.filtering.query import Query
from directory.models import Affiliation, Clinic, Language, Specialist
from tests.directory.bitmaps.asking import differences, models, queries
from tests.directory.bitmaps.worker import another_worker
from tests.directory.many import POINTS, TODAY, make_directory
from tests.factories import make_specialist

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]


def _nth(queryset, n):
    found = list(queryset.order_by("pk"))
    return found[n % len(found)] if found else None


def rename(n):
    if person := _nth(Specialist.objects.all(), n):
        person.family_name = ["Zz", "Aa", "Müller", "muller", "Ö", "1"][n % 6]
        person.save()


def move(n):
    places = Affiliation.objects.filter(pk=getattr(_nth(Affiliation.objects.all(), n), "pk", None))
    places.update(clinic=_nth(Clinic.objects.all(), n))  # may break "once at each": then nothing happens


def close(n):
    clinic = _nth(Clinic.objects.all(), n)
    Clinic.objects.filter(pk=clinic.pk).update(status="draft" if clinic.is_published else "published")


def relocate(n):
    Clinic.objects.filter(pk=_nth(Clinic.objects.filter(region__in=["DE-BY", "DE-BE"]), n).pk).update(
        region="DE-BE"
    )


def settle(n):
    """At a known place (some of another country: refused), at one of its own, or nowhere that is known."""
    latitude, longitude = [*POINTS, (48.1 + n / 100, 11.5)][n % 9] or (None, None)
    clinic = _nth(Clinic.objects.all(), n)
    Clinic.objects.filter(pk=clinic.pk).update(latitude=latitude, longitude=longitude)


def withdraw(n):
    model = [Condition, Therapy, Specialist][n % 3]
    if obj := _nth(model.objects.all(), n):
        model.objects.filter(pk=obj.pk).update(status="draft" if obj.is_published else "published")


def offer(n):
    if treatment := _nth(_nth([Specialist, Clinic][n % 2].objects.all(), n).treatments.all(), n):
        treatment.therapies.set([_nth(Therapy.objects.all(), n), _nth(Therapy.objects.all(), n // 2)])


def speak(n):
    if person := _nth(Specialist.objects.all(), n):
        person.languages.set([_nth(Language.objects.all(), n)][: n % 2])


def lead(n):
    _nth(PrimaryTumour.objects.all(), n).leading_specialties.set([_nth(Specialty.objects.all(), n)])


def check(n):
    chosen = Specialist.objects.order_by("pk").values("pk")[n % 20 : n % 20 + 3]
    Specialist.objects.filter(pk__in=chosen).update(checked_on=TODAY, source="S")


def add(n):
    known = Specialist.objects.filter(slug=f"new-{n}").exists()
    if not known:
        make_specialist(f"new-{n}", at=[_nth(Clinic.objects.all(), n)])


def remove(n):
    if person := _nth(Specialist.objects.all(), n):
        person.delete()


def in_sql(n):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_clinic SET name = name || 'x' WHERE id %% 3 = %s", [n % 3])


def change_an_address(n):
    specialty = _nth(Specialty.objects.all(), n)
    Specialty.objects.filter(pk=specialty.pk).update(slug=f"s{n}x" if n % 2 else "s1x")


EDITS = [
    rename,
    move,
    close,
    relocate,
    settle,
    withdraw,
    offer,
    speak,
    lead,
    check,
    add,
    remove,
    in_sql,
    change_an_address,
]
edits = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 40), st.booleans()), min_size=1, max_size=4)


def _do(edit, n, is_rolled_back):
    try:
        with transaction.atomic():
            edit(n)
            if is_rolled_back:
                transaction.set_rollback(True)
    except IntegrityError:
        """What a constraint refuses is no change, and that is what is asked next."""


@time_machine.travel(TODAY, tick=True)
def test_random_edits_are_in_the_next_answer_of_two_processes():
    make_directory()
    current = Current()
    with another_worker() as ask:

        @given(steps=edits, model=models, query=queries)
        @settings(max_examples=80, deadline=None, database=None)
        def play(steps, model, query):
            for step in steps:
                _do(*step)
            assert ask(model, query) == {}
            assert differences(current.state(), model, query) == {}
            assert ask(Specialist, Query()) == {}

        play()
