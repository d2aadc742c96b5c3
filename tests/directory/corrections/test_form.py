"""The form in which a reader says what is wrong."""

import re

import pytest
import time_machine
from django.test import Client

from directory.models import Correction
from tests.factories import CHECKED, make_clinic, make_condition, make_language, make_specialist, make_therapy
from tests.reader_forms import controls

from .buttons import DECIDED, NOW
from .sending import address, errors_of, make_correction, opened, post, send

pytestmark = pytest.mark.django_db

SPECIALISTS = [
    "name", "phone", "email", "website", "accepts_statutory_insurance", "offers_second_opinion",
    "offers_video_consultation", "is_barrier_free", "specialties", "languages", "treatments", "workplace", "gone",
    "other",
]  # fmt: skip


@pytest.fixture
def ada():
    return make_specialist("ada-muster", phone="+49 89 1", title="Dr.")


def test_a_profile_leads_to_its_form(client, ada):
    page = client.get("/en/specialists/ada-muster/").content.decode()
    assert page.count('href="/en/specialists/ada-muster/correction/"') == 1


@pytest.mark.parametrize(
    ("make", "facts"), [(make_specialist, SPECIALISTS), (make_clinic, ["name", "address", *SPECIALISTS[1:]])]
)
def test_every_statement_of_a_page_can_be_wrong(client, make, facts):
    listing = make()
    page = client.get(address(listing)).content.decode()
    assert re.findall(r'href="[^"]+\?fact=(\w+)"', page) == facts
    assert [client.get(address(listing, fact)).status_code for fact in facts] == [200] * len(facts)


def test_a_reader_sees_what_the_page_says(client):
    bone = make_condition("bone", name_en="Bone metastases")
    therapies = [make_therapy(slug) for slug in ("surgery", "radiation")]
    clinic = make_clinic("clinic", name="Klinik Anna", street="Weg 1", treats=[(bone, therapies)])
    ada = make_specialist(at=[clinic], languages=[make_language("it")], is_barrier_free=False, **CHECKED)

    said = {listing: client.get(address(listing)).context["page"].choices for listing in (ada, clinic)}
    said = {
        listing: {choice["url"].partition("=")[2]: choice["says"] for choice in said[listing]} for listing in said
    }

    assert said[ada] == dict.fromkeys(SPECIALISTS, "Not stated") | {
        "name": "Ada Muster",
        "is_barrier_free": "No",
        "languages": "IT",
        "workplace": "Klinik Anna, Musterstadt",
        "gone": "",
        "other": "",
    }
    assert said[clinic]["address"] == "Weg 1, 80331 Musterstadt"
    assert said[clinic]["treatments"] == "Bone metastases (Radiation, Surgery)"
    assert said[clinic]["workplace"] == "Ada Muster"


def test_a_correction_is_kept_with_what_the_page_said(client, ada):
    words = {"remark": "New\r\nnumber", "source": "I work there"}
    typed = {"phone": " +49 89 2 ", **words, "reply_to": "r@example.org"}
    with time_machine.travel("2026-11-22 10:00Z", tick=False):
        response = send(client, ada, "phone", "fr", **typed)
        kept = Correction.objects.get()
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/fr/specialists/ada-muster/correction/{kept.form_key}/",
    )
    assert (kept.specialist, kept.clinic, kept.fact) == (ada, None, "phone")
    assert (kept.language, kept.state) == ("fr", "open")
    assert (kept.stated, kept.proposed, kept.remark) == ("+49 89 1", {"phone": "+49 89 2"}, "New\nnumber")
    assert (kept.source, kept.reply_to) == ("I work there", "r@example.org")
    assert kept.sent_at.isoformat() == "2026-11-22T10:00:00+00:00"


