"""What is always true is kept by the database: each constraint broken once."""

from datetime import UTC, date, datetime

import pytest

from legal.models import Letter
from tests.factories import make_account, make_clinic, make_legal_page, make_specialist
from tests.refusals import refused

from .sending import DONE, NOW, make_letter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("legalpage_slug_is_known", {"slug": "terms"}),
        ("legalpage_source_text_is_present", {"body_de": None}),
        ("legalpage_missing_text_is_null", {"summary_fr": ""}),
    ],
)
def test_a_legal_page(constraint, fields):
    refused(constraint, make_legal_page, **fields)


def test_there_is_one_page_of_a_kind():
    make_legal_page("privacy")
    refused("legal_legalpage_slug_key", make_legal_page, "privacy")


ANSWERED = {**DONE, "reply_to": "r@example.org", "answer": "Thank you.", "answered_at": NOW}
GONE = {**DONE, "words_deleted_at": NOW, "text": ""}


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("letter_subject_is_known", {"subject": "gossip"}),
        ("letter_state_is_known", {**DONE, "state": "lost"}),
        ("letter_of_others_has_words", {"text": ""}),
        ("letter_of_others_is_about_no_listing", {"writer": "Ada"}),
        ("letter_decision_names_who_and_when", {**DONE, "state": "open"}),
        ("letter_decision_names_who_and_when", {**DONE, "decided_by_name": ""}),
        ("letter_answer_follows_a_decision", {"reply_to": "r@example.org", "answer": "Yes", "answered_at": NOW}),
        ("letter_answer_has_words_and_time", {**ANSWERED, "answer": ""}),
        ("letter_answer_had_an_address", {**ANSWERED, "reply_to": ""}),
        ("letter_deleted_address_is_gone", {"reply_to": "r@example.org", "address_deleted_at": NOW}),
        *(
            ("letter_deleted_words_are_gone", {**GONE, name: "a@example.org"})
            for name in ("text", "note", "reply_to")
        ),
        (
            "letter_deleted_words_are_gone",
            {**GONE, "answer": "Yes", "answered_at": NOW, "address_deleted_at": NOW},
        ),
    ],
)
def test_a_letter(constraint, fields):
    refused(constraint, make_letter, **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        *(
            ("letter_of_listed_says_who_and_about_what", {name: ""})
            for name in ("writer", "capacity", "identity", "listing_name")
        ),
        ("letter_of_listed_says_who_and_about_what", {"capacity": "boss"}),
        ("letter_of_listed_has_an_address", {"reply_to": ""}),
        *(
            ("letter_deleted_words_are_gone", {"words_deleted_at": NOW, "listing_name": "", **left})
            for left in ({"identity": ""}, {"writer": ""})
        ),
    ],
)
def test_a_letter_of_who_is_listed(constraint, fields):
    fields = {"listing_name": "Ada Muster", **fields}
    refused(constraint, make_letter, "objection", **fields)


def test_a_letter_names_its_listing_and_only_one():
    ada, clinic = make_specialist(), make_clinic()
    about = {"subject": "access", "listing": ada}
    refused("letter_is_about_one_listing_at_most", make_letter, **about, clinic=clinic)
    refused("letter_listing_is_named", make_letter, specialist=ada)


def test_a_form_is_kept_once():
    refused("legal_letter_form_key_key", make_letter, form_key=make_letter().form_key)


@pytest.mark.parametrize(
    ("sent_at", "due_on"),
    [
        (datetime(2026, 12, 3, 10, tzinfo=UTC), date(2027, 1, 3)),
        (datetime(2027, 1, 31, 10, tzinfo=UTC), date(2027, 2, 28)),
        (datetime(2026, 11, 30, 23, 30, tzinfo=UTC), date(2027, 1, 1)),  # in Berlin, the first of December
    ],
)
def test_a_letter_is_to_be_answered_within_a_month(sent_at, due_on):
    make_letter(sent_at=sent_at)
    assert Letter.objects.get().due_on == due_on


def test_a_letter_outlives_its_listing_and_who_decided():
    edith, ada = make_account("edith"), make_specialist()
    make_letter("objection", ada, **DONE, decided_by=edith)
    edith.delete()
    ada.delete()
    letter = Letter.objects.get()
    assert (letter.listing, letter.listing_name) == (None, "Ada Muster")
    assert (letter.decided_by, letter.decided_by_name) == (None, "Edith")
