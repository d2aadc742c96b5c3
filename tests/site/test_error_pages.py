"""When something goes wrong: the site's design, the reader's language, no database."""

import re

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.test import Client
from django.utils import translation

from tests.factories import make_condition

TITLES = {
    400: "This address is not complete",
    403: "This page is not open to you",
    404: "There is no such page",
    500: "Something went wrong on our side",
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


def page_without_database(language):
    with connection.execute_wrapper(refuse):
        return Client(raise_request_exception=False).get(f"/{language}/specialists/?country=CH")


def refuse(*_statement):
    raise OperationalError


WAYS = {400: too_many_parameters, 403: preview_without_permission, 404: unknown_page, 500: page_without_database}
ERRORS = [
    pytest.param(status, way, marks=[pytest.mark.django_db] if status in (403, 500) else [], id=str(status))
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
    assert html.count('href="tel:112"') == 1


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