@pytest.mark.parametrize(
    ("fact", "typed", "proposed"),
    [
        ("name", {"title": "Prof."}, {"title": "Prof."}),
        ("name", {"title": "", "family_name": "Neu"}, {"title": "", "family_name": "Neu"}),
        ("phone", {"phone": "\u202a089\u00a03\u202c"}, {"phone": "089\u00a03"}),
        ("website", {"website": "example.org/ada"}, {"website": "https://example.org/ada"}),
        ("offers_second_opinion", {"offers_second_opinion": "true"}, {"offers_second_opinion": True}),
        ("offers_second_opinion", {"offers_second_opinion": "false"}, {"offers_second_opinion": False}),
        ("phone", {"remark": "Nobody answers."}, {}),
        ("languages", {"remark": "Speaks Italian."}, {}),
        ("gone", {}, {}),
    ],
)
def test_what_a_reader_changes_is_proposed_and_nothing_else(client, ada, fact, typed, proposed):
    assert send(client, ada, fact, **typed).status_code == 302
    assert Correction.objects.get().proposed == proposed


def test_a_fact_can_turn_out_not_to_be_stated(client):
    clinic = make_clinic(is_barrier_free=True, **CHECKED)
    send(client, clinic, "is_barrier_free", is_barrier_free="unknown")
    assert Correction.objects.get().proposed == {"is_barrier_free": None}


@pytest.mark.parametrize(
    ("fact", "typed", "errors"),
    [
        ("phone", {}, {"__all__": ["Nothing is changed yet. Please write what is right, or what is wrong."]}),
        ("other", {}, {"remark": ["This field is required."]}),
        ("name", {"family_name": ""}, {"family_name": ["This field is required."]}),
        ("email", {"email": "nobody"}, {"email": ["Enter a valid email address."]}),
        ("website", {"website": "javascript:alert(1)"}, {"website": ["Enter a valid URL."]}),
        ("gone", {"reply_to": "a@b"}, {"reply_to": ["Enter a valid email address."]}),
        (
            "gone",
            {"source": "one\ntwo"},
            {"source": ["There are characters in it that we cannot read (�). Please type them again."]},
        ),
        (
            "gone",
            {"subject": "x"},
            {"subject": ["Only programs fill in this field. Please empty it and send the form again."]},
        ),
        (
            "offers_second_opinion",
            {"offers_second_opinion": "maybe"},
            {"offers_second_opinion": ["Select a valid choice. maybe is not one of the available choices."]},
        ),
        (
            "phone",
            {"phone": "1" * 41},
            {"phone": ["This is too long: at most 40 characters, and it has 41."]},
        ),
        (
            "gone",
            {"remark": "x" * 40_000, "source": "x" * 201},
            {
                "remark": ["This is too long: at most 2000 characters, and it has 40000."],
                "source": ["This is too long: at most 200 characters, and it has 201."],
            },
        ),
    ],
)
def test_a_form_that_cannot_be_taken_says_why_and_keeps_what_was_typed(client, ada, fact, typed, errors):
    response = send(client, ada, fact, **typed)
    assert response.status_code == 200
    assert errors_of(response) == errors
    again = controls(response.content.decode())
    assert {name: again[name] for name in typed if typed[name] != "maybe"} == {
        name: value.replace("\n", "�") for name, value in typed.items() if value != "maybe"
    }
    assert not Correction.objects.exists()


def test_errors_are_in_the_readers_language(client, ada):
    response = send(client, ada, "email", "fr", email="nobody")
    assert errors_of(response) == {"email": ["Saisissez une adresse de courriel valide."]}


@pytest.mark.parametrize(
    "unreadable",
    [b"%00", b"%ED%A0%80", b"%FF", b"%1B", b"a%C0%80"],
    ids=["NUL", "surrogate", "byte", "ESC", "overlong"],
)
def test_what_is_no_text_is_refused_and_shown_as_such(client, ada, unreadable):
    token = opened(client, ada, "gone")["token"].encode()
    body = b"remark=Hello%20" + unreadable + b"&source=&reply_to=&subject=&token=" + token
    response = post(client, ada, "gone", body)
    assert errors_of(response) == {
        "remark": ["There are characters in it that we cannot read (�). Please type them again."]
    }
    assert controls(response.content.decode())["remark"].startswith("Hello ")
    assert "\0" not in response.content.decode()


