"""Mail goes out beside serving, and two workers send each mail once."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail as mailbox
from django.db import connections

from config import background
from enquiries import steps
from enquiries.form.storing import store
from enquiries.models import ConsentText, Enquiry, Mail
from enquiries.outbox import worker

from .sending import CONTENTS, make_enquiry

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_run_does_beside_serving_sends_mail_and_ends(ada):
    steps.confirm(make_enquiry(ada).reference)
    finish = background.start()
    try:
        end = time.monotonic() + 20
        while Mail.objects.waiting().exists() and time.monotonic() < end:
            time.sleep(0.05)
    finally:
        finish()
    assert [mail.to for mail in mailbox.outbox] == [["ada@example.org"]]


def test_four_workers_at_once_send_each_mail_once(ada):
    for _ in range(12):
        steps.confirm(make_enquiry(ada).reference)

    def drain(_number):
        try:
            return worker.drain()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        numbers = list(threads.map(drain, range(4)))
    assert sum(numbers) == 12
    assert len({mail.extra_headers["Message-ID"] for mail in mailbox.outbox}) == len(mailbox.outbox) == 12


def test_an_enquiry_that_is_sent_twice_at_once_is_one(ada):
    """Two presses of the button, at the same moment, by two processes."""
    asked = {
        "told": CONTENTS,
        "listing": ada,
        "recipient": ada.email,
        "language": "en",
        "consent_text": ConsentText.objects.in_force(),
        "form_key": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "network": "192.0.2.1",
        "token": "one",
        "is_proven": True,
    }

    def press(_number):
        try:
            return store(**asked).reference
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as threads:
        references = set(threads.map(press, range(3)))
    assert len(references) == 1
    assert (Enquiry.objects.count(), Mail.objects.count()) == (1, 1)
