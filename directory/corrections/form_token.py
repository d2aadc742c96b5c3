"""What a form brings back to show that this site gave it out, for this statement, not long ago.

Readers get no cookie, so there is none to compare with. The token is signed; it says of which page it is, what
the page said, and a key that is the same however often the form is sent.
"""

import json
import uuid
from hashlib import blake2b

from django.core import signing
from django.utils.crypto import get_random_string

SALT = "directory.corrections.form_token"
HOURS = 12
MAX_AGE = HOURS * 60 * 60  # seconds; a form left open overnight keeps its text and gets a new token


def make(listing, fact, stated):
    return signing.dumps([*_about(listing, fact, stated), get_random_string(22)], salt=SALT)


def key_in(token, listing, fact, stated):
    """The key of a token that was made for this page as it is now, or None."""
    try:
        *about, key = signing.loads(token, salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return key if about == _about(listing, fact, stated) else None


def form_key(key, sent):
    """The same for the same `sent` (JSON) from the same form: pressing twice is one record."""
    return uuid.UUID(bytes=_digest([key, sent], size=16))


def _about(listing, fact, stated):
    return [listing._meta.model_name, listing.pk, str(fact), _digest(stated, size=8).hex()]


def _digest(said, *, size):
    return blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=size).digest()
