"""Somebody's browser at the forms for letters, and letters that were sent."""

import uuid
from datetime import timedelta
from urllib.parse import urlencode

import time_machine
from django.utils import timezone

from intake.effort import SECONDS_WITHOUT_PROOF
from legal.models import Letter
from tests.reader_forms import FORM, controls

NOW = timezone.now()
DONE = {"state": "done", "decided_at": NOW, "decided_by_name": "Edith"}
OF_LISTED = {
    "writer": "Ada Muster",
    "capacity": "self",
    "identity": "Call the clinic.",
    "reply_to": "a@example.org",
}


def address(subject, listing=None, language="en"):
    if listing:
        return f"/{language}/{listing._meta.model_name}s/{listing.slug}/objection/?subject={subject}"
    return f"/{language}/{'accessibility/feedback' if subject == 'barrier' else 'contact'}/"


def opened(client, subject, listing=None, language="en"):
    """{name: value} of all controls of the form, as a browser would send them back unchanged."""
    return controls(client.get(address(subject, listing, language)).content.decode())


def post(client, subject, data, listing=None, language="en", **headers):
    body = data if isinstance(data, bytes) else urlencode(data, doseq=True)
    return client.post(address(subject, listing, language), body, content_type=FORM, headers=headers)


def slowly(client, subject, data, listing=None, language="en", **headers):
    """The same, sent as long after the form was opened as a reader without a script needs."""
    with time_machine.travel(timezone.now() + timedelta(seconds=SECONDS_WITHOUT_PROOF + 1)):
        return post(client, subject, data, listing, language, **headers)


def typed_for(subject):
    return OF_LISTED if subject in ("objection", "access") else {"text": "I cannot read the map."}


def send(client, subject, /, listing=None, language="en", **typed):
    """The answer to a form in which these fields were filled in."""
    data = opened(client, subject, listing, language) | typed_for(subject) | typed
    return slowly(client, subject, data, listing, language)


def make_letter(subject="other", listing=None, **fields):
    known = {"language": "en", "form_key": uuid.uuid4(), **typed_for(subject)}
    if listing:
        known |= {listing._meta.model_name: listing, "listing_name": str(listing)}
    return Letter.objects.create(subject=subject, **{**known, **fields})
