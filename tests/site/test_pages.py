"""What holds for every public page, in every language."""

import re
from hashlib import sha256

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils.html import escape

from tests.content import LANGUAGES, PAGES, TAKES_POST, first_visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

HREFLANG = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
NOINDEX = '<meta name="robots" content="noindex">'
FOR_SEARCH_ENGINES = [
    "home", "about", "order", "conditions", "condition", "therapies", "therapy", "glossary", "specialists",
    "specialists, second page", "clinics", "imprint", "privacy", "accessibility", "editorial policy",
    "listing policy",
]  # fmt: skip


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(params=PAGES.values(), ids=PAGES)
def path(request):
    return request.param


def test_the_languages_tried_are_those_of_the_site():
    assert [code for code, _ in settings.LANGUAGES] == LANGUAGES


def test_a_page_answers_in_its_language(language, path):
    page = first_visit(f"/{language}/{path}")
    direction = "rtl" if language == "ar" else "ltr"
    assert page.status == 200
    assert re.findall(r"<html[^>]*>", page.html) == [f'<html lang="{language}" dir="{direction}">']
    assert page.html.count("<h1") == 1
    assert re.findall(r"\{\{|\{%|\}\}|%\}", page.html) == []


def test_a_page_knows_itself_in_every_language(language, path):
    html = first_visit(f"/{language}/{path}").html
    without_query = path.partition("?")[0]
    addresses = {code: f"http://testserver/{code}/{without_query}" for code in LANGUAGES}
    assert dict(HREFLANG.findall(html)) == {**addresses, "x-default": addresses["de"]}
    assert CANONICAL.findall(html) == [addresses[language]]


def test_the_language_menu_leads_to_the_same_page_and_question(language, path):
    html = first_visit(f"/{language}/{path}").html
    menu = html[html.index('<details class="language-menu">') :].partition("</details>")[0]
    links = re.findall(r'<a href="([^"]+)" lang="(\w+)"', menu)
    assert links == [(f"/{code}/{escape(path)}", code) for code in LANGUAGES]


def test_a_page_sets_no_cookie(language, path):
    assert "Set-Cookie" not in first_visit(f"/{language}/{path}").headers


@pytest.mark.parametrize("name", PAGES)
def test_search_engines_keep_pages_but_no_search_and_no_sample(name):
    html = first_visit(f"/de/{PAGES[name]}").html
    assert (NOINDEX not in html) == (name in FOR_SEARCH_ENGINES)


def test_search_engines_are_kept_from_the_admin():
    page = first_visit("/robots.txt")
    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert page.html == "User-agent: *\nDisallow: /admin/\n"


@pytest.mark.parametrize("path", [path for path in PAGES.values() if not TAKES_POST.search(path)])
def test_a_page_that_is_no_form_takes_no_post(path):
    response = Client().post(f"/de/{path}")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


def test_a_page_answers_a_head_request(path):
    response = Client().head(f"/en/{path}")
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    ("stated", "home"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8", "/fr/"),
        ("it", "/it/"),
        ("en-GB,en;q=0.5", "/en/"),
        ("pl", "/de/"),
        ("", "/de/"),
    ],
)
def test_the_bare_address_leads_to_the_readers_language(stated, home):
    response = Client().get("/", headers={"accept-language": stated})
    assert (response.status_code, response.headers["Location"]) == (302, home)
    assert "Accept-Language" in response.headers["Vary"]
    assert dict(response.cookies) == {}


def test_the_language_in_the_address_is_stronger_than_the_browsers():
    response = Client().get("/it/about/", headers={"accept-language": "fr"})
    assert '<html lang="it" dir="ltr">' in response.content.decode()


@pytest.mark.parametrize("address", ["/en/specialists", "/en/conditions/bone-metastases"])
def test_an_address_without_its_last_stroke_leads_to_the_page(address):
    response = Client().get(f"{address}?country=CH")
    assert (response.status_code, response.headers["Location"]) == (301, f"{address}/?country=CH")


@time_machine.travel("2026-11-23 12:00:00+01:00")
def test_the_order_can_be_computed_from_what_its_page_says():
    page = Client().get("/en/about/order/").content.decode()
    turn = int(sha256(b"2026-11-23").hexdigest()[:12], 16)
    assert "(2026-11-23), take the first twelve hexadecimal digits of its SHA-256" in page
    assert f"as a number (today {turn})" in page
