"""Every answer protects its reader, whatever its status and whoever made it."""

import pytest
from django.test import Client

from tests.site.test_error_pages import page_without_database, preview_without_permission, too_many_parameters

HEADERS = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CONTENT_SECURITY_POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}
CLOSED_TO_ALL = {"camera=()", "microphone=()", "payment=()", "usb=()"}

ANSWERS = {
    "a page": (200, lambda: Client().get("/en/about/")),
    "a redirect": (302, lambda: Client().get("/")),
    "an unknown page": (404, lambda: Client().get("/en/nowhere/")),
    "a post where none is taken": (405, lambda: Client().post("/en/about/")),
    "a bad request": (400, lambda: too_many_parameters("en")),
    "a foreign host name": (400, lambda: _without_raising().get("/", headers={"host": "evil.example"})),
    "a server error": (500, lambda: page_without_database("en")),
    "a style sheet": (200, lambda: _static("css/base.css")),
    "a script": (200, lambda: _static("js/filters.js")),
    "an unknown static file": (404, lambda: Client().get("/static/css/nowhere.css")),
    "the robots file": (200, lambda: Client().get("/robots.txt")),
    "the process's health": (200, lambda: Client().get("/healthz")),
    "the way to the admin": (302, lambda: Client().get("/admin/")),
    "the admin's entrance": (200, lambda: Client().get("/admin/login/")),
    "an expired form": (403, lambda: Client(enforce_csrf_checks=True).post("/admin/login/")),
}


def _without_raising():
    return Client(raise_request_exception=False)


def _static(path):
    response = Client().get(f"/static/{path}")
    assert b"".join(response.streaming_content)  # read to its end, it closes its file
    return response


def assert_protected(response):
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    policy = response.headers.get("Content-Security-Policy", "")
    assert {directive.strip() for directive in policy.split(";")} == CONTENT_SECURITY_POLICY
    closed = {feature.strip() for feature in response.headers.get("Permissions-Policy", "").split(",")}
    assert closed >= CLOSED_TO_ALL


@pytest.mark.parametrize(("status", "answer"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_carries_all_headers_that_protect_its_reader(status, answer):
    response = answer()
    assert response.status_code == status
    assert_protected(response)


@pytest.mark.django_db
def test_a_refusal_carries_all_headers_that_protect_its_reader():
    response = preview_without_permission("en")
    assert response.status_code == 403
    assert_protected(response)


@pytest.mark.django_db
def test_the_health_of_the_database_carries_all_headers_that_protect_its_reader():
    response = Client().get("/readyz")
    assert (response.status_code, response.json()) == (
        200,
        {"database": "ok", "migrations": "ok", "lists": "answered by bitmaps", "mail": "in time"},
    )
    assert_protected(response)
