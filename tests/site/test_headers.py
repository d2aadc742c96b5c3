"""Every answer of a public site protects its reader, whatever its status and whoever made it."""

import errno
import json
import logging
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection

from config import csp_reports
from config.headers import content_security_policy
from directory.corrections import limits
from tests.factories import make_account, make_condition, make_specialist
from tests.site.production import browser, public_site  # noqa: F401 fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("public_site")]

HEADERS = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), "
        "payment=(), publickey-credentials-get=(), usb=(), geolocation=(self)"
    ),
}
# browsers ignore it where it came unprotected
WITHOUT_TLS = {**HEADERS, "Strict-Transport-Security": None}
CONTENT_SECURITY_POLICY = {
    "default-src 'none'",
    "object-src 'none'",
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
CORRECTION = "/en/specialists/ada-muster/correction/?fact=gone"
FORM = "application/x-www-form-urlencoded"


def kept_page():
    tag = browser().get("/en/about/").headers["ETag"]
    return browser().get("/en/about/", headers={"if-none-match": tag})


def kept_style_sheet():
    dated = read(browser().get("/static/css/base.css")).headers["Last-Modified"]
    return browser().get("/static/css/base.css", headers={"if-modified-since": dated})


def read(response):
    assert b"".join(response.streaming_content)  # read to its end, it closes its file
    return response


def portrait():
    name = default_storage.save("portraits/ada.jpg", BytesIO(b"a picture"))
    make_specialist(photo=name)
    return read(browser().get(f"/media/{name}"))


def page_where(error):
    def fail(*_statement):
        raise error

    with connection.execute_wrapper(fail):
        return browser().get("/en/specialists/")


def signed_in(path, **account):
    client = browser()
    client.force_login(make_account("visitor", **account))
    return client.get(path)


def too_large_a_form():
    return browser().post(CORRECTION, "remark=" + "x" * 300_000, content_type=FORM)


def one_correction_too_many():
    ada = make_specialist("ada-muster")
    client = browser()
    token = client.get(CORRECTION).context["page"].token
    for _ in range(10):
        limits.count("192.0.2.1", ada)
    fields = {"token": token, "remark": "", "source": "", "reply_to": "", "subject": ""}
    return client.post(
        CORRECTION, "&".join(f"{name}={value}" for name, value in fields.items()), content_type=FORM
    )


ANSWERS = {
    "a page": (200, lambda: browser().get("/en/about/")),
    "a list": (200, lambda: browser().get("/en/specialists/")),
    "a page the browser has": (304, kept_page),
    "a redirect": (302, lambda: browser().get("/")),
    "an address without its last stroke": (301, lambda: browser().get("/en/about")),
    "a bad request": (400, lambda: browser().get("/en/specialists/?" + "country=CH&" * 1001)),
    "a foreign host name": (400, lambda: browser().get("/", headers={"host": "evil.example"})),
    "a refusal": (403, lambda: signed_in(f"/admin/conditions/condition/{make_condition().pk}/preview/de/")),
    "an expired form": (403, lambda: browser(enforce_csrf_checks=True).post("/admin/login/")),
    "an unknown page": (404, lambda: browser().get("/en/nowhere/")),
    "a post where none is taken": (405, lambda: browser().post("/en/about/")),
    "too large a form": (413, too_large_a_form),
    "one form too many": (429, one_correction_too_many),
    "a server error": (500, lambda: page_where(ValueError)),
    "a silent database": (503, lambda: page_where(OperationalError)),
    "a full disk": (507, lambda: page_where(OSError(errno.ENOSPC, ""))),
    "a style sheet": (200, lambda: read(browser().get("/static/css/base.css"))),
    "a style sheet the browser has": (304, kept_style_sheet),
    "a script": (200, lambda: read(browser().get("/static/js/filters.js"))),
    "an unknown static file": (404, lambda: browser().get("/static/css/nowhere.css")),
    "a portrait": (200, portrait),
    "an unknown portrait": (404, lambda: browser().get("/media/portraits/nobody.jpg")),
    "the robots file": (200, lambda: browser().get("/robots.txt")),
    "the security file": (200, lambda: browser().get("/.well-known/security.txt")),
    "the process's health": (200, lambda: browser().get("/healthz")),
    "the database's health": (200, lambda: browser().get("/readyz")),
    "the way to the desk": (302, lambda: browser().get("/admin/")),
    "the desk's entrance": (200, lambda: browser().get("/admin/login/")),
    "the desk": (200, lambda: signed_in("/admin/")),
    "a report that is not asked for": (404, lambda: browser().post("/csp-report/")),
}


def assert_protected(response, *, by=HEADERS):
    assert {name: response.headers.get(name) for name in by} == by
    policy = response.headers.get("Content-Security-Policy", "")
    assert {directive.strip() for directive in policy.split(";")} == CONTENT_SECURITY_POLICY
    assert "Access-Control-Allow-Origin" not in response.headers
    if response.headers.get("Content-Type", "").startswith("text/"):
        assert "charset=" in response.headers["Content-Type"]


@pytest.mark.parametrize(("status", "answer"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_carries_all_headers_that_protect_its_reader(status, answer):
    response = answer()
    assert response.status_code == status
    assert_protected(response)


def test_the_way_to_https_carries_what_holds_without_it():
    response = browser().get("/en/about/", headers={"x-forwarded-proto": "http"})
    assert (response.status_code, response.headers["Location"]) == (301, "https://konsil.example.org/en/about/")
    assert_protected(response, by=WITHOUT_TLS)


# What browsers report


@pytest.fixture
def asked_for(settings, monkeypatch, caplog):
    settings.CSP_REPORTS = True
    monkeypatch.setattr(csp_reports, "_told", set())
    caplog.set_level(logging.WARNING, "config.csp_reports")
    return caplog


def report(**told):
    page = "https://konsil.example.org/en/specialists/?q=canary"
    return json.dumps({"csp-report": {"document-uri": page, "referrer": page, **told}})


def send(body):
    return browser().post("/csp-report/", body, content_type="application/csp-report").status_code


def test_browsers_report_nothing_unless_asked():
    assert "report-uri" not in content_security_policy()["DIRECTIVES"]
    assert content_security_policy("/csp-report/")["DIRECTIVES"]["report-uri"] == ["/csp-report/"]


@pytest.mark.parametrize(
    ("blocked", "kept"),
    [
        ("https://Ads.example/pixel?of=canary", "https://ads.example"),
        ("https://ads.example:8443", "https://ads.example:8443"),
        ("inline", "inline"),
        ("chrome-extension://canary", "something else"),
        ("https://canary@ads.example/", "something else"),
        ("https://ads.example\ncanary", "something else"),
    ],
)
def test_of_a_report_only_the_directive_and_the_host_are_kept(asked_for, blocked, kept):
    told = report(**{"effective-directive": "script-src-elem", "blocked-uri": blocked, "script-sample": "canary"})
    assert [send(told), send(told)] == [204, 204]  # once, however often it comes
    assert asked_for.messages == [f"The content security policy stopped: script-src-elem {kept}"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "canary",
        "[]",
        "[" * 8000,
        json.dumps({"csp-report": "canary"}),
        report(**{"effective-directive": "canary\ncanary", "blocked-uri": "inline"}),
        report(**{"effective-directive": 1, "blocked-uri": "inline"}),
        report(**{"effective-directive": "script-src", "blocked-uri": None}),
        report(**{"effective-directive": "script-src", "blocked-uri": "inline", "script-sample": "x" * 9000}),
    ],
    ids=["nothing", "words", "a list", "a deep list", "text", "lines", "number", "null", "too long"],
)
def test_what_is_no_report_is_not_kept(asked_for, body):
    assert send(body) == 204
    assert asked_for.messages == []


def test_reports_cannot_fill_the_log(asked_for):
    for n in range(110):
        send(report(**{"effective-directive": "img-src", "blocked-uri": f"https://a{n}.example/"}))
    assert len(asked_for.messages) == 100
