"""The app and the backup codes: set up, used once, slowed down after wrong ones, replaced."""

import re
import time

import pytest
import time_machine
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from .sign_in import KEY, browser, code, give_code, give_password, is_in, make_account, make_publisher, with_app

pytestmark = pytest.mark.django_db
SET_UP = "/admin/second-factor/set-up/"
CODES = "/admin/second-factor/backup-codes/"
REPLACE = "/admin/second-factor/replace/"
WRONG = "This code is not right, or was used before. Each code is good once."


@pytest.fixture(autouse=True)
def clock(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def client():
    return browser()


@pytest.fixture
def pia(client):
    """Signed in with password and code; her next code is half a minute ahead."""
    account = with_app(make_publisher())
    give_password(client)
    give_code(client, code())
    return account


def secret_on(page):
    """As the set-up page spells it, in hexadecimal digits."""
    return page.context["form"].key


def errors(response):
    return response.context["form"].errors.get("code", [])


# Setting up


def test_the_app_is_set_up_with_its_first_code_and_ten_backup_codes_are_shown_once(client):
    account = make_publisher()
    give_password(client)
    key = secret_on(client.get(SET_UP))
    answer = client.post(SET_UP, {"code": code(key=key), "next": "/admin/conditions/therapy/"})
    assert answer.url == f"{CODES}?next=%2Fadmin%2Fconditions%2Ftherapy%2F"
    shown = client.get(answer.url)
    codes = [shown_code.replace("-", "") for shown_code in shown.context["codes"]]
    assert [device.key for device in TOTPDevice.objects.filter(user=account, confirmed=True)] == [key]
    assert sorted(StaticToken.objects.values_list("token", flat=True)) == sorted(codes)
    assert len(set(codes)) == 10
    assert shown.context["next"] == "/admin/conditions/therapy/"
    assert client.get(CODES).context["codes"] == []
    assert is_in(client)


def test_the_same_secret_is_drawn_written_and_linked(client):
    make_publisher()
    give_password(client)
    page = client.get(SET_UP)
    written = "".join(page.context["groups"])
    html = page.content.decode()
    assert re.search(r'href="(otpauth:[^"]+)"', html)[1].startswith(
        "otpauth://totp/Konsil%3Apia?secret=" + written
    )
    assert html.count('role="img"') == 1
    assert re.findall(r"<svg[^>]+class=\"desk-qr-code\"[^>]*style", html) == []
    assert secret_on(client.get(SET_UP)) == secret_on(page)


def test_a_wrong_first_code_sets_nothing_up(client):
    make_publisher()
    give_password(client)
    key = secret_on(client.get(SET_UP))
    refused = client.post(SET_UP, {"code": code(key=KEY)})
    assert errors(refused) == ["This is not the code that the app shows now. Is the time on the phone right?"]
    assert (TOTPDevice.objects.count(), secret_on(refused)) == (0, key)
    assert not is_in(client)


def test_the_first_code_is_good_once_too(client):
    make_publisher()
    give_password(client)
    first = code(key=secret_on(client.get(SET_UP)))
    client.post(SET_UP, {"code": first})
    client.post("/admin/logout/")
    give_password(client)
    assert errors(give_code(client, first)) == [WRONG]


def test_who_has_the_password_alone_cannot_set_up_another_app(client):
    account = make_publisher()
    give_password(client)
    key = secret_on(client.get(SET_UP))
    with_app(account)
    assert client.post(SET_UP, {"code": code(key=key)}).url == REPLACE
    assert [device.key for device in TOTPDevice.objects.all()] == [KEY]
    assert not is_in(client)


def test_who_need_not_may_set_it_up(client):
    make_account("pia")
    give_password(client)
    assert f'href="{SET_UP}"' in client.get("/admin/second-factor/").content.decode()
    key = secret_on(client.get(SET_UP))
    client.post(SET_UP, {"code": code(key=key)})
    client.post("/admin/logout/")
    give_password(client)
    assert not is_in(client)


# Codes


def test_a_code_is_good_once(client, pia, clock):
    again = browser()
    give_password(again)
    assert errors(give_code(again, code())) == [WRONG]
    assert not is_in(again)
    clock.shift(30)
    give_code(again, code())
    assert is_in(again)


def test_a_code_typed_with_a_space_is_taken(client):
    with_app(make_publisher())
    give_password(client)
    give_code(client, f"{code()[:3]} {code()[3:]}")
    assert is_in(client)


def test_a_backup_code_is_good_once_however_it_is_typed(client):
    first = with_app(make_publisher()).backup_codes[0]
    typed = f"{first[:4]}-{first[4:]} ".upper()
    give_password(client)
    give_code(client, typed)
    said = [str(message) for message in client.get("/admin/").context["messages"]]
    assert said == ["You have signed in with a backup code; 9 are left. Make new ones under “Second factor”."]
    client.post("/admin/logout/")
    give_password(client)
    assert errors(give_code(client, typed)) == [WRONG]
    assert not is_in(client)


@pytest.mark.parametrize(
    "typed", ["", "000000", "abcdefgh", "12345", "1234567", "\N{FULLWIDTH DIGIT ONE}" * 6, "-"]
)
def test_what_is_no_code_opens_nothing(client, typed):
    with_app(make_publisher())
    give_password(client)
    assert len(errors(give_code(client, typed))) == 1
    assert not is_in(client)


def test_somebody_elses_codes_open_nothing(client):
    other = with_app(make_publisher("otto"))
    own = with_app(make_publisher("pia"))
    TOTPDevice.objects.filter(user=other).update(key=KEY[::-1])
    give_password(client)
    for typed in (code(key=KEY[::-1]), other.backup_codes[0]):
        assert errors(give_code(client, typed)) == [WRONG]
    assert StaticToken.objects.filter(device__user=own).count() == 10
    assert not is_in(client)


def test_wrong_codes_make_one_wait_twice_as_long_each_time(client, clock):
    with_app(make_publisher())
    give_password(client)
    for seconds in (1, 2, 4, 8, 16, 32, 64):
        assert errors(give_code(client, "000000")) == [WRONG]
        slowed = give_code(client, code())
        assert (slowed.status_code, slowed.headers["Retry-After"]) == (429, str(seconds))
        clock.shift(seconds)
    assert errors(slowed) == ["Too many wrong codes. Please try again in 2 minutes."]
    give_code(client, code())
    assert is_in(client)


def test_a_million_guesses_take_longer_than_anybody_has(client, clock):
    """A handful of a million codes a day, three of which are good at a time."""
    with_app(make_publisher())
    give_password(client)
    start, guesses = time.time(), 0
    while time.time() < start + 24 * 60 * 60:
        answer = give_code(client, "000000")
        guesses += answer.status_code == 200
        clock.shift(float(answer.headers.get("Retry-After", 1)))
        give_password(client)  # the session ends after eight hours
    assert guesses == 17


def test_wrong_codes_do_not_slow_down_backup_codes(client):
    account = with_app(make_publisher())
    give_password(client)
    give_code(client, "000000")
    give_code(client, account.backup_codes[0])
    assert is_in(client)


# New ones in place of old ones


def test_new_backup_codes_need_a_code_and_end_the_old_ones(client, pia, clock):
    assert errors(client.post(CODES, {"code": code()})) == [WRONG]
    assert sorted(StaticToken.objects.values_list("token", flat=True)) == sorted(pia.backup_codes)
    clock.shift(30)
    client.post(CODES, {"code": code()})
    shown = [shown_code.replace("-", "") for shown_code in client.get(CODES).context["codes"]]
    assert sorted(StaticToken.objects.values_list("token", flat=True)) == sorted(shown)
    assert set(shown) & set(pia.backup_codes) == set()


def test_another_app_needs_a_code_of_the_present_one_first(client, pia, clock):
    assert client.get(SET_UP).url == REPLACE
    clock.shift(30)
    assert client.post(REPLACE, {"code": code()}).url == SET_UP
    key = secret_on(client.get(SET_UP))
    client.post(SET_UP, {"code": code(key=key)})
    assert [device.key for device in TOTPDevice.objects.all()] == [key]
    assert set(StaticToken.objects.values_list("token", flat=True)) & set(pia.backup_codes) == set()
    assert is_in(client)
    assert client.get(SET_UP).url == REPLACE


def test_a_backup_code_will_do_to_replace_the_app(client, pia):
    assert client.post(REPLACE, {"code": pia.backup_codes[0]}).url == SET_UP
    assert client.get(SET_UP).status_code == 200


def test_the_leave_to_replace_the_app_ends_after_ten_minutes(client, pia, clock):
    client.post(REPLACE, {"code": pia.backup_codes[0]})
    clock.shift(10 * 60)
    assert client.get(SET_UP).url == REPLACE


def test_sessions_that_the_old_app_or_an_old_backup_code_opened_are_asked_again(client, pia, clock):
    by_app, by_backup_code = browser(), browser()
    clock.shift(30)
    for other, typed in [(by_app, code()), (by_backup_code, pia.backup_codes[0])]:
        give_password(other)
        give_code(other, typed)
        assert is_in(other)
    client.post(REPLACE, {"code": pia.backup_codes[1]})
    client.post(SET_UP, {"code": code(key=secret_on(client.get(SET_UP)))})
    assert (is_in(client), is_in(by_app), is_in(by_backup_code)) == (True, False, False)


def test_new_backup_codes_by_means_of_an_old_one_keep_one_in(client, pia):
    client.post("/admin/logout/")
    give_password(client)
    give_code(client, pia.backup_codes[0])
    client.post(CODES, {"code": pia.backup_codes[1]})
    assert len(client.get(CODES).context["codes"]) == 10


def test_the_leave_to_replace_the_app_ends_with_the_app(client, pia):
    client.post(REPLACE, {"code": pia.backup_codes[0]})
    key = secret_on(client.get(SET_UP))
    TOTPDevice.objects.update(key=key[::-1])
    pia.staticdevice_set.all().delete()
    assert client.post(SET_UP, {"code": code(key=key)}).url == REPLACE
    assert [device.key for device in TOTPDevice.objects.all()] == [key[::-1]]


def test_who_set_it_up_unasked_is_asked_once_the_app_was_replaced_elsewhere(client):
    account = make_account("pia")
    give_password(client)
    client.post(SET_UP, {"code": code(key=secret_on(client.get(SET_UP)))})
    assert is_in(client)
    TOTPDevice.objects.all().delete()
    with_app(account)
    assert not is_in(client)


@pytest.mark.parametrize("address", [CODES, REPLACE])
def test_without_an_app_there_is_nothing_to_replace(client, address):
    make_account("pia")
    give_password(client)
    assert client.get(address).url == "/admin/second-factor/"
