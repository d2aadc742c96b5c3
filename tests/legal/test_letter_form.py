"""The forms in which somebody writes to the editors."""

import re

import pytest
import time_machine
from django.test import Client

from legal.models import Letter
from tests.directory.corrections.sending import errors_of
from tests.factories import make_clinic, make_specialist
from tests.reader_forms import controls

from .sending import DONE, NOW, OF_LISTED, address, make_letter, opened, post, send, slowly

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_specialist("ada-muster")


# The way there


@pytest.mark.parametrize(("make", "label"), [(make_specialist, "This is me"), (make_clinic, "This is our clinic")])
def test_a_profile_leads_those_who_are_listed_to_their_rights(client, make, label):
    listing = make()
    url = address("x", listing).partition("?")[0]
    page = client.get(listing.get_absolute_url().replace("/de/", "/en/")).content.decode()
    assert f'<a class="button is-quiet" href="{url}" rel="nofollow">{label}</a>' in page
    choices = client.get(url).content.decode()
    assert f"<h1>{label}</h1>" in choices
    assert re.findall(r'<li><a href="([^"]+)">\s*<span class="label">', choices) == [
        url.replace("objection", "correction"),
        f"{url}?subject=objection",
        f"{url}?subject=access",
    ]


@pytest.mark.parametrize("question", ["", "?subject=", "?subject=barrier", "?subject=%00"])
def test_an_unknown_subject_leads_to_the_choice(client, ada, question):
    url = address("x", ada).partition("?")[0] + question
    assert client.get(url).context["page"].subject is None
    assert client.post(url, "text=x", content_type="application/x-www-form-urlencoded").status_code == 400


@pytest.mark.parametrize("make", [make_specialist, make_clinic])
def test_what_is_not_published_has_no_form(client, make):
    draft = make(status="draft")
    assert client.get(address("objection", draft)).status_code == 404
    assert post(client, "objection", {"text": "x"}, draft).status_code == 404


# Sending


@pytest.mark.parametrize("subject", ["objection", "access"])
@pytest.mark.parametrize("make", [make_specialist, make_clinic])
def test_who_is_listed_writes_about_their_listing(client, make, subject):
    listing = make()
    response = send(client, subject, listing, "fr", text="Raisons\r\nà moi")
    letter = Letter.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, f"/fr/letters/{letter.form_key}/")
    assert (letter.listing, letter.listing_name, letter.subject) == (listing, str(listing), subject)
    assert {name: getattr(letter, name) for name in OF_LISTED} == OF_LISTED
    assert (letter.text, letter.language, letter.state) == ("Raisons\nà moi", "fr", "open")


@pytest.mark.parametrize("subject", ["barrier", "other"])
def test_anybody_writes_without_leaving_an_address(client, subject):
    assert send(client, subject, text="The map").status_code == 302
    assert Letter.objects.values_list("subject", "text", "reply_to").get() == (subject, "The map", "")


@pytest.mark.parametrize(
    ("subject", "typed", "errors"),
    [
        ("other", {"text": ""}, {"text": ["Please write your message."]}),
        (
            "other",
            {"reply_to": "a@b"},
            {"reply_to": ["This is no e-mail address. It looks like name@example.org."]},
        ),
        ("other", {"text": "x" * 4001}, {"text": ["This is too long: at most 4000 characters, and it has 4001."]}),
        (
            "barrier",
            {"text": "a\x00b"},
            {"text": ["There are characters in it that we cannot read (�). Please type them again."]},
        ),
        (
            "barrier",
            {"subject": "x"},
            {"subject": ["Only programs fill in this field. Please empty it and send the form again."]},
        ),
        ("objection", {"writer": " "}, {"writer": ["Please give your name."]}),
        ("objection", {"identity": ""}, {"identity": ["Please say how we can check that."]}),
        ("access", {"reply_to": ""}, {"reply_to": ["Please give your e-mail address for our answer."]}),
        (
            "access",
            {"capacity": "boss"},
            {"capacity": ["Select a valid choice. boss is not one of the available choices."]},
        ),
    ],
)
def test_a_form_that_cannot_be_taken_says_why_and_keeps_what_was_typed(client, ada, subject, typed, errors):
    listing = ada if subject in ("objection", "access") else None
    response = send(client, subject, listing, **typed)
    assert (response.status_code, errors_of(response)) == (200, errors)
    again = controls(response.content.decode())
    kept = {name: value for name, value in typed.items() if value.strip() and value != "boss"}
    assert {name: again[name] for name in kept} == {name: value.replace("\0", "�") for name, value in kept.items()}
    assert not Letter.objects.exists()


