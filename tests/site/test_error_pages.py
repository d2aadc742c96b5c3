"""When something goes wrong: the site's design, the reader's language, no database."""

import errno
import re
from contextlib import closing

import pytest
from django.contrib.auth.models import User
from django.db import Error, InterfaceError, OperationalError, connection
from django.db.backends.postgresql.base import DatabaseWrapper
from django.test import Client
from django.utils import translation

from config.errors import is_silence
from tests.factories import make_condition

TITLES = {
    400: "This address is not complete",
    403: "This page is not open to you",
    404: "There is no such page",
    500: "Something went wrong on our side",
    503: "The site cannot answer at the moment",
    507: "There is no room for this file",
}
LANGUAGES = ["de", "en", "fr", "it"]


def too_many_parameters(language):
    return Client().get(f"/{language}/specialists/?" + "&".join(["country=CH"] * 1001))


def preview_without_permission(language):
    condition = make_condition()
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.create(username="visitor", is_staff=True))
    return client.get(f"/admin/conditions/condition/{condition.pk}/preview/de/")


def unknown_page(language):
    return Client().get(f"/{language}/nowhere/")


def page_that_fails(language, error=ValueError):
    def fail(*_statement):
        raise error

    with connection.execute_wrapper(fail):
        return Client(raise_request_exception=False).get(f"/{language}/specialists/?country=CH")


def page_without_database(language):
    return page_that_fails(language, OperationalError("server closed the connection unexpectedly"))


def page_on_a_full_disk(language):
    return page_that_fails(language, OSError(errno.ENOSPC, "No space left on device"))


WAYS = {
    400: too_many_parameters,
    403: preview_without_permission,
    404: unknown_page,
    500: page_that_fails,
    503: page_without_database,
    507: page_on_a_full_disk,
}
ERRORS = [
    pytest.param(
        status, way, marks=[pytest.mark.django_db] if status in (403, 500, 503, 507) else [], id=str(status)
    )
    for status, way in WAYS.items()
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("status", "way"), ERRORS)
def test_an_error_page_says_what_happened_in_the_readers_language(status, way, language):
    response = way(language)
    html = response.content.decode()
    with translation.override(language):
        title = translation.gettext(TITLES[status])
    assert response.status_code == status
    assert f'<html lang="{language}" dir="ltr">' in html
    assert re.findall(r"<h1>([^<]+)</h1>", html) == [title]
    assert (title == TITLES[status]) == (language == "en")


@pytest.mark.parametrize(("status", "way"), ERRORS)
def test_an_error_page_is_a_page_of_the_site(status, way):
    html = way("fr").content.decode()
    assert re.findall(r"\{\{|\{%|\}\}|%\}", html) == []
    assert html.count('<meta name="robots" content="noindex">') == 1
    assert html.count('<a class="logo" href="/fr/">') == 1
    assert html.count('<nav class="site-nav"') == 1
    assert html.count('href="tel:112"') == (4 if status == 503 else 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_without_a_language_is_unknown_in_the_browsers_language(language):
    response = Client(headers={"accept-language": language}).get("/nowhere/")
    assert response.status_code == 404
    assert f'<html lang="{language}" dir="ltr">' in response.content.decode()


def test_a_foreign_host_name_is_refused_with_a_page():
    response = Client(raise_request_exception=False).get("/en/", headers={"host": "evil.example"})
    html = response.content.decode()
    assert response.status_code == 400
    assert re.findall(r"<h1>([^<]+)</h1>", html) == [TITLES[400]]
    assert "evil.example" not in html


def test_a_form_that_has_expired_says_so():
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    response = client.post("/admin/login/")
    assert response.status_code == 403
    assert re.findall(r"<h1>([^<]+)</h1>", response.content.decode()) == ["This form has expired"]


# A silent database


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_meets_a_silent_database_learns_when_to_come_back_and_whom_to_call(language):
    response = page_without_database(language)
    numbers = re.findall(r'href="tel:(\d+)"', response.content.decode().partition("<footer")[0])
    assert (response.headers["Retry-After"], response.headers["Cache-Control"]) == ("60", "no-store")
    assert numbers == ["112", "116117", "144", "112", "1450", "144", "112"]
    assert 'href=""' in response.content.decode()  # the same address again, its question with it


@pytest.mark.django_db
def test_who_sent_a_form_to_a_silent_database_learns_how_to_send_it_again():
    def refuse(*_statement):
        raise OperationalError

    with connection.execute_wrapper(refuse):
        response = Client(raise_request_exception=False).post(
            "/en/specialists/ada-muster/correction/?fact=gone", content_type="application/x-www-form-urlencoded"
        )
    assert response.status_code == 503
    assert "your browser then asks whether to send the form again" in response.content.decode()
    assert 'href=""' not in response.content.decode()


@pytest.fixture
def other_connection():
    with closing(connection.copy()) as other:
        yield other


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "is_silent"),
    [
        ("SELECT pg_terminate_backend(pg_backend_pid())", True),
        ("SET statement_timeout = '10ms'; SELECT pg_sleep(1)", False),
        ("SELECT 1 / 0", False),
        ("SELECT nothing", False),
    ],
)
def test_what_the_database_answers_is_not_its_silence(other_connection, statement, is_silent):
    with pytest.raises(Error) as refused, other_connection.cursor() as cursor:
        cursor.execute(statement)
    assert is_silence(refused.value) == is_silent


@pytest.mark.django_db
def test_a_database_that_is_not_there_or_has_left_is_silent(other_connection):
    other_connection.ensure_connection()
    other_connection.connection.close()
    with pytest.raises(InterfaceError) as left:
        other_connection.cursor()
    elsewhere = DatabaseWrapper({**connection.settings_dict, "HOST": "/nowhere"}, alias="elsewhere")
    with pytest.raises(OperationalError) as not_there:
        elsewhere.ensure_connection()
    assert is_silence(left.value)
    assert is_silence(not_there.value)
