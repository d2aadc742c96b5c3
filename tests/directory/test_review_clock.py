"""The review clock of listings: how old a check is, what that means to readers, and noting a new one."""

from datetime import date

import pytest
import time_machine
from django.http import QueryDict

from desk.models import Revision
from desk.workflow import working_version
from directory.filtering import sql
from directory.filtering.filterset import SpecialistFilterSet
from directory.freshness import by_freshness, freshness
from directory.models import Clinic, Specialist
from tests.desk_forms import person
from tests.factories import make_clinic, make_specialist

TODAY = date(2026, 11, 22)
DAYS = [
    (TODAY, "fresh"),
    (date(2025, 11, 22), "fresh"),
    (date(2025, 11, 21), "ageing"),
    (date(2024, 11, 22), "ageing"),
    (date(2024, 11, 21), "stale"),
    (None, ""),
]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY):
        yield


def checked(day):
    return {"checked_on": day, "source": "s"} if day else {}


@pytest.mark.parametrize(("day", "expected"), DAYS)
def test_a_check_is_fresh_for_a_year_then_ageing_and_stale_after_two(day, expected):
    assert freshness(day) == expected


def test_the_filter_of_the_desk_says_the_same():
    for day, _expected in DAYS:
        make_clinic(f"c-{day}", **checked(day))
    for wanted in ("fresh", "ageing", "stale", "never"):
        days = [day for day, expected in DAYS if expected == wanted.replace("never", "")]
        found = by_freshness(Clinic.objects.all(), wanted).values_list("checked_on", flat=True)
        assert sorted(found, key=str) == sorted(days, key=str)


def test_stale_and_unchecked_listings_come_last():
    for slug, day in (
        ("a-stale", date(2020, 1, 1)),
        ("b-never", None),
        ("c-fresh", TODAY),
        ("d-old", date(2025, 1, 1)),
    ):
        make_specialist(f"ada-{slug[0]}{slug[2:]}", **checked(day))
    ids = sql.answer(Specialist, SpecialistFilterSet(QueryDict("")).query).ids
    slugs = dict(Specialist.objects.values_list("pk", "slug"))
    assert [slugs[pk] for pk in ids] == ["ada-cfresh", "ada-dold", "ada-astale", "ada-bnever"]


@pytest.mark.parametrize(("day", "times"), [(date(2020, 1, 1), 1), (TODAY, 0)])
@pytest.mark.parametrize("address", ["/en/clinics/", "/en/clinics/c1/"])
def test_a_stale_listing_says_so(client, address, day, times):
    make_clinic("c1", **checked(day))
    page = client.get(address).content.decode()
    assert page.count("This is old: please ask before you rely on it.") == times


def press(client, *clinics, **data):
    chosen = {"action": "checked_today", "_selected_action": [clinic.pk for clinic in clinics], **data}
    return client.post("/admin/directory/clinic/", chosen, follow=True)


def test_the_action_asks_for_the_source_and_notes_it():
    manager, clinics = person("max", "Directory manager"), [make_clinic("c1"), make_clinic("c2", status="draft")]
    assert "The day and the source will stand on their pages." in press(manager, *clinics).content.decode()
    answer = press(manager, *clinics, source="Anruf")
    assert [str(message) for message in answer.context["messages"]] == ["Noted for 2 listings."]
    assert set(Clinic.objects.values_list("checked_on", "source")) == {(TODAY, "Anruf")}
    assert set(Revision.objects.exclude(action="found").values_list("action", flat=True)) == {"checked"}


def test_without_a_source_nothing_is_noted():
    clinic = make_clinic()
    answer = press(person("max", "Directory manager"), clinic, source="")
    assert answer.context["form"].errors == {"source": ["This field is required."]}
    assert Clinic.objects.get().checked_on is None


def test_who_may_not_publish_proposes_the_check():
    clinic = make_clinic()
    answer = press(person("anna", "Editor"), clinic, source="Anruf")
    assert [str(message) for message in answer.context["messages"]] == [
        "Proposed for 1 listing: whoever may publish it decides."
    ]
    assert Clinic.objects.get().checked_on is None
    assert working_version(clinic).content["fields"]["checked_on"] == "2026-11-22"


@pytest.mark.parametrize("role", ["Medical reviewer"])
def test_who_may_not_change_listings_may_not_note_a_check(role):
    press(person("rita", role), make_clinic(), source="Anruf")
    assert Clinic.objects.get().checked_on is None
