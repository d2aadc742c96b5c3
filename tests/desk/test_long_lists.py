"""Lists stay quick however long they get: what is counted, sorted, searched and done has a limit."""

import re

import pytest

from conditions.models import Specialty
from desk import long_lists, translation_totals
from directory.admin import ClinicAdmin
from directory.models import Clinic, Place
from tests.desk_forms import signed_in, url
from tests.factories import (
    make_clinic,
    make_condition,
    make_region,
    make_specialist,
    make_specialty,
)

pytestmark = pytest.mark.django_db
CLINICS = "/admin/directory/clinic/"


@pytest.fixture
def editor(client):
    return signed_in(client)


@pytest.fixture
def short(monkeypatch):
    """Lists of two a page that are counted to four, and of which four are acted on at once."""
    monkeypatch.setattr(long_lists, "AT_MOST", 4)
    monkeypatch.setattr(long_lists, "AT_ONCE", 4)
    monkeypatch.setattr(translation_totals, "AT_MOST", 4)
    monkeypatch.setattr(ClinicAdmin, "list_per_page", 2)


def clinics(number, **fields):
    return [make_clinic(f"c{n}", name=f"C{n}", **fields) for n in range(number)]


def shown(client, query=""):
    return [clinic.slug for clinic in client.get(f"{CLINICS}{query}").context["cl"].result_list]


# Pages


def test_a_short_list_is_counted(editor, short):
    clinics(4)
    assert "4 clinics" in editor.get(CLINICS).content.decode()


def test_a_long_list_says_that_there_is_more(editor, short):
    clinics(5)
    page = editor.get(CLINICS, {"q": "c"}).content.decode()
    assert "4+ clinics" in page
    assert "4+ results" in page


def test_a_long_list_can_be_turned_over_to_its_end(editor, short):
    clinics(9)
    pages, number = [], 1
    while number:
        page = editor.get(f"{CLINICS}?p={number}").content.decode()
        pages.append(re.findall(r">(C[0-9])</a>", page))
        number = number + 1 if f'href="?p={number + 1}"' in page else None
    assert pages == [["C0", "C1"], ["C2", "C3"], ["C4", "C5"], ["C6", "C7"], ["C8"]]


@pytest.mark.parametrize("number", ["6", "99999999999999999999", "0", "-1"])
def test_a_page_that_there_is_not_is_refused(editor, short, number):
    clinics(9)
    assert editor.get(f"{CLINICS}?p={number}").url == f"{CLINICS}?e=1"


def test_a_number_that_is_none_is_the_first_page(editor, short):
    clinics(9)
    assert shown(editor, "?p=x") == ["c0", "c1"]


def test_nothing_is_counted_for_the_filters(editor):
    make_clinic()
    page = editor.get(f"{CLINICS}?_facets=True").content.decode()
    assert "Show counts" not in page
    assert "Practice (0)" not in page


# Order


@pytest.mark.parametrize(
    ("order", "found"),
    [("1", ["c0", "c1", "c2"]), ("-1", ["c2", "c1", "c0"]), ("5", ["c2", "c1", "c0"]), ("-5", ["c0", "c1", "c2"])],
)
def test_a_list_is_sorted_by_name_and_by_check(editor, order, found):
    for n, day in enumerate(["2026-03-01", "2026-02-01", "2026-01-01"]):
        make_clinic(f"c{n}", name=f"C{n}", checked_on=day, source="Website")
    assert shown(editor, f"?o={order}") == found


@pytest.mark.parametrize("order", ["-2", "-3", "-4", "-6", "99", "x"])
def test_a_column_without_an_index_sorts_nothing(editor, order):
    for n, kind in enumerate(["hospital", "practice", "hospital"]):
        make_clinic(f"c{n}", name=f"C{n}", kind=kind, city=f"O{n}")
    assert shown(editor, f"?o={order}") == ["c0", "c1", "c2"]


