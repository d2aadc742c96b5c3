"""Wrong passwords: who is locked out, for how long, and what is kept of it."""

import io
import logging
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.utils import timezone

from .sign_in import browser, give_password, is_in, make_account

pytestmark = pytest.mark.django_db
OFFICE, CAFE = "192.0.2.1", "198.51.100.7"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def pia():
    return make_account("pia")


def fail(times, name="pia", address=CAFE, **more):
    """The statuses of so many wrong passwords."""
    client = browser(address)
    return [give_password(client, name, "falsch", **more).status_code for _time in range(times)]


def may_sign_in(address=CAFE, name="pia"):
    client = browser(address)
    give_password(client, name)
    return is_in(client)


def keep(*failures):
    """Failures of this moment as (name, address, number)."""
    for name, address, number in failures:
        AccessAttempt.objects.create(username=name, ip_address=address, failures_since_start=number)


def keep_from_everywhere(number):
    """So many wrong passwords for one name, each from another address."""
    keep(*[("pia", f"203.0.113.{host}", 1) for host in range(number)])


def test_the_fifth_wrong_password_locks(pia):
    assert fail(5) == [200, 200, 200, 200, 429]
    assert not may_sign_in()


@pytest.mark.parametrize("language", ["de", "en", "fr", "it"])
def test_the_locked_out_are_told_so_in_their_language(language, clock):
    fail(5)
    clock.shift(timedelta(minutes=3, seconds=10))
    page = give_password(browser(CAFE, language))
    assert (page.status_code, page.headers["Retry-After"]) == (429, str(11 * 60 + 50))
    assert page.context["minutes"] == 12
    assert f'<html lang="{language}"' in page.content.decode()


def test_whether_there_is_such_an_account_is_not_told(pia):
    pages = [
        give_password(browser(address), name, "falsch") for name, address in [("pia", CAFE), ("nobody", OFFICE)]
    ]
    assert fail(5, "pia") == fail(5, "nobody", OFFICE) == [200, 200, 200, 429, 429]
    assert pages[0].context["form"].errors == pages[1].context["form"].errors


def test_a_quarter_of_an_hour_later_it_is_open_again(pia, clock):
    fail(5)
    clock.shift(timedelta(minutes=14, seconds=59))
    assert not may_sign_in()
    clock.shift(2)
    assert may_sign_in()


def test_trying_while_locked_makes_it_no_longer(pia, clock):
    fail(5)
    clock.shift(timedelta(minutes=10))
    assert fail(20) == [429] * 20
    clock.shift(timedelta(minutes=5, seconds=1))
    assert may_sign_in()


def test_other_names_and_other_addresses_are_not_locked(pia):
    make_account("otto")
    fail(5)
    assert may_sign_in(CAFE, "otto")
    assert may_sign_in(OFFICE, "pia")


def test_signing_in_forgets_the_wrong_passwords_before_it(pia):
    for _time in range(3):
        assert fail(4) == [200] * 4
        assert may_sign_in()


def test_one_address_cannot_lock_a_name_out_everywhere(pia):
    fail(60)
    assert may_sign_in(OFFICE)


def test_guessers_at_many_addresses_lock_the_name_after_fifty_tries(pia):
    keep_from_everywhere(49)
    assert give_password(browser(CAFE), "pia", "falsch").status_code == 429
    assert not may_sign_in("198.51.100.8")


@pytest.mark.parametrize(("days", "is_known"), [(29, True), (31, False)])
def test_they_do_not_lock_her_out_where_she_signed_in_these_last_thirty_days(pia, clock, days, is_known):
    assert may_sign_in(OFFICE)
    clock.shift(timedelta(days=days))
    keep_from_everywhere(60)
    assert may_sign_in(OFFICE) == is_known


def test_where_she_is_known_five_wrong_passwords_lock_all_the_same(pia):
    assert may_sign_in(OFFICE)
    keep_from_everywhere(60)
    assert fail(5, address=OFFICE) == [200, 200, 200, 200, 429]


