"""Which passwords the desk takes, how they are kept, and what ends when one is changed."""

import re

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from config.settings import base

from .sign_in import PASSWORD, browser, give_password, is_in, make_account

pytestmark = pytest.mark.django_db
NEW = "vier-neue-Worte-dazu"


@pytest.fixture
def pia():
    return make_account("pia", first_name="Philippa-Katharina", email="philippa@example.org")


def signed_in(name="pia", password=PASSWORD):
    client = browser()
    give_password(client, name, password)
    assert is_in(client)
    return client


def change(client, new, old=PASSWORD):
    return client.post(
        "/admin/password_change/", {"old_password": old, "new_password1": new, "new_password2": new}
    )


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("elf-Zeichen", "This password is too short. It must contain at least 12 characters."),
        ("qwerty123456", "This password is too common."),
        ("Password2026!", "This password is too common."),
        ("sunshinesunshine", "This password is too common."),
        ("abcabcabcabc", "This password is too common."),
        ("111111111111", "This password is too common."),
        ("Konsil-2026-11", "This password is too common."),
        ("philippa-katharina", "The password is too similar to the first name."),
        ("philippa@example", "The password is too similar to the email address."),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(pia, password, message):
    response = change(signed_in(), password)
    assert response.context["form"].errors["new_password2"] == [message]
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(
    "password",
    [
        "vier Worte und Leerzeichen",
        "ohne große buchstaben",
        "日本語のパスワードです。",
        "Ein langer Satz " * 8,
        " 12 vorn und hinten ",
    ],
)
def test_a_long_password_needs_no_kinds_of_characters(pia, password):
    assert change(signed_in(), password).status_code == 302
    assert is_in(signed_in(password=password))


def test_passwords_are_typed_unseen_and_may_come_from_a_password_manager(pia):
    pages = [browser().get("/admin/login/"), signed_in().get("/admin/password_change/")]
    fields = [
        field for page in pages for field in re.findall(r'<input type="password"[^>]*>', page.content.decode())
    ]
    kinds = [re.search(r'autocomplete="([\w-]+)"', field)[1] for field in fields]
    assert kinds == ["current-password", "current-password", "new-password", "new-password"]
    assert not re.search(r"onpaste|maxlength", " ".join(fields))


def test_the_rules_hold_for_whoever_makes_an_account():
    with pytest.raises(ValidationError):
        validate_password("elf-Zeichen")
    response = Client()
    response.force_login(User.objects.create(username="root", is_staff=True, is_superuser=True))
    new = {"username": "neu", "usable_password": "true", "password1": "kurz", "password2": "kurz"}
    assert response.post("/admin/auth/user/add/", new).status_code == 200
    assert not User.objects.filter(username="neu").exists()


def test_changing_a_password_ends_all_sessions_but_this_one(pia):
    here, elsewhere = signed_in(), signed_in()
    key = here.session.session_key
    assert change(here, NEW).status_code == 302
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert here.session.session_key != key


def test_a_password_that_a_superuser_sets_ends_all_sessions(pia):
    session, root = signed_in(), Client()
    root.force_login(User.objects.create(username="root", is_staff=True, is_superuser=True))
    address = f"/admin/auth/user/{pia.pk}/password/"
    assert root.post(address, {"password1": NEW, "password2": NEW, "usable_password": "true"}).status_code == 302
    assert not is_in(session)


def test_an_account_that_is_closed_is_out_at_once(pia):
    session = signed_in()
    User.objects.filter(pk=pia.pk).update(is_active=False)
    assert not is_in(session)


def test_signing_out_ends_the_session_on_the_server(pia):
    session = signed_in()
    cookie = session.cookies["sessionid"].value
    session.post("/admin/logout/")
    thief = browser()
    thief.cookies["sessionid"] = cookie
    assert not is_in(thief)


def test_passwords_are_kept_by_scrypt_and_older_ones_changed_to_it(pia, settings):
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    User.objects.update(password=PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1))
    signed_in()
    assert User.objects.get().password.startswith("scrypt$16384$")