# Actions


def act(client, action, query="", **data):
    return client.post(f"{CLINICS}{query}", {"action": action, "index": "0", **data}, follow=True)


@pytest.mark.parametrize(("number", "published"), [(4, 4), (5, 0)])
def test_an_action_takes_no_more_than_it_can_do(editor, short, number, published):
    clinics(number, status="draft")
    response = act(editor, "publish_selected", select_across="1", _selected_action="1")
    assert Clinic.objects.published().count() == published
    refused = "No more than 4 objects at once: please narrow the list by its filters."
    assert ([str(message) for message in response.context["messages"]] == [refused]) == (published == 0)


def test_of_a_long_list_some_can_be_taken(editor, short):
    first, *_others = clinics(5, status="draft")
    act(editor, "publish_selected", select_across="0", _selected_action=first.pk)
    assert [clinic.slug for clinic in Clinic.objects.published()] == ["c0"]


@pytest.mark.parametrize("action", ["publish_selected", "submit_selected", "checked_today", "delete_selected"])
def test_every_action_has_the_limit(editor, short, action):
    clinics(5, status="draft")
    data = {"select_across": "1", "_selected_action": "1", "source": "Website", "post": "yes"}
    assert "No more than 4 objects" in act(editor, action, **data).content.decode()
    assert Clinic.objects.filter(status="draft", checked_on=None).count() == 5


# Deleting


def test_what_keeps_an_object_is_told_by_its_first_users(editor):
    specialty = make_specialty("urology")
    for clinic in clinics(12):
        clinic.specialties.add(specialty)
    page = editor.get(url(specialty, "delete")).content.decode()
    assert re.findall(r"<li>(Clinic: C[0-9]+, Musterstadt|…)</li>", page) == [
        *(f"Clinic: C{n}, Musterstadt" for n in range(10)),
        "…",
    ]
    editor.post(url(specialty, "delete"), {"post": "yes"})
    assert Specialty.objects.count() == 1


@pytest.mark.parametrize("number", [11, 30])
@pytest.mark.parametrize(("kind", "statements"), [("region", 8), ("specialty", 16), ("condition", 16)])
def test_asking_to_delete_what_many_use(editor, django_assert_num_queries, number, kind, statements):
    region, specialty, condition = make_region(), make_specialty(), make_condition()
    for n in range(number):
        make_clinic(f"c{n}", specialties=[specialty], treats=[(condition, [])])
    address = url({"region": region, "specialty": specialty, "condition": condition}[kind], "delete")
    editor.get(address)  # remembers content types
    with django_assert_num_queries(statements):
        editor.get(address)


# Statements


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "statements"),
    [
        (f"{CLINICS}?q=c", 9),
        (f"{CLINICS}?stage=draft&lacks=contact&check=never&specialty=urology&translations=any", 10),
        (f"{CLINICS}deleted/", 6),
        ("/admin/directory/specialist/?specialty=urology", 9),
        ("/admin/directory/place/", 6),
        ("/admin/directory/correction/", 6),
        ("/admin/autocomplete/?term=c&app_label=directory&model_name=affiliation&field_name=clinic", 6),
    ],
)
def test_statements_of_lists(editor, django_assert_num_queries, number, address, statements):
    urology = make_specialty("urology")
    for n in range(number):
        clinic = make_clinic(f"c{n}", status="draft", profile_de="Text.", specialties=[urology])
        make_specialist(f"ada-{n}", at=[clinic], specialties=[urology])
        gone = make_clinic(f"gone-{n}", status="draft")
        editor.post(url(gone, "delete"), {"post": "yes"})
        town = {"latitude": 48, "longitude": 11, "region": make_region()}
        Place.objects.create(country="DE", postal_code=f"8033{n}", name="München", **town)
    editor.get(address)  # remembers content types
    with django_assert_num_queries(statements):
        assert editor.get(address).status_code == 200