def test_a_guesser_gains_nothing_by_her_signing_in(pia):
    fail(4)
    assert may_sign_in(OFFICE)
    assert fail(1) == [429]


def test_one_password_for_a_hundred_names_locks_the_address(pia):
    keep(*[(f"name{number}", CAFE, 1) for number in range(99)])
    assert may_sign_in()
    assert fail(1, "name99") == [429]
    assert not may_sign_in()
    assert may_sign_in(OFFICE)


def test_addresses_of_one_ipv6_network_count_as_one(pia):
    for number in range(5):
        fail(1, address=f"2001:db8:0:1::{number:x}")
    assert not may_sign_in("2001:db8:0:1:ffff::1")
    assert may_sign_in("2001:db8:0:2::1")


def test_behind_a_proxy_the_address_is_what_the_proxy_says(pia, settings):
    settings.CLIENT_ADDRESS_VARIABLE = "HTTP_X_REAL_IP"
    behind = {address: browser("127.0.0.1") for address in (CAFE, OFFICE)}
    for address, client in behind.items():
        client.defaults["HTTP_X_REAL_IP"] = address
    for _time in range(5):
        give_password(behind[CAFE], "pia", "falsch")
    assert give_password(behind[CAFE]).status_code == 429
    assert give_password(behind[OFFICE]).status_code == 302


def test_what_is_kept_of_a_failure_is_name_address_and_time(pia):
    client = browser(CAFE)
    client.defaults["HTTP_USER_AGENT"] = "canary"
    for _time in range(2):
        client.post(
            "/admin/login/?next=/admin/directory/specialist/%3Fq%3Dcanary",
            {"username": "pia", "password": "canary", "next": "/canary/"},
            headers={"accept": "text/canary"},
        )
    kept = {"username": "pia", "ip_address": CAFE, "attempt_time": timezone.now(), "failures_since_start": 2}
    forgotten = dict.fromkeys(["user_agent", "http_accept", "path_info", "get_data", "post_data"], "")
    [row] = AccessAttempt.objects.values()
    assert {name: value for name, value in row.items() if name != "id"} == {**kept, **forgotten}
    assert AccessFailureLog.objects.count() == 0


def test_a_password_typed_as_the_name_is_not_kept(pia):
    fail(1, "my secret canary")
    [kept] = AccessAttempt.objects.values_list("username", flat=True)
    assert len(kept) == 64
    assert "canary" not in kept


def test_what_is_kept_of_signing_in_is_name_address_and_times(pia):
    client = browser(OFFICE)
    give_password(client)
    client.post("/admin/logout/")
    [row] = AccessLog.objects.values()
    kept = {"username": "pia", "ip_address": OFFICE, "attempt_time": timezone.now(), "logout_time": timezone.now()}
    forgotten = dict.fromkeys(["user_agent", "http_accept", "path_info"], "")
    assert {name: value for name, value in row.items() if name not in ("id", "session_hash")} == {
        **kept,
        **forgotten,
    }


def test_failures_go_with_the_next_who_signs_in_and_sign_ins_after_thirty_days(pia, clock):
    fail(3, "otto")
    assert may_sign_in(CAFE)
    clock.shift(timedelta(days=30))
    assert may_sign_in(OFFICE)
    assert AccessAttempt.objects.count() == 0
    assert list(AccessLog.objects.values_list("ip_address", flat=True)) == [OFFICE]


def test_the_log_tells_of_a_lockout_without_names_and_addresses(pia, monkeypatch):
    written = io.StringIO()
    for handler in logging.getLogger().handlers:
        if type(handler) is logging.StreamHandler:
            monkeypatch.setattr(handler, "stream", written)
    fail(6)
    assert written.getvalue().count("AXES: Locking out") == 1
    assert [word for word in ("pia", CAFE, "falsch") if word in written.getvalue()] == []
