"""Folding: how names are compared and sorted without the database's locale.

The embedded PostgreSQL has neither ICU nor unaccent, so both are done by immutable functions that every
PostgreSQL has; generated columns keep them true whoever writes the row.
"""

import re
import unicodedata

from django.conf import settings
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func, TextField, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import get_language

ACCENTED = "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿšžčćđłńřśťůőűğışăâîșț"
PLAIN = "".join(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i"}.get(c) or unicodedata.normalize("NFD", c)[0] for c in ACCENTED
)


def fold(text):
    """`text` in lower case without accents: what Fold does, in Python."""
    text = unicodedata.normalize("NFC", text).lower().replace("ß", "ss").replace("œ", "oe")
    return text.translate(str.maketrans(ACCENTED, PLAIN))


def folded_words(text):
    """The words of a free text, folded."""
    return re.findall(r"[^\W_]+", fold(text))


def prefix(word):
    """A folded word as SearchWords spells it: Mueller is Muller."""
    return re.sub(r"([aou])e", r"\1", word)


def beginning_with(words):
    """What asks SearchWords for texts in which each of these folded words is the beginning of one."""
    return SearchQuery(" & ".join(f"'{prefix(word)}':*" for word in words), config="simple", search_type="raw")


class Fold(Func):
    """A text in lower case without accents, for sorting: Ärzte before Zürich."""

    template = (
        "translate(replace(replace(lower(normalize(%(expressions)s, NFC)), 'ß', 'ss'), 'œ', 'oe'), "
        f"'{ACCENTED}', '{PLAIN}')"
    )
    output_field = TextField()


def as_shown(field):
    """A translated column, folded, in the reader's language or what it falls back to: for order_by()."""
    languages = sorted(settings.MODELTRANSLATION_FALLBACK_LANGUAGES, key=lambda code: code != get_language())
    return Fold(Coalesce(*(f"{field}_{code}" for code in languages), output_field=TextField()))


class SearchWords(Func):
    """A text's words for prefix search; ä, ae and a are one (Müller, Mueller, Muller)."""

    template = "to_tsvector('simple'::regconfig, regexp_replace(%(expressions)s, '([aou])e', '\\1', 'g'))"


class CutWords(SearchWords):
    """The same of what is not only names: a DOI or a key has words, too."""

    template = (
        "to_tsvector('simple'::regconfig, regexp_replace("
        "regexp_replace(%(expressions)s, '[^[:alnum:]]+', ' ', 'g'), '([aou])e', '\\1', 'g'))"
    )
    output_field = SearchVectorField()


def words_of(*fields, translated=()):
    """The words of these columns, and of the translated ones in every language, as one expression for an index."""
    columns = [*fields, *(f"{name}_{code}" for name in translated for code in settings.MODELTRANSLATION_LANGUAGES)]
    parts = [
        part for column in columns for part in (Coalesce(column, Value(""), output_field=TextField()), Value(" "))
    ]
    return CutWords(Fold(Concat(*parts, output_field=TextField())))