def test_a_capacity_that_was_not_chosen_is_asked_for(client, ada):
    data = opened(client, "access", ada) | OF_LISTED
    del data["capacity"]
    response = slowly(client, "access", data, ada)
    assert errors_of(response) == {"capacity": ["Please choose in which capacity you write."]}


@pytest.mark.parametrize(
    "change",
    [
        lambda data: {**data, "state": "done"},
        lambda data: {**data, "text": ["one", "two"]},
        lambda data: {name: data[name] for name in data if name != "text"},
        lambda data: {name: data[name] for name in data if name != "proof"},
    ],
    ids=["unknown field", "field twice", "field missing", "no proof"],
)
def test_what_is_not_this_form_is_refused(client, change):
    response = slowly(client, "other", change(opened(client, "other") | {"text": "Words"}))
    assert response.status_code == 400
    assert not Letter.objects.exists()


@pytest.mark.parametrize("subject", ["objection", "barrier", "other"])
def test_no_shared_cache_and_no_search_engine_keeps_a_form_or_its_thanks(client, ada, subject):
    listing = ada if subject == "objection" else None
    sent = send(client, subject, listing)
    for response in (client.get(address(subject, listing)), client.get(sent.headers["Location"])):
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert response.headers["Cache-Control"] == "private, no-store"
        assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_a_form_needs_no_cookie_and_gives_none():
    client = Client(enforce_csrf_checks=True)
    assert send(client, "other").status_code == 302
    assert dict(client.cookies) == {}


# Thanks


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"reply_to": "a@example.org"}, "We answer to the address you left, by 3 January 2027 at the latest."),
        ({}, "You left no address, so there will be no answer."),
        ({"reply_to": "a@example.org", **DONE, "answer": "Yes", "answered_at": NOW}, ""),
        ({"address_deleted_at": NOW}, ""),
    ],
)
def test_the_thanks_promise_no_more_than_is_so(client, known, said):
    with time_machine.travel("2026-12-03 12:00Z", tick=False):
        letter = make_letter(**known)
    html = client.get(f"/en/letters/{letter.form_key}/").content.decode()
    sentences = re.findall(r"We answer to the address [^.]+\.|You left no address[^.]+\.", html)
    assert sentences == ([said] if said else [])
    assert "a@example.org" not in html


@pytest.mark.parametrize(("status", "shown"), [("published", True), ("draft", False)])
def test_the_thanks_lead_back_to_a_profile_as_long_as_there_is_one(client, status, shown):
    letter = make_letter("objection", make_specialist(status=status))
    html = client.get(f"/en/letters/{letter.form_key}/").content.decode()
    assert ("/en/specialists/ada-muster/" in html) == shown


def test_nobody_is_thanked_for_what_was_not_sent(client):
    assert client.get("/en/letters/3b241101-e2bb-4255-8caf-4136c566a962/").status_code == 404


# Statements to the database


def test_statements_of_the_forms(client, ada, django_assert_num_queries):
    with django_assert_num_queries(1):
        data = opened(client, "objection", ada) | OF_LISTED
    with django_assert_num_queries(0):
        client.get(address("barrier"))
    with django_assert_num_queries(9):
        assert slowly(client, "objection", data, ada).status_code == 302
