"""What is kept no longer than promised, the log that proves it, and clocks that cannot be trusted."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from config.purging import purge as purge_all
from enquiries import clock, steps
from enquiries.models import Enquiry, Event, Mail, TrustedTime
from enquiries.outbox import worker
from enquiries.purging import proof, purge

from .sending import events, forwarded, later, make_enquiry

START = "2026-11-22 10:00Z"
DAY = 24 * 60 * 60


@pytest.fixture
def now():
    with time_machine.travel(START, tick=False) as traveller:
        purge()
        yield traveller


def days(now, number):
    """Purges each day, as it should be run; the kinds of events that this brought."""
    before = Event.objects.count()
    for _ in range(number):
        now.shift(timedelta(days=1))
        purge()
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))[before:]


def test_what_is_not_confirmed_is_deleted_three_days_after_the_mail(now, ada):
    enquiry = make_enquiry(ada)
    Mail.objects.create(enquiry=enquiry, kind="confirm")
    worker.drain()
    assert days(now, 2) == []
    assert days(now, 1) == ["deleted-unconfirmed"]
    assert not Enquiry.objects.exists()


def test_what_nobody_could_be_asked_to_confirm_waits_for_the_mail(now, ada):
    """The mail server was down: the sender has had no chance yet."""
    Mail.objects.create(enquiry=make_enquiry(ada), kind="confirm")
    assert days(now, 20) == []


def test_what_is_closed_is_deleted_30_days_later(now, ada):
    enquiry = forwarded(ada)
    days(now, 10)
    steps.read(enquiry.reference)
    steps.close_replied(enquiry.reference)
    assert days(now, 29) == []
    assert days(now, 1) == ["deleted-closed"]


def test_nothing_is_kept_for_more_than_90_days(now, ada):
    forwarded(ada)
    assert days(now, 88) == []
    assert days(now, 1) == ["deleted-old"]  # by the 90th day, whenever in the day this runs


def test_what_is_answered_late_is_deleted_after_90_days_all_the_same(now, ada):
    enquiry = forwarded(ada)
    days(now, 80)
    steps.read(enquiry.reference)
    steps.decline(enquiry.reference)
    assert days(now, 9) == ["deleted-old"]
    assert not Mail.objects.exists()


def test_the_log_proves_it_without_naming_anybody(now, ada):
    gone, _kept = forwarded(ada), make_enquiry(ada)
    assert proof() == {"arrived": 2, "deleted": 0, "kept": 2, "overdue": 0, "unexplained": 0}
    steps.withdraw(gone.reference)
    assert proof() == {"arrived": 2, "deleted": 1, "kept": 1, "overdue": 0, "unexplained": 0}
    row = repr(list(Event.objects.values()))
    assert [word for word in ("rita", "ada", "muster", "mother") if word in row.lower()] == []


def test_the_proof_fails_when_something_vanished_without_a_word(now, ada):
    make_enquiry(ada)
    Enquiry.objects.all().delete()
    assert proof()["unexplained"] == 1
    with pytest.raises(SystemExit):
        call_command("purge", "--proof", stdout=StringIO())


def test_the_proof_fails_when_something_is_overdue(now, ada):
    make_enquiry(ada)
    now.shift(timedelta(days=91))
    assert proof()["overdue"] == 1


def test_the_log_goes_after_three_years(now, ada):
    enquiry = make_enquiry(ada)
    steps.withdraw(enquiry.reference)
    Event.objects.bulk_create(
        [Event(reference="2222-2222", kind="arrived", at=timezone.now() - timedelta(days=1099))]
    )
    assert purge()["log"] == 1
    assert events(enquiry) == ["arrived", "withdrawn"]


@pytest.mark.parametrize("change", [lambda rows: rows.update(kind="read"), lambda rows: rows.delete()])
def test_the_log_cannot_be_changed(ada, change):
    make_enquiry(ada)
    with pytest.raises(IntegrityError, match="enquiries_event is never changed"), transaction.atomic():
        change(Event.objects.all())


@pytest.mark.parametrize("change", [lambda rows: rows.update(text_de="x"), lambda rows: rows.delete()])
def test_a_text_of_consent_cannot_be_changed(consent_text, change):
    with pytest.raises(IntegrityError, match="enquiries_consenttext is never changed"), transaction.atomic():
        change(type(consent_text).objects.all())


# Clocks


def test_a_clock_that_jumps_ahead_deletes_nothing(now, ada):
    forwarded(ada)
    now.shift(timedelta(days=365))
    with pytest.raises(clock.ClockJumpedError):
        purge()
    assert clock.is_doubted()
    now.shift(timedelta(days=-365))
    purge()
    assert not clock.is_doubted()
    assert Enquiry.objects.count() == 1


def test_a_clock_that_jumped_ahead_is_believed_after_a_day_of_going_on(now, ada):
    """The site was off for long; nobody is there to say that the clock is right."""
    forwarded(ada)
    now.shift(timedelta(days=365))
    for _ in range(24):
        with pytest.raises(clock.ClockJumpedError):
            purge()
        now.shift(timedelta(hours=1))
    assert purge()["deleted-old"] == 1


def test_a_clock_that_jumps_twice_is_doubted_anew(now, ada):
    now.shift(timedelta(days=365))
    with pytest.raises(clock.ClockJumpedError):
        purge()
    now.shift(timedelta(days=30))
    with pytest.raises(clock.ClockJumpedError):
        purge()
    now.shift(timedelta(hours=23))
    with pytest.raises(clock.ClockJumpedError):
        purge()


def test_an_operator_may_say_that_the_clock_is_right(now, ada):
    forwarded(ada)
    now.shift(timedelta(days=365))
    err = StringIO()
    with pytest.raises(SystemExit):
        call_command("purge", stderr=err)
    assert err.getvalue().startswith("Nothing is deleted: the clock is more than two days ahead")
    out = StringIO()
    call_command("purge", "--clock-is-right", stdout=out)
    assert "enquiries, deleted-old: 1\n" in out.getvalue()


def test_a_clock_that_jumps_back_deletes_nothing_early(now, ada):
    """What arrives meanwhile counts from the last time that was believed."""
    now.shift(timedelta(days=-365))
    enquiry = forwarded(ada, arrived_at=clock.now())
    assert enquiry.arrived_at == TrustedTime.objects.get().at
    now.shift(timedelta(days=365 + 80))
    purge(clock_is_right=True)
    assert Enquiry.objects.count() == 1


def test_a_clock_that_was_back_when_somebody_answered_deletes_nothing_early(now, ada):
    enquiry = forwarded(ada)
    now.shift(timedelta(days=-40))
    steps.read(enquiry.reference)
    steps.close_replied(enquiry.reference)
    other = make_enquiry(ada)
    Mail.objects.create(enquiry=other, kind="confirm")
    worker.drain()
    now.shift(timedelta(days=40, hours=1))
    assert days(now, 1) == []


def test_what_was_asked_while_the_clock_was_ahead_is_not_kept_for_longer(now, ada):
    make_enquiry(ada, asked_at=timezone.now() + timedelta(days=365))
    purge()
    assert days(now, 3) == ["deleted-unconfirmed"]


def test_what_arrived_while_the_clock_was_ahead_is_not_kept_for_longer(now, ada):
    make_enquiry(ada, arrived_at=timezone.now() + timedelta(days=365))
    purge()
    assert Enquiry.objects.get().arrived_at == timezone.now()


def test_the_first_run_believes_the_clock():
    with later(0):
        purge()
        assert TrustedTime.objects.get().at == timezone.now()


def test_one_command_forgets_everything_that_is_due(now):
    assert set(purge_all()) == {
        "enquiries, deleted-unconfirmed", "enquiries, deleted-closed", "enquiries, deleted-old", "enquiries, log",
        "enquiries, counts", "corrections, reply addresses", "corrections, texts", "corrections, counts",
        "imports, files", "letters", "translations, files",
    }  # fmt: skip
