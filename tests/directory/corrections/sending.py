"""A reader's browser at the form, and corrections that were sent."""

import uuid
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from directory.models import Correction
from tests.reader_forms import FORM, controls


def address(listing, fact=None, language="en"):
    question = f"?fact={fact}" if fact else ""
    return f"/{language}/{listing._meta.model_name}s/{listing.slug}/correction/{question}"


def opened(client, listing, fact, language="en"):
    """{name: value} of all controls of the form, as a browser would send them back unchanged."""
    return controls(client.get(address(listing, fact, language)).content.decode())


def post(client, listing, fact, data, language="en", **headers):
    body = data if isinstance(data, bytes) else urlencode(data, doseq=True)
    return client.post(address(listing, fact, language), body, content_type=FORM, headers=headers)


def send(client, listing, fact, language="en", **typed):
    """The answer to a form in which these fields were changed."""
    return post(client, listing, fact, opened(client, listing, fact, language) | typed, language)


def errors_of(response):
    """{field or "__all__": [message, …]}"""
    return {name: list(messages) for name, messages in response.context["page"].form.errors.items()}


def make_correction(listing, **fields):
    fields = {
        "fact": "phone",
        "proposed": {"phone": "+49 89 2"},
        "language": "en",
        "form_key": uuid.uuid4(),
        **fields,
    }
    return Correction.objects.create(**{listing._meta.model_name: listing}, **fields)


def refusal(step, *args, **kwargs):
    """The messages of what is refused, rolled back as a request would be."""
    with pytest.raises(ValidationError) as error, transaction.atomic():
        step(*args, **kwargs)
    return error.value.messages
