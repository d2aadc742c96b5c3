"""A public site whose PostgreSQL is really stopped: what machines and readers are told, and that it comes back."""

import socket
import time

import pytest
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper
from django.utils import translation
from psycopg2 import OperationalError

from config import environment
from tests.site.canary import opened_forms

TITLE = "The site cannot answer at the moment"
PAGES = ["specialists/", "specialists/?country=CH", "clinics/universitaetsklinikum-ahornfeld/", "conditions/", ""]


@pytest.fixture(scope="module")
def site(public_site_server):
    with public_site_server.serving():
        yield public_site_server


@pytest.fixture(scope="module")
def stopped(site):
    """With all pages kept, and forms open, as they were before it stopped."""
    for page in PAGES:
        assert site.ask("GET", f"/en/{page}")[0] == 200
    forms = opened_forms(site)
    with site.without_database():
        yield forms


@pytest.mark.usefixtures("stopped")
def test_machines_learn_within_seconds_that_the_database_and_not_the_process_is_ill(site):
    began = time.monotonic()
    assert site.ask("GET", "/healthz")[0] == 200
    status, _headers, told = site.ask("GET", "/readyz")
    assert (status, told) == (503, '{"database": "unreachable"}')
    assert time.monotonic() - began < 5


@pytest.mark.usefixtures("stopped")
@pytest.mark.parametrize("language", ["de", "en", "fr", "it"])
@pytest.mark.parametrize("page", PAGES)
def test_readers_learn_in_their_language_when_to_come_back(site, language, page):
    status, headers, html = site.ask("GET", f"/{language}/{page}")
    with translation.override(language):
        title = translation.gettext(TITLE)
    assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "60", "no-store")
    assert f"<h1>{title}</h1>" in html
    assert html.count('href="tel:') == 8
    assert "Set-Cookie" not in headers


@pytest.mark.usefixtures("stopped")
def test_what_needs_no_database_is_there(site):
    paths = ["/en/about/", "/static/css/base.css", "/robots.txt", "/"]
    assert [site.ask("GET", path)[0] for path in paths] == [200, 200, 200, 302]


def test_who_sends_a_form_can_send_it_again(site, stopped):
    for address, body, headers in stopped:
        status, answered, html = site.ask("POST", address, body, **headers)
        assert (status, answered["Retry-After"]) == (503, "60")
        assert '<p class="notice">' in html


def test_it_goes_on_when_the_database_is_back(site):
    with site.without_database():
        assert site.ask("GET", "/readyz")[0] == 503
    for _attempt in range(4):  # each of the threads that had lost it
        assert site.ask("GET", "/readyz")[0] == 200
        assert site.ask("GET", "/en/specialists/")[0] == 200


def test_a_database_that_takes_the_call_and_says_nothing_is_not_waited_for():
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"postgres://web:secret@127.0.0.1:{mute.getsockname()[1]}/konsil"
        wrapper = DatabaseWrapper({**connection.settings_dict, **environment.database(address)}, alias="mute")
        began = time.monotonic()
        with pytest.raises(OperationalError):
            wrapper.get_new_connection(wrapper.get_connection_params())
    assert time.monotonic() - began < 6


def test_the_address_of_the_database_may_ask_for_more_patience():
    found = environment.database("postgres://web:secret@db.example.org/konsil?connect_timeout=20")
    assert found["OPTIONS"]["connect_timeout"] == 20
