"""What the desk answers is kept by nobody, its cookies are its own, and it can be where nobody looks for it."""

import importlib
import re
import sys

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import clear_url_caches

from config import environment, urls
from config.environment import NotConfiguredError
from directory.models import Clinic
from tests.content import PAGES as PUBLIC_PAGES
from tests.desk.sign_in import PASSWORD, code, make_publisher, with_app
from tests.desk_forms import EVERYTHING, form_of
from tests.factories import make_account
from tests.site.desk_addresses import addresses, fill
from tests.site.production import browser, public_site  # noqa: F401 fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


# Nothing is kept


def caching(client, addresses):
    """{path: Cache-Control} of the answers that somebody might keep."""
    answers = {path: client.get(path).headers.get("Cache-Control", "") for path in addresses}
    return {
        path: found for path, found in answers.items() if not {"no-store", "private"} <= set(found.split(", "))
    }


def test_no_answer_of_the_desk_may_be_kept():
    account = make_account("uma", *EVERYTHING, is_superuser=True)
    fill(account)
    client = Client()
    client.force_login(account)
    paths = [path for name, path in addresses() if name != "logout"]
    assert caching(client, [*paths, "/admin/nowhere/", "/admin/conditions/", "/admin", "/admin/logout/"]) == {}


def test_no_refusal_of_the_desk_may_be_kept():
    paths = ["/admin/", "/admin/login/", "/admin/jsi18n/", "/admin/nowhere/", "/admin"]
    assert caching(Client(), paths) == {}
    assert caching(Client(headers={"host": "evil.example"}), paths) == {}
    for response in (
        Client(enforce_csrf_checks=True).post("/admin/login/"),
        Client().post("/admin/login/", b"x", content_type="text/plain", CONTENT_LENGTH="99999999"),
        failing("/admin/login/"),
    ):
        assert response.status_code in (403, 413, 500)
        assert "no-store" in response.headers["Cache-Control"]


def failing(path):
    def fail(*_statement):
        raise ValueError

    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(fail):
        return client.post(path, {"username": "a", "password": "b"})


def test_an_address_of_the_desk_that_does_not_exist_is_a_page():
    client = Client()
    client.force_login(make_account("clerk"))
    assert client.get("/admin/nowhere/").status_code == 404


# Cookies


@pytest.mark.usefixtures("public_site")
def test_the_cookies_of_the_desk_go_to_this_site_alone_and_no_script_reads_them():
    with_app(make_publisher())
    client = browser()
    pages = [
        client.get("/admin/login/"),
        client.post("/admin/login/", {"username": "pia", "password": PASSWORD}),
        client.post("/admin/sign-in/code/", {"code": code()}),
        client.get("/admin/"),
    ]
    User.objects.update(is_superuser=True)
    address = f"/admin/{clinic_form()}"
    pages.append(client.post(address, {**form_of(client, address), "phone": "+49 89 1"}))
    pages.append(client.get("/admin/directory/clinic/"))  # says that it was saved
    assert pages[-2].status_code == 302
    cookies = [cookie for page in pages for cookie in page.cookies.values()]
    assert {cookie.key for cookie in cookies} == {"__Host-session", "__Host-csrf"}
    for cookie in cookies:
        kept = {name: cookie[name] for name in ("secure", "httponly", "samesite", "path", "domain")}
        assert kept == {"secure": True, "httponly": True, "samesite": "Lax", "path": "/", "domain": ""}
    assert {int(cookie["max-age"] or 0) for cookie in cookies} == {0, 8 * 60 * 60}


def clinic_form():
    return f"directory/clinic/{Clinic.objects.first().pk}/change/"


@pytest.mark.usefixtures("public_site")
@pytest.mark.parametrize("page", [*PUBLIC_PAGES.values(), "nowhere/", "shortlist/konsil.csv"])
@pytest.mark.parametrize("method", ["get", "post", "head", "options"])
def test_a_reader_gets_no_cookie_whatever_is_asked(page, method):
    client = browser(enforce_csrf_checks=True)
    response = client.generic(method.upper(), f"/en/{page}", b"", content_type="application/x-www-form-urlencoded")
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.usefixtures("public_site")
@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/readyz", "/robots.txt", "/static/css/base.css", "/preview/x/de/"]
)
def test_what_is_no_page_sets_no_cookie_either(path):
    response = browser().get(path)
    assert response.cookies == {}
    if response.streaming:
        b"".join(response.streaming_content)


# A desk that is elsewhere


@pytest.fixture
def moved(settings):
    """The desk at an address of its own."""
    settings.ADMIN_PATH = "desk-4f81/"
    read_again()
    yield
    settings.ADMIN_PATH = "admin/"
    read_again()


def read_again():
    importlib.reload(sys.modules[urls.__name__])
    clear_url_caches()


@pytest.mark.usefixtures("moved")
def test_a_desk_that_moved_works_and_is_nowhere_else():
    client = Client()
    client.force_login(make_account("mara", *EVERYTHING))
    desk = client.get("/desk-4f81/")
    assert (desk.status_code, "no-store" in desk.headers["Cache-Control"]) == (200, True)
    address = f"/desk-4f81/{clinic_form()}"
    assert client.post(address, {**form_of(client, address), "phone": "+49 89 1"}).status_code == 302
    links = re.findall(r'(?:href|action|data-[\w-]+)="(/[^"]*)"', client.get(address).content.decode())
    assert [link for link in links if link.startswith("/admin/")] == []
    assert Client().get("/admin/").status_code == Client().get("/admin/login/").status_code == 404
    assert Client().get("/desk-4f81/").headers["Location"] == "/desk-4f81/login/?next=/desk-4f81/"


@pytest.mark.usefixtures("moved")
def test_a_desk_that_moved_is_told_to_nobody():
    told = [Client().get(path).content.decode() for path in ("/en/", "/en/about/", "/en/nowhere/", "/robots.txt")]
    assert [html for html in told if "desk-4f81" in html or "/admin/" in html] == []
    assert told[-1] == "User-agent: *\nDisallow:\n"


@pytest.mark.parametrize(
    ("value", "path"), [("", "admin/"), ("admin", "admin/"), (" /desk-4f81 ", "desk-4f81/"), ("a/b/c-d", None)]
)
def test_the_desk_may_be_at_a_path(value, path):
    if path:
        assert environment.admin_path(value) == path
    else:
        with pytest.raises(NotConfiguredError, match=r"^ADMIN_PATH must be a path like"):
            environment.admin_path(value)


def test_readers_find_the_way_to_the_desk_where_it_always_is():
    assert re.findall(r'href="(/admin/)"', Client().get("/en/about/").content.decode()) == ["/admin/"]
