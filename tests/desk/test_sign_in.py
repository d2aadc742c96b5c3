"""Signing in: who is asked for a second factor, and that nothing opens before it is given."""

import re
import subprocess
import sys

import pytest
from django.conf import settings as site_settings
from django.contrib import admin
from django.contrib.auth.models import Permission
from pytest_django.asserts import assertRedirects

from .sign_in import (
    PASSWORD,
    browser,
    code,
    give_code,
    give_password,
    is_in,
    make_account,
    make_publisher,
    with_app,
)

pytestmark = pytest.mark.django_db
PUBLISHING = [
    "conditions.publish_condition",
    "conditions.publish_therapy",
    "directory.publish_specialist",
    "directory.publish_clinic",
]
OVER_RIGHTS = ["auth.add_user", "auth.change_user", "auth.add_group", "auth.change_group"]
STEPS = {"login/", "logout/", "sign-in/code/", "second-factor/set-up/"}  # they open the way to the others
SET_UP = "/admin/second-factor/set-up/"


@pytest.fixture(autouse=True)
def _is_required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def client():
    return browser()


def paths(patterns, prefix=""):
    """Every address of the admin, with 1 wherever it names something."""
    for pattern in patterns:
        route = re.sub(r"<[^>]+>", "1", str(pattern.pattern))
        if hasattr(pattern, "url_patterns"):
            yield from paths(pattern.url_patterns, prefix + route)
        elif route.startswith(("^", "(")):
            yield from (f"{prefix}conditions/", f"{prefix}nowhere/")  # a list of models; whatever is left
        else:
            yield prefix + route


def test_nothing_at_all_opens_with_the_password_alone(client):
    with_app(make_account("root", is_superuser=True))
    give_password(client, "root")
    addresses = set(paths(admin.site.get_urls()))
    assert len(addresses) > 100
    answers = {
        (address, method): response.url.split("?")[0] if response.status_code == 302 else response.status_code
        for address in addresses - STEPS
        for method in ("get", "post")
        for response in [getattr(client, method)(f"/admin/{address}")]
    }
    assert {asked: answer for asked, answer in answers.items() if answer != "/admin/login/"} == {}


@pytest.mark.parametrize("permission", PUBLISHING + OVER_RIGHTS)
def test_who_may_publish_or_give_rights_must_set_it_up_first(client, permission):
    make_account("pia", permission)
    give_password(client)
    assertRedirects(client.get("/admin/", follow=True), f"{SET_UP}?next=%2Fadmin%2F")


def test_a_superuser_must_set_it_up_first(client):
    make_account("root", is_superuser=True)
    give_password(client, "root")
    assertRedirects(client.get("/admin/", follow=True), f"{SET_UP}?next=%2Fadmin%2F")


def test_who_only_writes_need_not(client):
    make_account("pia", "conditions.change_condition", "directory.add_clinic")
    give_password(client)
    assert is_in(client)


def test_who_only_writes_is_asked_once_it_is_set_up(client):
    with_app(make_account("pia", "conditions.change_condition"))
    give_password(client)
    assert not is_in(client)
    give_code(client, code())
    assert is_in(client)


