"""A sender at the form, and enquiries that were sent."""

import re
import uuid
from datetime import timedelta
from urllib.parse import urlencode

import time_machine
from django.core import mail as mailbox
from django.db.models import F
from django.utils import timezone

from enquiries import access, steps
from enquiries.contents import Contents
from enquiries.models import ConsentText, Enquiry, Event, Mail
from enquiries.outbox import worker
from enquiries.reference import new_reference
from tests.reader_forms import FORM, controls

WRITTEN = {
    "writes_as": "relative",
    "message": "My mother has bone metastases.",
    "name": "Rita",
    "email": "rita@example.org",
    "reply_by": "email",
    "consent": "on",
}


def address(listing, language="en"):
    return f"/{language}/{listing._meta.model_name}s/{listing.slug}/enquiry/"


def opened(client, listing, language="en", question=""):
    return controls(client.get(address(listing, language) + question).content.decode())


def post(client, listing, data, language="en", **headers):
    body = data if isinstance(data, bytes) else urlencode(data, doseq=True)
    return client.post(address(listing, language), body, content_type=FORM, headers=headers)


def later(seconds):
    """A stretch of the test in which so many seconds have passed."""
    return time_machine.travel(timezone.now() + timedelta(seconds=seconds), tick=False)


def send(client, listing, language="en", *, seconds=30, **typed):
    """The answer to a form that was filled in within so many seconds, without a script."""
    start = timezone.now()
    with time_machine.travel(start, tick=False) as now:
        data = {**opened(client, listing, language), **WRITTEN, **typed}
        now.shift(seconds)
        return post(client, listing, data, language)


def errors_of(response):
    """{field or "__all__": [message, …]}"""
    return {name: list(messages) for name, messages in response.context["page"].form.errors.items()}


def make_enquiry(listing, **fields):
    """One that arrived; `fields` are columns, or parts of Contents."""
    reference = new_reference()
    parts = {**CONTENTS, **{name: fields.pop(name) for name in CONTENTS if name in fields}}
    recipient = fields.pop("recipient", listing.email)
    sealed, key = Contents(reference=reference, recipient=recipient, **parts).sealed()
    common = {
        listing._meta.model_name: listing,
        "reference": reference,
        "language": "en",
        "consent_text": ConsentText.objects.in_force(),
        "sealed": sealed,
        "sealed_with": key,
        "form_key": uuid.uuid4(),
    }
    Event.objects.create(reference=reference, kind="arrived")
    return Enquiry.objects.create(**common, **fields)


CONTENTS = {
    "message": "My mother has bone metastases.",
    "writes_as": "relative",
    "reply_by": "email",
    "email": "rita@example.org",
    "phone": "",
    "name": "Rita",
    "condition": "bone-metastases",
    "therapy": "radiation-therapy",
    "reply_language": "it",
}


def forwarded(listing, **fields):
    """One that is with its recipient."""
    enquiry = make_enquiry(listing, **fields)
    steps.confirm(enquiry.reference)
    worker.drain()
    enquiry.refresh_from_db()
    assert enquiry.forwarded_at
    return enquiry


def link_in(message):
    """The path that a mail leads to."""
    [url] = re.findall(r"https://konsil\.example\.org(\S+)", message.body)
    return url


def last_link():
    return link_in(mailbox.outbox[-1])


def press(client, url, action, headers=None, **typed):
    return client.post(url, urlencode({"action": action, **typed}), content_type=FORM, headers=headers)


def events(enquiry):
    return list(Event.objects.filter(reference=enquiry.reference).order_by("pk").values_list("kind", flat=True))


def pass_time(**duration):
    """As if so much time had passed: all times in the outbox lie that much further back."""
    delta = timedelta(**duration)
    Mail.objects.update(due_at=F("due_at") - delta, wanted_at=F("wanted_at") - delta)
    Mail.objects.filter(claim__isnull=False).update(claimed_until=F("claimed_until") - delta)


def sender_link(enquiry):
    return access.sender_url(enquiry).removeprefix("https://konsil.example.org")


def recipient_link(enquiry):
    return access.recipient_url(enquiry, "en").removeprefix("https://konsil.example.org")
