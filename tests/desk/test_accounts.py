"""What a superuser does for somebody who cannot sign in."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

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
ACCOUNTS = "/admin/auth/user/"


@pytest.fixture
def superuser(client):
    account = make_account("root", is_superuser=True)
    client.force_login(account)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def act(client, action, *accounts):
    data = {"action": action, "_selected_action": [account.pk for account in accounts]}
    return client.post(ACCOUNTS, data, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_a_lost_second_factor_is_removed_with_all_its_sessions(superuser):
    pia, otto = with_app(make_publisher("pia")), with_app(make_publisher("otto"))
    thief, other = browser(), browser()
    for client, name in ((thief, "pia"), (other, "otto")):
        give_password(client, name)
        give_code(client, code())
    answer = act(superuser, "remove_second_factor", pia)
    assert said(answer) == ["The second factor of 1 account is removed and its sessions are ended."]
    assert list(TOTPDevice.objects.values_list("user", flat=True)) == [otto.pk]
    assert list(StaticDevice.objects.values_list("user", flat=True)) == [otto.pk]
    assert (is_in(thief), is_in(other), is_in(superuser)) == (False, True, True)
    assert thief.get("/admin/second-factor/set-up/").status_code == 302
    [entry] = LogEntry.objects.all()
    assert (entry.object_id, entry.get_change_message()) == (str(pia.pk), "Changed second factor.")


def test_a_locked_account_is_unlocked(superuser):
    client = browser()
    pia = make_account("pia")
    for _time in range(5):
        give_password(client, password="falsch")
    assert said(act(superuser, "unlock", pia)) == ["1 account may sign in again."]
    assert give_password(client).status_code == 302


@pytest.mark.parametrize("action", ["remove_second_factor", "unlock"])
def test_who_may_change_accounts_but_is_no_superuser_can_do_neither(client, action):
    pia = with_app(make_publisher())
    client.force_login(make_account("clerk", "auth.change_user", "auth.view_user"))
    assert action not in client.get(ACCOUNTS).content.decode()
    act(client, action, pia)
    assert TOTPDevice.objects.filter(user=pia).exists()


def test_the_list_says_who_has_a_second_factor(superuser):
    with_app(make_publisher("pia"))
    rows = superuser.get(ACCOUNTS).context["cl"].result_list
    assert {row.username: row.has_second_factor for row in rows} == {"root": False, "pia": True}


@pytest.mark.parametrize("number", [1, 3])
def test_statements_of_the_list(superuser, django_assert_num_queries, number):
    for n in range(number):
        with_app(make_publisher(f"pia{n}"))
    with django_assert_num_queries(7):  # one of them whether a legal page may be added
        superuser.get(ACCOUNTS)


def test_secrets_and_attempts_have_no_pages(superuser):
    labels = {model._meta.app_label for model in admin.site._registry}
    assert labels & {"axes", "otp_static", "otp_totp"} == set()


def test_an_accounts_page_shows_no_secret(superuser):
    pia = with_app(make_publisher())
    page = superuser.get(f"{ACCOUNTS}{pia.pk}/change/").content.decode()
    assert [secret for secret in (*pia.backup_codes, PASSWORD) if secret in page] == []


def test_an_account_is_deleted_with_its_second_factor(superuser):
    pia = with_app(make_publisher())
    superuser.post(f"{ACCOUNTS}{pia.pk}/delete/", {"post": "yes"})
    assert (TOTPDevice.objects.count(), StaticDevice.objects.count()) == (0, 0)
