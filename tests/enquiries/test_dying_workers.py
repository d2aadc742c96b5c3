"""What becomes of a mail when its worker, the database or the mail server dies on it."""

import threading

import pytest
from django.db import OperationalError, connections

from enquiries import keyring, steps
from enquiries.models import Enquiry, Mail
from enquiries.outbox import claiming, sending, taken, worker

from .sending import make_enquiry, pass_time
from .smtp_sink import Sink


def test_a_mail_of_a_dead_worker_is_sent_when_its_lease_is_over(sink, enquiry):
    assert claiming.claim()  # and then it is killed
    assert worker.drain() == 0
    pass_time(minutes=5)
    assert worker.drain() == 1
    assert len(sink.taken) == 1


def test_what_the_server_took_before_its_worker_was_killed_is_not_sent_again(sink, enquiry, monkeypatch):
    class Killed(BaseException):
        """Nothing in the code may catch it."""

    def kill(mail):
        raise Killed

    with monkeypatch.context() as killed:
        killed.setattr(sending, "_record", kill)
        with pytest.raises(Killed):
            worker.drain()
    assert len(sink.taken) == 1
    pass_time(minutes=5)
    assert worker.drain() == 1
    assert len(sink.taken) == 1
    enquiry.refresh_from_db()
    assert enquiry.forwarded_at
    assert list(taken.FOLDER.iterdir()) == []


def test_what_the_server_took_while_the_database_went_is_recorded_when_it_is_back(sink, enquiry, monkeypatch):
    record, times = sending._record, []

    def fail_twice(mail):
        times.append(mail)
        if len(times) < 3:
            raise OperationalError("the database system is shutting down")
        record(mail)

    monkeypatch.setattr(sending, "_record", fail_twice)
    monkeypatch.setattr(sending.connection, "close", lambda: None)  # the test's own transaction
    assert worker.drain() == 1
    assert (len(times), len(sink.taken)) == (3, 1)
    assert Mail.objects.get().sent_at


def test_a_server_that_took_the_mail_and_died_is_asked_again_under_the_same_number(sink, enquiry):
    """SMTP's own window: nobody can know. The same Message-ID lets mail programs see that it is one mail."""
    sink.dies_before_it_answers = True
    worker.drain()
    assert Mail.objects.get().error == "SMTPServerDisconnected"
    sink.dies_before_it_answers = False
    pass_time(minutes=1)
    worker.drain()
    assert len(sink.taken) == 2
    assert len({mail["id"] for mail in sink.taken}) == 1


def test_a_missing_key_loses_nothing(settings, sink, enquiry):
    keys = settings.ENQUIRY_KEYS
    settings.ENQUIRY_KEYS = [keyring.new_key()]
    worker.drain()
    assert Mail.objects.waiting().get().error == "key missing"
    settings.ENQUIRY_KEYS = keys
    pass_time(minutes=1)
    worker.drain()
    assert len(sink.taken) == 1


def test_a_disk_that_cannot_be_written_sends_nothing_twice(sink, enquiry, caplog):
    taken.FOLDER.write_text("a file, where the folder should be")
    assert worker.drain() == 1
    pass_time(minutes=5)
    assert worker.drain() == 0
    assert len(sink.taken) == 1
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_waiting_for_a_key_uses_up_no_tries(settings, sink, enquiry):
    keys = settings.ENQUIRY_KEYS
    settings.ENQUIRY_KEYS = [keyring.new_key()]
    for _ in range(claiming.MOST_TRIES + 2):
        worker.drain()
        pass_time(minutes=1)
    settings.ENQUIRY_KEYS = keys
    sink.answers["RCPT"] = ["451 greylisted"]
    worker.drain()
    assert Mail.objects.waiting().get().tries == 1


def test_what_is_withdrawn_once_it_is_claimed_is_no_error(enquiry, monkeypatch):
    mail = claiming.claim()
    mail.enquiry_id = None
    steps.withdraw(enquiry.reference)
    monkeypatch.setattr(claiming, "claim", iter([Mail(pk=mail.pk, enquiry_id=enquiry.pk), None]).__next__)
    assert worker.drain() == 1


def test_an_address_that_no_server_understands_is_a_dead_letter_in_the_end(ada, sink):
    steps.confirm(make_enquiry(ada).reference)
    Enquiry.objects.all().delete()
    enquiry = make_enquiry(ada, email="a@" + "é" * 63 + ".example")
    Mail.objects.create(enquiry=enquiry, kind="confirm")
    worker.drain()
    assert Mail.objects.get().error == "UnicodeError"


@pytest.mark.django_db(transaction=True)
def test_who_deletes_while_the_server_takes_its_time_waits_and_then_deletes(ada, settings):
    """The worker holds the mail and wants the enquiry; whoever deletes wants both, and asks in the same order."""
    with Sink() as slow:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", slow.port
        enquiry = make_enquiry(ada)
        steps.confirm(enquiry.reference)
        slow.handler.is_asked, slow.handler.may_answer = threading.Event(), threading.Event()

        def drain():
            try:
                worker.drain()
            finally:
                connections.close_all()

        sender = threading.Thread(target=drain)
        sender.start()
        assert slow.handler.is_asked.wait(10)  # the worker waits for the answer to its dot
        threading.Timer(0.5, slow.handler.may_answer.set).start()
        steps.withdraw(enquiry.reference)
        sender.join(10)
    assert (len(slow.handler.taken), Enquiry.objects.count(), Mail.objects.count()) == (1, 0, 0)
