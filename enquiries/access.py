"""The links in mails: who has one is the sender, or the recipient, of one enquiry.

The key of a link is signed and expires. It stands in the query of the address, because no query reaches a log.
Each kind has a salt of its own: a sender's key opens no recipient's page.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from . import periods
from .reference import is_reference

SENDER, RECIPIENT = "enquiries.sender", "enquiries.recipient"


class BadKeyError(Exception):
    """No key of ours, or one for another page."""


@dataclass(frozen=True)
class Access:
    """Whose key it is, and whether its days are over."""

    reference: str
    has_expired: bool = False


def sender_url(enquiry):
    return _url("enquiries:mine", enquiry, SENDER, enquiry.language)


def recipient_url(enquiry, language):
    return _url("enquiries:read", enquiry, RECIPIENT, language)


def sender_key(key):
    """The Access of a sender's key. Raises BadKeyError."""
    return _access(key, SENDER, timedelta(days=periods.SENDERS_LINK))


def recipient_key(key):
    return _access(key, RECIPIENT, timedelta(days=periods.RECIPIENTS_LINK))


def _url(name, enquiry, salt, language):
    key = signing.dumps(enquiry.reference, salt=salt)
    with translation.override(language):
        return f"{settings.SITE_URL}{reverse(name)}?key={key}"  # letters, digits, - _ and colons


def _access(key, salt, max_age):
    try:
        reference, has_expired = signing.loads(key, salt=salt, max_age=max_age), False
    except signing.SignatureExpired:
        reference, has_expired = signing.loads(key, salt=salt), True
    except (signing.BadSignature, ValueError) as error:
        raise BadKeyError from error
    if not isinstance(reference, str) or not is_reference(reference):
        raise BadKeyError
    return Access(reference, has_expired)