@pytest.mark.parametrize(
    "change",
    [
        lambda data: {**data, "state": "accepted"},
        lambda data: {**data, "remark": ["one", "two"]},
        lambda data: {name: data[name] for name in data if name != "phone"},
        lambda data: {name: data[name] for name in data if name != "token"},
    ],
    ids=["unknown field", "field twice", "field missing", "no token"],
)
def test_what_is_not_this_form_is_refused(client, ada, change):
    response = post(client, ada, "phone", change({**opened(client, ada, "phone"), "remark": "Wrong"}))
    assert response.status_code == 400
    assert errors_of(response)["__all__"] == ["What was sent does not fit this form. Please check it and send it."]
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"remark=" + b"x" * 300_000, "application/x-www-form-urlencoded"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
    ],
)
def test_what_is_too_large_or_no_plain_form_is_not_read(client, ada, body, kind):
    response = client.post(address(ada, "phone"), body, content_type=kind)
    assert response.status_code == 413
    assert "<h1>This is too much to read</h1>" in response.content.decode()


@pytest.mark.parametrize("question", ["", "?fact=", "?fact=slug", "?fact=address", "?fact=%00"])
def test_an_unknown_statement_leads_to_the_choice(client, ada, question):
    assert client.get(f"{address(ada)}{question}").context["page"].fact is None
    sent = client.post(f"{address(ada)}{question}", "remark=x", content_type="application/x-www-form-urlencoded")
    assert sent.status_code == 400


@pytest.mark.parametrize("make", [make_specialist, make_clinic])
def test_what_is_not_published_has_no_form(client, make):
    draft = make(status="draft")
    assert client.get(address(draft)).status_code == 404
    assert post(client, draft, "phone", {"remark": "x"}).status_code == 404


def test_no_shared_cache_and_no_search_engine_keeps_a_form(client, ada):
    for response in (client.get(address(ada)), send(client, ada, "phone")):
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert response.headers["Cache-Control"] == "private, no-store"
        assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_a_form_needs_no_cookie_and_gives_none(ada):
    client = Client(enforce_csrf_checks=True)
    assert send(client, ada, "gone").status_code == 302
    assert dict(client.cookies) == {}


# After sending


@pytest.mark.parametrize(("reply_to", "promised"), [("", False), ("r@example.org", True)])
def test_the_thanks_promise_an_answer_only_where_an_address_was_left(client, ada, reply_to, promised):
    page = client.get(send(client, ada, "gone", reply_to=reply_to).headers["Location"])
    html = page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"
    assert ("we write to the address you left" in html, "there will be no answer" in html) == (
        promised,
        not promised,
    )
    assert "r@example.org" not in html


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, ["It waits for the editors", "we write to the address"]),
        (DECIDED, ["we write to the address"]),
        ({**DECIDED, "answer": "Merci.", "answered_at": NOW}, []),
        ({"reply_to": "", "address_deleted_at": NOW}, ["It waits for the editors"]),
        ({"reply_to": ""}, ["It waits for the editors", "You left no address"]),
    ],
)
def test_the_thanks_stay_true_when_they_are_opened_later(client, ada, known, said):
    correction = make_correction(ada, **{"reply_to": "r@example.org", **known})
    html = client.get(f"{address(ada)}{correction.form_key}/").content.decode()
    sentences = ["It waits for the editors", "we write to the address", "You left no address"]
    assert [sentence for sentence in sentences if sentence in html] == said


@pytest.mark.parametrize("key", ["3b241101-e2bb-4255-8caf-4136c566a962", "nothing"])
def test_nobody_is_thanked_for_what_was_not_sent(client, ada, key):
    send(client, ada, "gone")
    assert client.get(f"{address(ada)}{key}/").status_code == 404


def test_the_thanks_belong_to_one_listing(client, ada):
    sent = send(client, ada, "gone").headers["Location"]
    other = make_specialist("bo-muster")
    assert client.get(sent.replace(ada.slug, other.slug)).status_code == 404


# Statements to the database


@pytest.mark.parametrize("number", [1, 3])
def test_statements_of_the_form(client, django_assert_num_queries, number):
    clinics = [make_clinic(f"c{n}") for n in range(number)]
    treats = [(make_condition(f"d{n}"), [make_therapy(f"t{n}")]) for n in range(number)]
    ada = make_specialist(at=clinics, treats=treats, languages=[make_language(code) for code in ("de", "it")])
    with django_assert_num_queries(6):
        client.get(address(ada))
    with django_assert_num_queries(6):
        data = opened(client, ada, "phone")
    with django_assert_num_queries(14):
        post(client, ada, "phone", {**data, "phone": "+49 89 7"})
