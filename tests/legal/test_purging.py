"""How long a letter is kept, and what becomes of it when its listing is forgotten."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from config.purging import purge as purge_all
from intake import limits
from intake.limits import HOUR, Limit
from legal.models import Letter
from legal.purging import DAYS_AFTER_CLOSING, DAYS_AT_LATEST, purge
from tests.desk_forms import person
from tests.directory.test_forgetting import change, tables_with
from tests.factories import make_clinic, make_specialist

from .buttons import act
from .sending import make_letter

pytestmark = pytest.mark.django_db

NOW = timezone.now()
AFTER, LATEST = timedelta(days=DAYS_AFTER_CLOSING), timedelta(days=DAYS_AT_LATEST)
MOMENT = timedelta(seconds=1)
ADDRESS = {"reply_to": "a@example.org"}


def done(ago):
    return {"state": "done", "decided_at": NOW - ago, "decided_by_name": "Edith", "note": "Called"}


def answered(ago):
    return {**done(ago), **ADDRESS, "answer": "Thank you.", "answered_at": NOW - ago}


@pytest.mark.parametrize(
    ("sent", "fields", "is_deleted"),
    [
        (AFTER, answered(AFTER), True),
        (AFTER, answered(AFTER - MOMENT), False),
        (AFTER, done(AFTER), True),
        (AFTER, done(AFTER - MOMENT), False),
        (AFTER, {**done(AFTER), **ADDRESS}, False),  # an answer is due
        (LATEST - MOMENT, {**done(AFTER), **ADDRESS}, False),
        (LATEST, {**done(AFTER), **ADDRESS}, True),
        (LATEST, answered(MOMENT), True),
        (LATEST - MOMENT, ADDRESS, False),
        (LATEST, ADDRESS, True),
        (LATEST, {}, True),
    ],
)
@pytest.mark.parametrize("subject", ["other", "objection"])
def test_address_and_words_go_after_closing_or_at_the_latest(subject, sent, fields, is_deleted):
    listing = make_specialist() if subject == "objection" else None
    if subject == "objection" and not fields.get("reply_to"):
        fields = {**fields, "reply_to": "", "address_deleted_at": NOW}
    letter = make_letter(subject, listing, sent_at=NOW - sent, **fields)
    with time_machine.travel(NOW, tick=False):
        assert purge() == (int(is_deleted), 0)
        assert purge() == (0, 0)
    letter.refresh_from_db()
    told = {
        getattr(letter, name)
        for name in ("listing_name", "writer", "identity", "text", "note", "answer", "reply_to", "listing")
    }
    assert (told <= {"", None}) == is_deleted
    assert letter.words_deleted_at == (NOW if is_deleted else None)
    assert (letter.subject, letter.state) == (subject, fields.get("state", "open"))


def test_the_time_of_a_deletion_is_kept_only_of_an_address_that_there_was():
    left, none = make_letter(sent_at=NOW - LATEST, **ADDRESS), make_letter(sent_at=NOW - LATEST)
    with time_machine.travel(NOW, tick=False):
        purge()
    assert dict(Letter.objects.values_list("pk", "address_deleted_at")) == {left.pk: NOW, none.pk: None}


def test_the_command_says_what_it_deleted():
    make_letter(sent_at=NOW - LATEST)
    make_letter()
    with time_machine.travel(NOW - 2 * HOUR, tick=False):
        limits.count([(Limit("an-hour", 1, HOUR), "")])
    said = io.StringIO()
    call_command("purge_letters", stdout=said)
    assert said.getvalue() == "Deleted: addresses and words of 1 letters, 1 counts.\n"


def test_all_that_is_due_goes_in_one_go():
    make_letter(sent_at=NOW - LATEST)
    assert purge_all()["letters"] == 1


def test_a_letter_without_words_can_still_be_closed(editor):
    letter = make_letter("objection", make_specialist(), sent_at=NOW - LATEST)
    purge()
    page = editor.get(f"/admin/legal/letter/{letter.pk}/change/").content.decode()
    assert "with the name, the address, the note and the answer" in page
    act(editor, letter, "close")
    assert Letter.objects.get().state == "done"
    act(editor, letter, "close")
    assert [str(found) for found in Letter.objects.to_answer()] == []


# Forgetting: the test of the directory's own places is tests/directory/test_forgetting.py

CANARY = "Zwitscher"


@pytest.mark.parametrize("is_deleted_before", [False, True])
@pytest.mark.parametrize("make", [make_specialist, make_clinic])
def test_whose_letter_is_answered_is_forgotten_at_once(make, is_deleted_before):
    name = {"name": CANARY} if make is make_clinic else {"family_name": CANARY}
    listing = make("other-name", **name)
    change(listing, phone="+49 89 2")
    for subject in ("objection", "access"):
        make_letter(subject, listing, **answered(MOMENT), writer=CANARY)
    make_letter("access", listing, **done(MOMENT), writer=CANARY, reply_to="", address_deleted_at=NOW)
    kept = make_letter("objection", make(), **answered(MOMENT))
    act(person("mara", "Directory manager"), Letter.objects.first(), "delete-address")
    pk = listing.pk
    if is_deleted_before:
        listing.delete()
    call_command("forget", listing._meta.label_lower, pk)
    assert tables_with(CANARY) == []
    assert list(Letter.objects.all()) == [kept]


def test_who_waits_for_an_answer_gets_one_and_is_forgotten_after_that(editor):
    ada = make_specialist("kanarius-zwitscher")
    open_letter = make_letter("objection", ada, writer="Kanarius Zwitscher")
    make_letter("access", ada, writer="Kanarius Zwitscher", **done(MOMENT))
    call_command("forget", "directory.specialist", ada.pk)
    assert tables_with(CANARY) == ["legal_letter"]
    act(editor, open_letter, "close")
    for letter in Letter.objects.all():
        act(editor, letter, "answer", text="It is deleted.")
    assert Letter.objects.filter(answered_at=None).count() == 0
    with time_machine.travel(timezone.now() + AFTER):
        assert purge()[0] == 2
    assert tables_with(CANARY) == []
