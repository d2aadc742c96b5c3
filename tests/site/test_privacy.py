"""What a reader asks for tells a disease: it is kept out of cookies, logs and other people's sites."""

import io
import logging
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.content import PAGES, first_visit

JS = Path(settings.BASE_DIR) / "static" / "js"
CANARY = "canary7f3a"
ASKED = f"?q={CANARY}&country={CANARY}&therapy=radiation-therapy&{CANARY}=1"


@pytest.fixture
def log(monkeypatch):
    """Everything that the handlers of the site's own logging settings write, formatted and filtered as set."""
    written = io.StringIO()
    for name in ("", "django", "django.server"):
        for handler in logging.getLogger(name).handlers:
            if type(handler) is logging.StreamHandler:
                monkeypatch.setattr(handler, "stream", written)
    return written


def test_the_log_of_these_tests_hears_the_site(log):
    logging.getLogger("django.request").warning("heard %s", "django")
    logging.getLogger("directory").warning("heard %s", "the site")
    assert log.getvalue() == "heard django\nheard the site\n"


@pytest.mark.parametrize(
    ("method", "path", "logged"),
    [
        ("get", f"/en/{CANARY}/", "Not Found: (no route)"),
        ("get", f"/en/specialists/{CANARY}/", "Not Found: /en/specialists/<slug:slug>/"),
        ("get", f"/preview/{CANARY}/de/", "Not Found: /preview/<str:token>/<str:preview_language>/"),
        ("post", "/en/specialists/", "Method Not Allowed (POST): /en/specialists/"),
        ("post", "/admin/login/", "Forbidden (Origin checking failed): /admin/login/"),
    ],
)
@pytest.mark.django_db
def test_a_refused_question_is_logged_without_its_words(method, path, logged, log):
    client = Client(enforce_csrf_checks=path.startswith("/admin/"), headers={"origin": f"http://{CANARY}"})
    getattr(client, method)(path + ASKED)
    assert log.getvalue() == f"{logged}\n"


@pytest.mark.django_db
def test_a_foreign_host_and_an_invented_method_are_logged_without_their_names(log):
    Client().get("/en/", headers={"host": f"{CANARY}.example"})
    Client().generic(CANARY.upper(), "/en/about/")
    said = [line for line in log.getvalue().splitlines() if not line.startswith((" ", "Traceback"))]
    assert said == [
        "DisallowedHost: (no route)",
        "DisallowedHost",
        "Method Not Allowed: (no route)",
    ]
    assert CANARY not in log.getvalue()


def test_a_question_that_the_server_fails_at_is_logged_without_its_words(log):
    response = Client(raise_request_exception=False).get(f"/en/specialists/{ASKED}")
    assert response.status_code == 500
    assert "/en/specialists/" in log.getvalue()
    assert "Traceback" in log.getvalue()
    assert CANARY not in log.getvalue()


def test_a_question_too_long_to_read_is_logged_without_its_words(log):
    response = Client().get(f"/en/specialists/?{'&'.join([f'q={CANARY}'] * 1001)}")
    assert response.status_code == 400
    assert log.getvalue() != ""
    assert CANARY not in log.getvalue()


@pytest.mark.parametrize("path", ["/en/specialists/", "/de/clinics/", "/en/specialists/ada-muster/", "/"])
@pytest.mark.django_db
def test_an_answered_question_leaves_nothing_in_the_log(path, log):
    Client().get(path + ASKED)
    assert CANARY not in log.getvalue()


@pytest.mark.parametrize(
    "message",
    [
        "Not Found: /en/specialists/?country=CH",
        'GET "/en/specialists/?q=breast+cancer" 404',
        "see https://konsil.example/fr/?therapy=surgery#results now",
    ],
)
@pytest.mark.parametrize("logger", ["directory", "django.request", "django.server"])
def test_an_address_in_any_message_loses_its_question(message, logger, log):
    logging.getLogger(logger).error("%s", message)
    assert log.getvalue() != ""
    assert re.findall(r"country|breast|surgery", log.getvalue()) == []


@pytest.mark.usefixtures("content")
@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_gives_nothing_to_keep_and_tells_no_other_site(path):
    page = first_visit(f"/de/{path}")
    assert "Set-Cookie" not in page.headers
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert re.findall(r"localStorage|sessionStorage|document\.cookie|<iframe|ping=", page.html) == []


def test_the_scripts_of_the_public_pages_store_nothing_and_ask_only_this_site():
    scripts = {path.name: path.read_text() for path in sorted(JS.glob("*.js"))}
    assert scripts
    pattern = re.compile(r"Storage|\.cookie|sendBeacon|https?://|XMLHttpRequest|import\(|eval\(")
    assert {name: found for name, text in scripts.items() if (found := pattern.findall(text))} == {}
