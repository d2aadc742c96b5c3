"""What a form brings back to show that this site gave it out, for this purpose, not long ago.

Readers get no cookie, so there is none to compare with. The token is signed; it says what the form is about, when
it was made, and a key that is the same however often the form is sent.
"""

import json
import uuid
from dataclasses import dataclass
from hashlib import blake2b

from django.core import signing
from django.utils import timezone
from django.utils.crypto import get_random_string

SALT = "intake.form_token"
HOURS = 12
MAX_AGE = HOURS * 60 * 60  # seconds; a form left open overnight keeps its text and gets a new token


@dataclass(frozen=True)
class FormToken:
    """A token of this site: its text, its random key, and how many seconds ago it was made."""

    text: str
    key: str
    age: int


def make(about):
    """The text of a new token for a form about `about`, a list of texts and numbers."""
    return signing.dumps([*about, _seconds(), get_random_string(22)], salt=SALT)


def read(text, about):
    """The FormToken that was made for `about` in the last MAX_AGE seconds, or None."""
    try:
        *said, made, key = signing.loads(text, salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return FormToken(text, key, max(0, _seconds() - made)) if said == list(about) else None


def form_key(key, sent):
    """The same for the same `sent` (JSON) from the same form: pressing twice is one record."""
    return uuid.UUID(bytes=digest([key, sent], size=16))


def digest(said, *, size):
    """`size` bytes that stand for `said` (JSON)."""
    return blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=size).digest()


def _seconds():
    return int(timezone.now().timestamp())
