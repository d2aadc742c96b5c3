"""Tokens that stand in for the cookie which readers do not get."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing

from intake import form_token

ABOUT = ["specialist", 7]


def test_a_token_knows_its_age_and_its_key():
    with time_machine.travel("2026-11-22 10:00Z", tick=False) as now:
        text = form_token.make(ABOUT)
        now.shift(timedelta(minutes=3))
        token = form_token.read(text, ABOUT)
    assert (token.text, token.age, len(token.key)) == (text, 180, 22)


def test_a_token_is_young_when_the_clock_jumped_back():
    with time_machine.travel("2026-11-22 10:00Z", tick=False) as now:
        text = form_token.make(ABOUT)
        now.shift(-timedelta(days=2))
        assert form_token.read(text, ABOUT).age == 0


def test_a_token_ends_after_half_a_day():
    with time_machine.travel("2026-11-22 10:00Z", tick=False) as now:
        text = form_token.make(ABOUT)
        now.shift(timedelta(hours=12))
        assert form_token.read(text, ABOUT)
        now.shift(timedelta(seconds=1))
        assert form_token.read(text, ABOUT) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "::",
        "\0",
        "é" * 9000,
        signing.dumps([*ABOUT, 1, "key"], salt="another purpose"),
        signing.dumps("no list", salt=form_token.SALT),
        signing.dumps(7, salt=form_token.SALT),
        signing.dumps([], salt=form_token.SALT),
    ],
    ids=["none", "colons", "NUL", "long", "other purpose", "text", "number", "empty"],
)
def test_what_this_site_did_not_make_is_no_token(text):
    assert form_token.read(text, ABOUT) is None


def test_a_token_is_good_for_its_own_purpose_only():
    assert form_token.read(form_token.make(["clinic", 7]), ABOUT) is None
