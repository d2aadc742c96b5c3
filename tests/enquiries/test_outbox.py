"""Mails are sent once, whatever the mail server says; a real one listens in these tests."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.db.models import F
from django.db.models.functions import Now

from enquiries import steps
from enquiries.models import Mail
from enquiries.outbox import alarm, claiming, smtp, worker
from tests.refusals import refused

from .sending import events, make_enquiry, pass_time
from .smtp_sink import Sink


def test_a_mail_arrives_with_its_text_and_is_sent_once(sink, enquiry):
    assert worker.drain() == 1
    [taken] = sink.taken
    assert taken["to"] == ["ada@example.org"]
    assert taken["id"] == f"<enquiry-{Mail.objects.get().message_id}@localhost>"
    assert "Lesen und beantworten können Sie sie hier:" in taken["text"]
    assert worker.drain() == 0
    assert len(sink.taken) == 1
    enquiry.refresh_from_db()
    assert enquiry.forwarded_at
    assert events(enquiry) == ["arrived", "confirmed", "forwarded"]


def test_a_line_that_is_a_dot_does_not_end_the_mail(sink):
    body = "one\n.\n..two\n.three"
    smtp.hand_over(EmailMessage("s", body, "a@example.org", ["b@example.org"]), before_the_dot=lambda: None)
    [taken] = sink.taken
    assert taken["text"].strip().replace("\r\n", "\n") == body


def test_while_the_server_is_down_the_pauses_grow(settings, enquiry):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    pauses = []
    for _ in range(12):
        assert worker.drain() == 1
        mail = Mail.objects.annotate(pause=F("due_at") - Now()).get()
        assert (mail.error, mail.claim) == ("ConnectionRefusedError", None)
        pauses.append(round(mail.pause.total_seconds() / 60))
        assert worker.drain() == 0  # it waits for its time
        pass_time(minutes=pauses[-1])
    assert pauses == [1, 2, 4, 8, 15, 30, 60, 120, 240, 360, 360, 360]


def test_when_the_server_is_back_everything_arrives(settings, enquiry, ada):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    steps.confirm(make_enquiry(ada).reference)
    worker.drain()
    pass_time(minutes=2)
    with Sink() as sink:
        settings.EMAIL_PORT = sink.port
        assert worker.drain() == 2
        assert len({mail["id"] for mail in sink.handler.taken}) == len(sink.handler.taken) == 2


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("RCPT", "451 greylisted"),
        ("RCPT", "550 5.7.1 your address is on a list"),
        ("RCPT", "552 mailbox full"),
        ("DATA", "451 try later"),
        ("DATA", "554 spam?"),
    ],
)
def test_what_the_server_does_not_take_this_time_is_tried_again_under_the_same_number(
    sink, enquiry, command, answer
):
    sink.answers[command] = [answer]
    worker.drain()
    assert sink.taken == []
    assert Mail.objects.get().error == answer[:3]
    pass_time(minutes=1)
    worker.drain()
    assert [mail["id"] for mail in sink.taken] == [f"<enquiry-{Mail.objects.get().message_id}@localhost>"]


def test_a_mailbox_that_does_not_exist_is_a_dead_letter_and_the_sender_is_told(sink, enquiry):
    sink.answers["RCPT"] = ["550 no such user"]
    worker.drain()
    enquiry.refresh_from_db()
    assert enquiry.outcome == "undeliverable"
    dead = Mail.objects.dead().get()
    assert (dead.kind, dead.error) == ("forward", "550")
    [told] = sink.taken
    assert told["to"] == ["rita@example.org"]
    assert events(enquiry) == ["arrived", "confirmed", "undeliverable"]


def test_after_five_days_a_mail_is_given_up(settings, enquiry):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for _ in range(claiming.MOST_TRIES):
        assert Mail.objects.filter(kind="forward", dead_at=None).exists()
        claiming.Mail.objects.filter(kind="forward").update(due_at=Now())
        worker.drain()
    assert Mail.objects.dead().get().kind == "forward"
    enquiry.refresh_from_db()
    assert enquiry.outcome == "undeliverable"


# Not to the wrong person


def test_nothing_is_sent_to_an_address_that_changed_since_the_sender_wrote(sink, enquiry, ada):
    ada.email = "somebody@else.example.org"
    ada.save()
    worker.drain()
    assert [mail["to"] for mail in sink.taken] == [["rita@example.org"]]
    assert Mail.objects.dead().get().error == "address changed"


def withdraw_listing(ada):
    ada.status = "draft"
    ada.save()


@pytest.mark.parametrize("become", [lambda ada: ada.delete(), withdraw_listing])
def test_nothing_is_sent_to_a_listing_that_is_gone(sink, enquiry, ada, become):
    become(ada)
    worker.drain()
    assert [mail["to"] for mail in sink.taken] == [["rita@example.org"]]
    assert Mail.objects.dead().get().error == "listing withdrawn"
    enquiry.refresh_from_db()
    assert enquiry.outcome == "undeliverable"


def test_what_was_withdrawn_while_it_was_being_sent_is_not_sent(sink, enquiry, monkeypatch):
    """The last question before the dot."""
    said = smtp._say
    monkeypatch.setattr(smtp, "_say", lambda *args: (said(*args), steps.withdraw(enquiry.reference)))
    assert worker.drain() == 1
    assert (sink.asked, sink.taken) == (1, [])


def test_a_mail_that_another_worker_took_over_is_not_sent(sink, enquiry, monkeypatch):
    """This one was slower than its lease."""

    def take_over(*args):
        said(*args)
        pass_time(minutes=6)
        assert claiming.claim().tries == 2

    said = smtp._say
    monkeypatch.setattr(smtp, "_say", take_over)
    worker.drain()
    assert sink.taken == []


# Clocks


@pytest.mark.parametrize("days", [4, 400, 36500])
def test_a_clock_that_was_ahead_holds_no_mail(sink, enquiry, days):
    Mail.objects.update(due_at=Now() + timedelta(days=days), wanted_at=Now() + timedelta(days=days))
    assert alarm.late().count() == 1
    assert worker.drain() == 1


def test_a_claim_of_a_clock_that_was_ahead_holds_no_mail(sink, enquiry):
    claiming.claim()
    Mail.objects.update(claimed_until=Now() + timedelta(days=1))
    assert worker.drain() == 1


# Alarm


def test_there_is_an_alarm_when_a_mail_is_15_minutes_late(client, enquiry, caplog):
    pass_time(minutes=14)
    assert alarm.oldest() is None
    assert client.get("/readyz").json()["mail"] == "in time"
    pass_time(minutes=2)
    assert round(alarm.oldest().total_seconds() / 60) == 16
    assert client.get("/readyz").json()["mail"] == "late"
    teller = alarm.Teller()
    for _ in range(3):
        teller.if_late()
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        "The oldest unsent mail has waited for 16 minutes."
    ]


def test_trying_in_vain_does_not_silence_the_alarm(settings, enquiry):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for minutes in (0, 1, 2, 4, 8):
        pass_time(minutes=minutes)
        worker.drain()
    pass_time(minutes=1)
    assert alarm.late().exists()


# What the database promises


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("mail_kind_is_known", {"kind": "spam"}),
        ("mail_is_sent_or_given_up", {"sent_at": Now(), "dead_at": Now(), "error": "550"}),
        ("mail_claim_has_its_end", {"claimed_until": Now()}),
        ("mail_given_up_says_why", {"dead_at": Now()}),
        ("mail_noted_was_given_up", {"noted_at": Now()}),
        ("mail_waits_once", {"kind": "forward"}),
    ],
)
def test_mail(enquiry, constraint, fields):
    fields = {"kind": "news", **fields}
    refused(constraint, Mail.objects.create, enquiry=enquiry, **fields)


@pytest.mark.parametrize("number", [1, 3])
def test_a_worker_needs_as_few_statements_for_each_mail(sink, ada, django_assert_num_queries, number):
    """With savepoints in place of transactions."""
    for _ in range(number):
        steps.confirm(make_enquiry(ada).reference)
    with django_assert_num_queries(23 * number + 3):
        worker.drain()
