"""A public page is rendered once, and what a reader typed is not kept: see docs/decisions.md, 48."""

import gzip
import re

import brotli
import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.test import Client

from config.page_cache.edition import edition
from directory.filtering.engine import Engine
from tests.content import PAGES
from tests.site.test_headers import WITHOUT_TLS, assert_protected

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

LIST = "/en/specialists/?country=CH&therapy=radiation-therapy"
IN_MEMORY = {
    "home", "conditions", "condition", "therapies", "therapy", "glossary",
    "specialists", "specialists, second page", "specialists, nobody", "specialist", "specialist, found by filter",
    "clinics", "clinics, nowhere", "clinic", "map", "map, filtered",
    "imprint", "privacy", "accessibility", "editorial policy", "listing policy",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _bitmaps_are_stored():
    """Which moves the version once."""
    Engine()


def kept():
    """How many pages are kept."""
    return len(caches["pages"]._cache)


def get(address=LIST, *, client=None, **headers):
    return (client or Client()).get(address, headers={name.replace("_", "-"): headers[name] for name in headers})


def test_a_page_that_is_kept_asks_the_database_once(django_assert_num_queries):
    rendered = get()
    with django_assert_num_queries(1):  # whether anything is new
        again = get()
    assert again.content == rendered.content
    assert again.headers == rendered.headers
    assert_protected(again, by=WITHOUT_TLS)


@pytest.mark.parametrize("name", PAGES)
def test_what_follows_from_the_data_alone_is_kept_and_nothing_else(name):
    get(f"/en/{PAGES[name]}")
    assert kept() == (name in IN_MEMORY)


@pytest.mark.parametrize(
    "question",
    [
        "q=metastases",
        "near=69120",
        "near=Basel&radius=100",
        "specialist=zoltan-kerekeshazi",
        "clinic=gone",
        "country=CH&q=a",
        "country=Switzerland",
        "condition=my-illness",
        "therapy=surgery%20of%20the%20spine",
        "name=Anna",
        "therapy_match=knochenkrebs",
        "sort=knochenkrebs",
        "radius=77",
        "radius=25x",
        "page=9x",
        "page=0",
        "page=1234567",
        "sort=name&page=2&radius=25&therapy_match=Anna",
        "country=" + "C" * 1000,
    ],
)
@pytest.mark.parametrize(
    "path", ["specialists/", "specialists/zoltan-kerekeshazi/", "conditions/bone-metastases/"]
)
def test_what_somebody_typed_is_not_kept(path, question):
    assert get(f"/en/{path}?{question}").status_code == 200
    assert kept() == 0


@pytest.mark.parametrize(("address", "status"), [("/en/specialists/nobody/", 404), ("/en/specialists", 301)])
def test_only_a_page_is_kept(address, status):
    response = get(address, accept_encoding="gzip")
    assert (response.status_code, kept()) == (status, 0)
    assert [name for name in ("ETag", "Content-Encoding") if name in response.headers] == []


def test_fields_that_were_left_empty_are_no_other_page(django_assert_num_queries):
    rendered = get("/en/specialists/?country=CH")
    with django_assert_num_queries(1):
        again = get("/en/specialists/?q=&country=CH&near=")
    assert again.content == rendered.content
    assert re.findall(r'<a href="([^"]+)" lang="fr"', again.content.decode()) == ["/fr/specialists/?country=CH"]


@pytest.mark.parametrize(
    ("address", "request_of"),
    [
        ("/de/specialists/?country=CH&therapy=radiation-therapy", {}),
        ("/en/specialists/?therapy=radiation-therapy", {}),
        (LIST, {"HTTP_HOST": "localhost"}),
        (LIST, {"wsgi.url_scheme": "https"}),
    ],
)
def test_another_language_question_host_or_scheme_is_another_page(address, request_of):
    first = get().content
    assert Client().get(address, **request_of).content != first
    assert kept() == 2


def test_another_day_is_another_page(time_machine):
    time_machine.move_to("2026-11-22 12:00")
    get()
    time_machine.move_to("2026-11-22 23:30")  # in Berlin, half an hour into the next day
    rendered = get()
    assert rendered.content == get().content
    assert kept() == 1  # in place of the other


@pytest.mark.parametrize(
    "question", ["therapy_match=all", "sort=distance", "radius=25", "page=2", "sort=name&page=2&country=CH"]
)
def test_what_can_be_chosen_is_kept(question):
    assert get(f"/en/specialists/?{question}").status_code == 200
    assert kept() == 1


def test_whoever_is_signed_in_is_neither_served_nor_kept(django_assert_num_queries):
    client = Client()
    client.force_login(User.objects.create(username="ada", is_staff=True))
    get(client=client)
    assert kept() == 0
    get()
    with django_assert_num_queries(1):
        get()
    response = get(client=client, accept_encoding="gzip")
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("is_kept", [False, True])
@pytest.mark.parametrize("path", ["specialists/?q=Basel", "specialists/", "about/", "shortlist/?clinic=gone"])
def test_a_page_that_the_browser_has_is_not_sent_again(path, is_kept):
    response = get(f"/en/{path}")
    if not is_kept:
        caches["pages"].clear()
    again = get(f"/en/{path}", if_none_match=response.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert [again.headers.get(name) for name in ("ETag", "Cache-Control", "Vary")] == [
        response.headers.get(name) for name in ("ETag", "Cache-Control", "Vary")
    ]
    assert_protected(again, by=WITHOUT_TLS)


def test_another_page_is_sent():
    assert get(if_none_match='"0", W/"1"').status_code == 200


@pytest.mark.parametrize("address", [LIST, "/en/specialists/?q=Basel", "/en/about/"])
@pytest.mark.parametrize(
    ("accepted", "coding", "decompress"),
    [
        ("gzip", "gzip", gzip.decompress),
        ("deflate, gzip, zstd", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
    ],
)
def test_a_page_is_compressed_as_its_reader_wants(address, accepted, coding, decompress):
    plain, packed = get(address), get(address, accept_encoding=accepted)
    assert packed.headers["Content-Encoding"] == coding
    assert decompress(packed.content) == plain.content
    assert packed.headers["Content-Length"] == str(len(packed.content))
    assert packed.headers["ETag"] == f"W/{plain.headers['ETag']}"
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accepted", ["", "zstd", "identity", "gzip;q=0", "gzip; q=0.0, deflate"])
def test_nobody_gets_what_they_cannot_read(accepted):
    response = get(accept_encoding=accepted)
    assert "Content-Encoding" not in response.headers
    assert response.headers["Content-Length"] == str(len(response.content))


@pytest.mark.parametrize("address", ["/en/specialists/zoltan-kerekeshazi/correction/?fact=phone", "/admin/login/"])
def test_a_form_with_a_secret_is_not_compressed(address):
    """Whoever sees only lengths could guess it (BREACH)."""
    response = get(address, accept_encoding="gzip")
    assert response.status_code == 200
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("language", ["de", "en", "fr", "it"])
@pytest.mark.parametrize("path", ["specialists/", "specialists/?condition=bone-metastases", "clinics/"])
def test_a_list_of_twenty_is_small(path, language):
    response = get(f"/{language}/{path}", accept_encoding="gzip, deflate, br, zstd")
    assert brotli.decompress(response.content).count(b"<article") == 20
    assert len(response.content) <= 8 * 1024


def test_a_head_request_gets_the_headers_of_the_page():
    page = get()
    assert Client().head(LIST).headers == page.headers
    assert Client().head(LIST).content == b""


def test_what_others_may_keep_stays_as_it_is():
    for _ in range(2):
        assert get().headers["Cache-Control"] == "private"
        assert "Cache-Control" not in get("/en/glossary/").headers


def test_a_deployment_is_another_edition(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    page = tmp_path / "templates" / "home.html"
    page.parent.mkdir()
    editions = set()
    for text in ("one", "two"):
        page.write_text(text)
        editions.add(edition.__wrapped__())
    settings.IS_DEMO = True
    editions.add(edition.__wrapped__())
    assert len(editions) == 3
