"""What stands before the forms for letters: where they come from, what they cost, and how many there are."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from intake import effort, form_token
from intake.limits import TooManyError
from intake.models import FloodCount
from legal import limits
from legal.letter_page import LetterPage
from legal.models import Letter
from tests.directory.corrections.sending import errors_of
from tests.factories import make_clinic, make_specialist
from tests.reader_forms import controls

from .sending import OF_LISTED, opened, post, slowly

pytestmark = pytest.mark.django_db

WORDS = {"text": "I cannot read the map."}
OLD = "The form was open for long, or the page has changed since. Please check your text and send it again."


@pytest.fixture
def now():
    with time_machine.travel("2026-12-03 10:20Z", tick=False) as traveller:
        yield traveller


def assert_refused(response, status, text, words):
    """The form is shown again with what was typed, and nothing is kept."""
    assert (response.status_code, errors_of(response)) == (status, {"__all__": [text]})
    again = controls(response.content.decode())
    assert {name: again[name] for name in words} == words
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}]
)
def test_a_form_from_another_site_is_refused_with_its_text(client, headers):
    response = slowly(client, "other", opened(client, "other") | WORDS, **headers)
    text = "This form was sent from another site. Please check it and send it."
    assert_refused(response, 403, text, WORDS)


@pytest.mark.parametrize(
    "about",
    [
        lambda ada: LetterPage("access", ada).about,
        lambda ada: LetterPage("objection", make_specialist("bo-muster")).about,
        lambda ada: LetterPage("objection", make_clinic(pk=ada.pk)).about,
        lambda ada: LetterPage("other").about,
    ],
    ids=["other subject", "other specialist", "clinic of the same number", "letter about nobody"],
)
def test_a_token_is_good_for_its_own_form_only(client, about):
    ada = make_specialist("ada-muster")
    data = opened(client, "objection", ada) | OF_LISTED | {"token": form_token.make(about(ada))}
    assert_refused(slowly(client, "objection", data, ada), 200, OLD, {"writer": "Ada Muster"})


def test_an_old_form_keeps_its_text_and_gets_a_new_token(client, now):
    data = opened(client, "other") | WORDS
    now.shift(timedelta(hours=12, seconds=1))
    response = post(client, "other", data)
    assert_refused(response, 200, OLD, WORDS)
    now.shift(timedelta(seconds=effort.SECONDS_WITHOUT_PROOF))
    assert post(client, "other", controls(response.content.decode())).status_code == 302


# What it costs


def test_without_a_script_a_form_is_taken_after_some_seconds(client, now):
    data = opened(client, "other") | WORDS
    now.shift(timedelta(seconds=5))
    response = post(client, "other", data)
    text = "Programs send such forms very fast. Your text is kept here: please send it again in 15 seconds."
    assert_refused(response, 429, text, WORDS)
    assert response.headers["Retry-After"] == "15"
    now.shift(timedelta(seconds=15))
    assert post(client, "other", controls(response.content.decode())).status_code == 302


def test_with_a_proof_it_is_taken_at_once(client, now):
    data = opened(client, "other") | WORDS
    token = form_token.FormToken(data["token"], "", 0)
    proof = next(str(number) for number in range(10_000_000) if effort.is_proven(token, str(number)))
    now.shift(timedelta(seconds=effort.SECONDS))
    assert post(client, "other", data | {"proof": proof}).status_code == 302


def test_the_page_gives_a_script_the_token_that_it_sends(client):
    html = client.get("/en/contact/").content.decode()
    assert f'data-effort="{controls(html)["token"]}"' in html


# Once


def test_pressing_twice_is_one_letter_and_writing_something_else_another(client):
    data = opened(client, "other")
    ways = {slowly(client, "other", data | WORDS).headers["Location"] for _ in range(3)}
    assert (len(ways), Letter.objects.count()) == (1, 1)
    assert set(FloodCount.objects.values_list("count", flat=True)) == {1}
    slowly(client, "other", data | {"text": "Something else"})
    assert Letter.objects.count() == 2


# How many


def count(number, network="127.0.0.1", listing=None):
    for _ in range(number):
        limits.count(network, listing)


def test_a_network_may_send_some_an_hour(client, now):
    data = opened(client, "other") | WORDS
    now.shift(timedelta(minutes=1))
    count(6)
    response = post(client, "other", data)
    text = "Many messages came in a short time. Your text is kept here: please send it in 39 minutes."
    assert_refused(response, 429, text, WORDS)
    assert response.headers["Retry-After"] == str(39 * 60)
    now.shift(timedelta(minutes=39))
    assert post(client, "other", controls(response.content.decode())).status_code == 302


@pytest.mark.parametrize("language", ["de", "en", "fr", "it", "ar"])
def test_the_limit_is_explained_in_the_writers_language(client, now, language):
    data = opened(client, "other", language=language) | WORDS
    now.shift(timedelta(minutes=1))
    count(6)
    html = post(client, "other", data, language=language).content.decode()
    assert f'<html lang="{language}"' in html
    assert "39" in html[html.index('role="alert"') :].partition("</ul>")[0]


@pytest.mark.parametrize(("number", "hours", "step"), [(20, 4, "network"), (10, 2, "listing"), (200, 5, "all")])
def test_there_is_a_limit_a_day(now, number, hours, step):
    """Sent over some hours, so that no limit an hour is met."""
    ada = make_specialist()
    for hour in range(hours):
        for n in range(number // hours):
            network = "192.0.2.1" if step == "network" else f"198.51.{hour}.{n}"
            limits.count(network, ada if step == "listing" else None)
        now.shift(timedelta(hours=1))
    with pytest.raises(TooManyError) as refusal:
        limits.count("192.0.2.1", ada)
    end = timezone.now().replace(hour=0, minute=0) + timedelta(days=1)
    assert refusal.value.seconds == (end - timezone.now()).total_seconds()


def test_no_address_is_kept(now):
    count(1, "192.0.2.1")
    assert not FloodCount.objects.filter(subject__contains="192.0.2.1").exists()


def test_a_form_that_is_refused_is_not_counted(client):
    slowly(client, "other", opened(client, "other"))
    assert not FloodCount.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"text=" + b"x" * 300_000, "application/x-www-form-urlencoded"), (b"{}", "application/json")],
)
@pytest.mark.parametrize(
    "path", ["contact/", "accessibility/feedback/", "clinics/clinic/objection/?subject=access"]
)
def test_what_is_too_large_or_no_plain_form_is_not_read(client, path, body, kind):
    make_clinic()
    assert client.post(f"/en/{path}", body, content_type=kind).status_code == 413
