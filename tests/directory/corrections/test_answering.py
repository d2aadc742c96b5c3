"""The answer to a reader, and how long their address is kept."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone, translation

from directory.corrections import deciding
from directory.corrections.answering import suggested_answer
from intake import answering
from tests.factories import make_clinic

from .buttons import act, url
from .sending import make_correction

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DECIDED = {"state": "accepted", "decided_at": NOW, "decided_by_name": "Edith"}
DECLINED = {**DECIDED, "state": "declined"}
PAGE = "https://konsil.example/fr/specialists/ada-muster/"


@pytest.fixture
def waiting(ada):
    return make_correction(ada, **DECIDED, reply_to="r@example.org", language="fr")


# What is suggested


def test_a_suggested_answer_says_what_became_of_it(ada):
    ada.phone = "+49 89 2"
    ada.save()
    suggested = suggested_answer(make_correction(ada, **DECIDED), PAGE)
    assert suggested == (
        "Good day,\n\n"
        "thank you for your message about the page of Ada Muster (Telephone).\n\n"
        "You were right. We have corrected the page:\n\n"
        f"{PAGE}\n\n"
        "We delete your e-mail address 30 days after this answer.\n\n"
        "The editors of Konsil"
    )


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        (DECIDED, "You were right. We have prepared the correction; it appears on the page once it is released:"),
        ({**DECLINED, "reason": "confirmed"}, "We have checked it. The page is right, so it stays as it is:"),
        (
            {**DECLINED, "reason": "not-confirmed"},
            "We could not confirm it so far, so the page stays as it is for now:",
        ),
        ({**DECLINED, "reason": "known"}, "We had heard of it already. This is the page:"),
        (
            {**DECLINED, "reason": "no-correction"},
            "It is not about a statement on the page, so the page stays as it is:",
        ),
    ],
)
def test_a_suggested_answer_promises_nothing_that_is_not_so(ada, fields, outcome):
    assert suggested_answer(make_correction(ada, **fields), PAGE).split("\n\n")[2] == outcome


def test_what_was_put_right_by_hand_is_told_as_done(ada):
    by_hand = make_correction(ada, **DECIDED, fact="languages", proposed={}, remark="Italian")
    assert "We have taken it over for the page" in suggested_answer(by_hand, PAGE)


@pytest.mark.parametrize("language", ["de", "en", "fr", "it"])
def test_a_suggested_answer_is_in_the_readers_language(ada, language):
    with translation.override(language):
        ending = translation.gettext("The editors of Konsil")
    suggested = suggested_answer(make_correction(ada, **DECIDED, language=language), PAGE)
    assert suggested.endswith(ending)


# What is sent


def test_an_answer_is_recorded_when_it_is_sent(waiting, settings):
    settings.DEFAULT_FROM_EMAIL = "Konsil <editors@konsil.example>"
    with time_machine.travel("2026-11-22 10:00Z", tick=False):
        answering.send_answer(waiting, text="Merci.")
    waiting.refresh_from_db()
    [sent] = mail.outbox
    assert (sent.to, sent.from_email, sent.body) == (["r@example.org"], settings.DEFAULT_FROM_EMAIL, "Merci.")
    assert sent.message()["Message-ID"] == f"<correction-{waiting.form_key}@konsil.example>"
    assert (waiting.answer, waiting.answered_at.isoformat()) == ("Merci.", "2026-11-22T10:00:00+00:00")
    assert waiting.reply_to == "r@example.org"


def test_the_subject_tells_no_one_what_it_is_about(waiting):
    answering.send_answer(waiting, text="Merci.")
    with translation.override("fr"):
        assert mail.outbox[0].subject == translation.gettext("Your message to Konsil")
    assert "Muster" not in mail.outbox[0].subject


@pytest.mark.parametrize(
    "error",
    [SMTPRecipientsRefused({"r@example.org": (550, b"no")}), ConnectionRefusedError(), ValueError("bad address")],
    ids=["refused", "no server", "no address"],
)
def test_an_answer_that_was_not_sent_is_not_recorded_and_can_be_sent_later(waiting, monkeypatch, caplog, error):
    def fail(self, messages):
        raise error

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
        with pytest.raises(answering.NotSentError):
            answering.send_answer(waiting, text="Merci.")
    waiting.refresh_from_db()
    assert (waiting.answer, waiting.answered_at, waiting.reply_to) == ("", None, "r@example.org")
    assert [record.getMessage() for record in caplog.records] == [
        f"An answer was not sent: {type(error).__name__}"
    ]
    answering.send_answer(waiting, text="Merci.")
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"reply_to": "r@example.org"},
        DECIDED,
        {**DECIDED, "reply_to": "r@example.org", "answer": "Merci.", "answered_at": NOW},
        {**DECIDED, "address_deleted_at": NOW},
    ],
    ids=["open", "no address", "answered", "address deleted"],
)
def test_nobody_else_is_answered(ada, fields):
    with pytest.raises(ValidationError, match="This was answered already, or the address is deleted"):
        answering.send_answer(make_correction(ada, **fields), text="Merci.")
    assert mail.outbox == []


def test_an_address_that_was_misused_is_deleted_without_an_answer(waiting):
    answering.delete_address(waiting)
    waiting.refresh_from_db()
    assert (waiting.reply_to, waiting.answered_at, mail.outbox) == ("", None, [])
    assert waiting.address_deleted_at is not None


# How long the address is kept


@pytest.mark.parametrize(
    ("sent", "answered", "is_deleted"),
    [
        (timedelta(days=40), timedelta(days=29, hours=23), False),
        (timedelta(days=40), timedelta(days=30), True),
        (timedelta(days=179, hours=23), None, False),
        (timedelta(days=180), None, True),
        (timedelta(days=180), timedelta(days=1), True),
    ],
)
def test_an_address_is_deleted_in_time(sent, answered, is_deleted, capsys):
    fields = {"sent_at": NOW - sent, "reply_to": "r@example.org"}
    if answered:
        fields |= {**DECIDED, "answer": "Merci.", "answered_at": NOW - answered}
    correction = make_correction(make_clinic(), **fields)
    with time_machine.travel(NOW, tick=False):
        call_command("purge_corrections")
        call_command("purge_corrections")
    correction.refresh_from_db()
    deleted = int(is_deleted)
    texts = int(is_deleted)
    assert capsys.readouterr().out == (
        f"Deleted: {deleted} reply addresses, texts of {texts} corrections, 0 counts.\n"
        "Deleted: 0 reply addresses, texts of 0 corrections, 0 counts.\n"
    )
    assert (correction.reply_to, correction.address_deleted_at) == (
        ("", NOW) if is_deleted else ("r@example.org", None)
    )
    assert correction.answer == ("Merci." if answered and not texts else "")


# How long the words are kept

WORDS = {"remark": "I have a metastasis.", "source": "I was there", "note": "Called her"}
MONTH = timedelta(days=30)
ALMOST = timedelta(days=29, hours=23)
LATEST = timedelta(days=180)
ALMOST_LATEST = timedelta(days=179, hours=23)


@pytest.mark.parametrize(
    ("fields", "is_deleted"),
    [
        ({"sent_at": NOW - ALMOST_LATEST}, False),
        ({**DECIDED, "decided_at": NOW - ALMOST}, False),
        ({**DECIDED, "decided_at": NOW - MONTH}, True),
        ({**DECLINED, "reason": "known", "decided_at": NOW - MONTH}, True),
        ({**DECIDED, "decided_at": NOW - MONTH, "reply_to": "r@example.org"}, False),
        ({**DECIDED, "reply_to": "r@example.org", "sent_at": NOW - ALMOST_LATEST}, False),
        ({**DECIDED, "reply_to": "r@example.org", "sent_at": NOW - LATEST}, True),
        ({**DECIDED, "answered_at": NOW, "answer": "Merci.", "sent_at": NOW - LATEST}, True),
        ({**DECIDED, "decided_at": NOW - 2 * MONTH, "answered_at": NOW - ALMOST, "answer": "Merci."}, False),
        ({**DECIDED, "decided_at": NOW - 2 * MONTH, "answered_at": NOW - MONTH, "answer": "Merci."}, True),
    ],
    ids=[
        "open",
        "decided",
        "decided long ago",
        "declined",
        "waits",
        "waits for long",
        "waited too long",
        "answered too late",
        "answered",
        "answered long ago",
    ],
)
def test_what_a_reader_wrote_is_deleted_in_time_and_what_was_proposed_stays(ada, fields, is_deleted):
    has_address = "answered_at" in fields and {"address_deleted_at": NOW - ALMOST}
    correction = make_correction(ada, **WORDS, **fields, **(has_address or {}))
    with time_machine.travel(NOW, tick=False):
        call_command("purge_corrections", verbosity=0)
    correction.refresh_from_db()
    words = [correction.remark, correction.source, correction.note, correction.answer]
    kept = ["", "", "", ""] if is_deleted else [*WORDS.values(), fields.get("answer", "")]
    assert (words, correction.words_deleted_at) == (kept, NOW if is_deleted else None)
    assert (correction.proposed, correction.state) == ({"phone": "+49 89 2"}, fields.get("state", "open"))


@pytest.mark.parametrize(
    ("fact", "proposed"), [("phone", {"phone": "+49 89 2"}), ("gone", {}), ("treatments", {})]
)
@pytest.mark.parametrize("reply_to", ["", "r@example.org"])
def test_an_open_correction_loses_its_words_with_the_address_and_keeps_what_it_is_about(
    ada, fact, proposed, reply_to, capsys
):
    about = {"fact": fact, "proposed": proposed, "reply_to": reply_to}
    correction = make_correction(ada, **WORDS, **about, sent_at=NOW - LATEST)
    with time_machine.travel(NOW, tick=False):
        call_command("purge_corrections")
        call_command("purge_corrections")
    assert capsys.readouterr().out == (
        f"Deleted: {int(bool(reply_to))} reply addresses, texts of 1 corrections, 0 counts.\n"
        "Deleted: 0 reply addresses, texts of 0 corrections, 0 counts.\n"
    )
    correction.refresh_from_db()
    assert (correction.remark, correction.source, correction.note, correction.reply_to) == ("[…]", "", "", "")
    assert (correction.state, correction.fact, correction.proposed) == ("open", fact, proposed)


def test_a_decision_made_after_that_is_kept_like_any_other(manager, ada):
    correction = make_correction(ada, **WORDS, sent_at=NOW - LATEST)
    call_command("purge_corrections", verbosity=0)
    page = manager.get(url(correction)).content.decode()
    assert page.count("Deleted before anybody decided, 180 days after they were sent") == 1
    act(manager, correction, "accept")
    call_command("purge_corrections", verbosity=0)
    correction.refresh_from_db()
    assert (correction.state, correction.remark, correction.is_open) == ("accepted", "", False)
    assert correction.words_deleted_at is not None


def test_a_decision_stays_when_its_words_are_gone(ada):
    gone = make_correction(ada, **DECIDED, words_deleted_at=NOW, fact="other", proposed={})
    with pytest.raises(ValidationError, match="This cannot be opened again"):
        deciding.reopen(gone)
