"""Folding: how names are compared and sorted without the database's locale.

The embedded PostgreSQL has neither ICU nor unaccent, so both are done by immutable functions that every
PostgreSQL has; generated columns keep them true whoever writes the row.
"""

import unicodedata

from django.db.models import Func, TextField

ACCENTED = "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿšžčćđłńřśťůőűğışăâîșț"
PLAIN = "".join(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i"}.get(c) or unicodedata.normalize("NFD", c)[0] for c in ACCENTED
)


def fold(text):
    """`text` in lower case without accents: what Fold does, in Python."""
    text = unicodedata.normalize("NFC", text).lower().replace("ß", "ss").replace("œ", "oe")
    return text.translate(str.maketrans(ACCENTED, PLAIN))


class Fold(Func):
    """A text in lower case without accents, for sorting: Ärzte before Zürich."""

    template = (
        "translate(replace(replace(lower(normalize(%(expressions)s, NFC)), 'ß', 'ss'), 'œ', 'oe'), "
        f"'{ACCENTED}', '{PLAIN}')"
    )
    output_field = TextField()


class SearchWords(Func):
    """A text's words for prefix search; ä, ae and a are one (Müller, Mueller, Muller)."""

    template = "to_tsvector('simple'::regconfig, regexp_replace(%(expressions)s, '([aou])e', '\\1', 'g'))"