def test_where_it_is_not_required_nobody_must_set_it_up_and_who_did_is_asked(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    publisher = make_publisher()
    give_password(client)
    assert is_in(client)
    with_app(publisher)
    client.logout()
    give_password(client)
    assert not is_in(client)


@pytest.mark.parametrize(("variables", "is_required"), [({}, "False"), ({"SECOND_FACTOR_REQUIRED": "1"}, "True")])
def test_on_ones_own_machine_it_is_required_only_if_told_so(tmp_path, variables, is_required):
    script = "from config.settings import demo; print(demo.SECOND_FACTOR_REQUIRED)"
    environment = {"DATA_DIR": str(tmp_path), **variables}
    said = subprocess.check_output(
        [sys.executable, "-c", script], cwd=site_settings.BASE_DIR, env=environment, text=True
    )
    assert said.split() == [is_required]


def test_who_gets_the_right_to_publish_meanwhile_is_stopped_at_the_next_page(client):
    account = make_account("pia", "conditions.change_condition")
    give_password(client)
    assert is_in(client)
    account.user_permissions.add(Permission.objects.get(codename="publish_therapy"))
    assertRedirects(client.get("/admin/", follow=True), f"{SET_UP}?next=%2Fadmin%2F")


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": False}])
def test_who_has_no_business_at_the_desk_gets_no_step_of_it(client, fields):
    account = make_publisher()
    type(account).objects.update(**fields)
    give_password(client)
    for address in (SET_UP, "/admin/sign-in/code/", "/admin/second-factor/"):
        assert client.get(address).url == f"/admin/login/?next={address}"


def test_the_code_opens_the_page_one_was_going_to(client):
    with_app(make_publisher())
    asked = client.get("/admin/conditions/therapy/?q=a")
    given = client.post(
        asked.url, {"username": "pia", "password": PASSWORD, "next": "/admin/conditions/therapy/?q=a"}
    )
    step = client.get(client.get(given.url).url).url
    assert step == "/admin/sign-in/code/?next=%2Fadmin%2Fconditions%2Ftherapy%2F%3Fq%3Da"
    page = client.get(step)
    assert page.context["next"] == "/admin/conditions/therapy/?q=a"
    assert give_code(client, code(), next=page.context["next"]).url == "/admin/conditions/therapy/?q=a"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/admin/", "//evil.example", "javascript:alert(1)"])
def test_the_code_leads_to_no_other_site(client, elsewhere):
    with_app(make_publisher())
    give_password(client)
    assert give_code(client, code(), next=elsewhere).url == "/admin/"


def test_each_step_gives_the_session_a_new_key(client):
    with_app(make_publisher())
    client.get("/admin/login/")
    keys = []
    for step in (lambda: give_password(client), lambda: give_code(client, code())):
        step()
        keys.append(client.session.session_key)
    assert len(set(keys)) == 2


def test_one_can_leave_before_the_code(client):
    with_app(make_publisher())
    give_password(client)
    assert "logged_out.html" in client.post("/admin/logout/").templates[0].name
    assert "_auth_user_id" not in client.session
    assertRedirects(client.get("/admin/logout/"), "/admin/", fetch_redirect_response=False)


def test_who_signs_out_needs_both_again(client):
    with_app(make_publisher())
    give_password(client)
    give_code(client, code())
    client.post("/admin/logout/")
    give_password(client)
    assert not is_in(client)


def test_a_new_password_needs_the_old_one(client):
    account = with_app(make_publisher())
    new = {"new_password1": "vier-ganz-andere-Wörter", "new_password2": "vier-ganz-andere-Wörter"}
    give_password(client)
    give_code(client, code())
    client.post("/admin/password_change/", {**new, "old_password": "falsch"})
    account.refresh_from_db()
    assert account.check_password(PASSWORD)
    client.post("/admin/password_change/", {**new, "old_password": PASSWORD})
    account.refresh_from_db()
    assert account.check_password("vier-ganz-andere-Wörter")
    assert is_in(client)


@pytest.mark.parametrize("language", ["de", "en", "fr", "it"])
def test_every_step_speaks_the_editors_language(language):
    client = browser(language=language)
    account = make_publisher()
    give_password(client)
    pages = [client.get(SET_UP)]
    with_app(account)
    pages += [client.get("/admin/sign-in/code/"), give_code(client, "000000")]
    account.totpdevice_set.get().throttle_reset()
    give_code(client, code())
    pages += [client.get(f"/admin/second-factor/{page}") for page in ("", "replace/", "backup-codes/")]
    assert [page.status_code for page in pages] == [200] * 6
    assert {re.search(r'<html lang="(\w+)"', page.content.decode())[1] for page in pages} == {language}
    assert {"no-store" in page.headers["Cache-Control"] for page in pages} == {True}
