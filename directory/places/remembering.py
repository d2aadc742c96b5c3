"""What was lately typed as a place: towns are asked for again and again, and by each page of a list.

Only what was typed, in the memory of the process, and for as long as nothing changes that readers see.
"""

from .resolving import resolve
from .spots import Found

MOST = 500  # texts

_remembered = (None, {})


def resolved(text: str, version: str | None) -> Found:
    """As resolve(), at this version of the data; at None, which is nobody else's, as it is now."""
    global _remembered
    if version is None:
        return resolve(text)
    known_version, known = _remembered
    if known_version != version or len(known) >= MOST:
        known = {}
        _remembered = (version, known)
    found = known.get(text)
    if found is None:
        found = known[text] = resolve(text)
    return found
