"""The number that a sender gets: said on the telephone, written on a letter, and telling nothing."""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0 O, 1 I L, U
PATTERN = r"[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}"


def new_reference():
    """Like "7KQ4-M2PX": 39 bits of chance. The database refuses a second one of the same."""
    signs = [secrets.choice(ALPHABET) for _ in range(8)]
    return f"{''.join(signs[:4])}-{''.join(signs[4:])}"


def is_reference(text):
    return re.fullmatch(PATTERN, text) is not None
