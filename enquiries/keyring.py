"""The keys of enquiries, settings.ENQUIRY_KEYS: the first seals, each opens what it sealed.

Keys are not derived from SECRET_KEY: that one changes for other reasons, and whoever learns it should not read
enquiries. `python -m enquiries.keyring` prints a new one.
"""

from hashlib import blake2b

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class SealedError(Exception):
    """None of the keys opens it: a key is missing, or it was changed."""


def new_key():
    return Fernet.generate_key().decode()


def is_key(text):
    try:
        Fernet(text)
    except (ValueError, TypeError):
        return False
    return True


def seal(plain):
    """(bytes that only the keys open, name of the key)"""
    return _ring().encrypt(plain), newest()


def unseal(sealed):
    """What was sealed. Raises SealedError."""
    try:
        return _ring().decrypt(bytes(sealed))
    except InvalidToken as error:
        raise SealedError("No key of ENQUIRY_KEYS opens this.") from error


def newest():
    return name(settings.ENQUIRY_KEYS[0])


def name(key):
    """What a key is called where it is not told: 8 hexadecimal digits."""
    return blake2b(key.encode(), digest_size=4, person=b"enquiry-key").hexdigest()


def _ring():
    return MultiFernet([Fernet(key) for key in settings.ENQUIRY_KEYS])


if __name__ == "__main__":
    print(new_key())
