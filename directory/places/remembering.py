"""Names of places and postal codes that were typed: they are asked for again, and by each page of a list.

Only what is one, alone, in the memory of the process, and for as long as nothing changes that readers see. Never
coordinates, which may say where somebody is, nor a text that is no place: docs/decisions.md, 46.
"""

import re

from directory.filtering.remembered import Remembered

from .resolving import resolve
from .spots import Found

MOST = 500  # texts
# “München”, “Wien, AT-9”, “69120”, “D-69120”; not “48.14,11.58”, nor a code with other words beside it
ALONE = re.compile(r"\D+(?:AT-[1-9])?|(?:(?:DE?|AT?|CH)[\s-]*)?[0-9]{4,5}", re.IGNORECASE)

_remembered = Remembered()


def resolved(text: str, version: str | None) -> Found:
    """As resolve(), at this version of the data; at None, which is nobody else's, as it is now."""
    known = _remembered.at(version)
    found = known.get(text)
    if found is None:
        found = resolve(text)
        if found.places and ALONE.fullmatch(text):
            if len(known) >= MOST:
                known.clear()
            known[text] = found
    return found
