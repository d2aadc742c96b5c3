"""What is always true of corrections is kept by the database: each constraint broken once."""

import uuid

import pytest
from django.utils import timezone

from directory.models import Correction
from tests.factories import make_account, make_clinic, make_specialist
from tests.refusals import refused

from .sending import make_correction

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DECIDED = {"state": "accepted", "decided_at": NOW, "decided_by_name": "Edith"}
ANSWERED = {**DECIDED, "answer": "Thank you.", "answered_at": NOW}


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("correction_fact_is_known", {"fact": "slug"}),
        ("correction_address_is_of_a_clinic", {"fact": "address"}),
        ("correction_says_something", {"proposed": {}}),
        ("correction_told_in_words_proposes_no_value", {"fact": "languages", "remark": "Italian"}),
        ("correction_state_is_known", {**DECIDED, "state": "lost"}),
        ("correction_decision_names_who_and_when", {**DECIDED, "state": "open"}),
        ("correction_decision_names_who_and_when", {**DECIDED, "decided_by_name": ""}),
        ("correction_decision_names_who_and_when", {**DECIDED, "decided_at": None}),
        ("correction_declined_has_its_reason", {**DECIDED, "state": "declined"}),
        ("correction_declined_has_its_reason", {**DECIDED, "state": "declined", "reason": "bored"}),
        ("correction_declined_has_its_reason", {**DECIDED, "reason": "known"}),
        (
            "correction_answer_follows_a_decision",
            {"reply_to": "r@example.org", "answer": "Thank you.", "answered_at": NOW},
        ),
        ("correction_answer_has_words_and_time", {**ANSWERED, "reply_to": "r@example.org", "answer": ""}),
        ("correction_answer_has_words_and_time", {**DECIDED, "reply_to": "r@example.org", "answer": "Thank you."}),
        ("correction_answer_had_an_address", ANSWERED),
        ("correction_deleted_address_is_gone", {"reply_to": "r@example.org", "address_deleted_at": NOW}),
        ("correction_deleted_words_are_gone", {**DECIDED, "words_deleted_at": NOW, "remark": "Italian"}),
        ("correction_deleted_words_are_gone", {**DECIDED, "words_deleted_at": NOW, "source": "Call"}),
        ("correction_deleted_words_are_gone", {**DECIDED, "words_deleted_at": NOW, "note": "Call"}),
        (
            "correction_deleted_words_are_gone",
            {**ANSWERED, "words_deleted_at": NOW, "address_deleted_at": NOW},
        ),
        ("correction_words_stay_until_the_decision", {"words_deleted_at": NOW}),
    ],
)
def test_a_correction(constraint, fields):
    refused(constraint, make_correction, make_specialist(), **fields)


def test_a_correction_is_of_one_listing():
    refused("correction_is_of_one_listing", make_correction, make_specialist(), clinic=make_clinic())
    nothing = {"fact": "gone", "language": "en", "form_key": uuid.uuid4()}
    refused("correction_is_of_one_listing", Correction.objects.create, **nothing)


def test_a_form_is_kept_once():
    kept = make_correction(make_specialist())
    refused(
        "directory_correction_form_key_key", make_correction, make_specialist("bo-muster"), form_key=kept.form_key
    )


def test_who_decided_is_remembered_when_the_account_is_gone():
    edith = make_account("edith")
    kept = make_correction(make_specialist(), **DECIDED, decided_by=edith)
    edith.delete()
    kept.refresh_from_db()
    assert (kept.decided_by, kept.decided_by_name) == (None, "Edith")


def test_corrections_go_with_their_listing():
    ada = make_specialist()
    make_correction(ada)
    ada.delete()
    assert not Correction.objects.exists()


def test_open_and_waiting_corrections_are_found():
    ada = make_specialist()
    make_correction(ada, reply_to="open@example.org")
    make_correction(ada, **DECIDED)
    make_correction(ada, **ANSWERED, reply_to="answered@example.org")
    make_correction(ada, **DECIDED, reply_to="waiting@example.org")
    make_correction(ada, **DECIDED, address_deleted_at=NOW)
    assert [kept.reply_to for kept in Correction.objects.open()] == ["open@example.org"]
    assert [kept.reply_to for kept in Correction.objects.waiting_for_answer()] == ["waiting@example.org"]
