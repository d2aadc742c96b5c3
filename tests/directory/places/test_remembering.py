"""A place that was asked for is looked up once for each version of the data."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from directory.filtering.engine import Engine
from directory.models import Town
from directory.places import loading, remembering
from directory.places.remembering import resolved
from tests.factories import make_clinic, make_region, make_specialist

from . import files

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def munich():
    make_region("DE-BY")
    files.make_town(2867714, "München", "DE-BY", 48.13743, 11.57549, 1505005, "Munich")


def statements(client, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_near_a_place_asks_once_more_and_then_no_more(client, munich, number):
    clinic = make_clinic(region="DE-BY", latitude=48.14, longitude=11.57)
    for n in range(number):
        make_specialist(f"ada-{n}", at=[clinic])
    near = "/en/specialists/?near=Munich&sort=distance"
    for _ in range(2):  # when the bitmaps are first stored, the version moves
        client.get("/en/specialists/?q=ada")
    assert [statements(client, address) for address in ("/en/specialists/?q=ada", near, near)] == [2, 3, 2]
    assert f'data-result-count="{number}"' in client.get(near).content.decode()


def test_a_town_that_moves_is_there_at_once(munich):
    before = Engine().version
    assert resolved("Munich", before).place.latitude == 48.13743
    Town.objects.update(latitude=48.2)
    after = Engine().version
    assert (resolved("Munich", after).place.latitude, after != before) == (48.2, True)


def test_what_is_not_committed_is_remembered_by_nobody(munich):
    version = Engine().version
    with transaction.atomic():
        Town.objects.all().delete()
        assert resolved("Munich", Engine().version).place is None
        transaction.set_rollback(True)
    assert resolved("Munich", version).place.label == "München"


def test_so_much_is_remembered_and_no_more(munich, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(remembering, "MOST", 2)
    version = Engine().version
    for text in ("Munich", "München", "munich"):
        resolved(text, version)
    with django_assert_num_queries(0):
        resolved("munich", version)
    with django_assert_num_queries(1):
        resolved("Munich", version)


@pytest.fixture
def remembered(munich, tmp_path):
    """{text: Found} of the version there is now."""
    loading.load([files.written(tmp_path, files.MUNICH)])
    return remembering._remembered.at(Engine().version)


@pytest.mark.parametrize("text", ["Munich", "München, DE-BY", "80331", "D-80331", "d 80331"])
def test_the_name_or_the_code_of_a_place_is_remembered(remembered, text):
    assert resolved(text, Engine().version).place
    assert list(remembered) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "48.14,11.58",
        "48.14 , 11.58",
        "48.80331 11.58",  # is read as a code
        "80331 Knochenkrebs",
        "80331 München",
    ],
)
def test_what_else_finds_a_place_is_not_remembered(remembered, text):
    assert resolved(text, Engine().version).places
    assert remembered == {}


@pytest.mark.parametrize("text", ["Knochenkrebs", "Munich Knochenkrebs", "99999", "91.5,11.5"])
def test_what_is_no_place_is_not_remembered(remembered, text):
    assert resolved(text, Engine().version).places == ()
    assert remembered == {}
