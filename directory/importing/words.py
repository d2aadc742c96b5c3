"""What a cell may say besides its own value, in the four languages of the desk."""

import re
from datetime import date

from django.utils.translation import gettext as _

from conditions.folding import fold

from .refusals import CellRefusedError

CLEAR = {"-", "–", "—", "(empty)", "(leer)", "(vide)", "(vuoto)"}  # an empty cell leaves a field as it is
YES = {"yes", "ja", "oui", "si", "true", "wahr", "vrai", "vero", "1", "y", "j", "o", "x"}
NO = {"no", "nein", "non", "false", "falsch", "faux", "falso", "0", "n"}
UNKNOWN = {"unknown", "unbekannt", "inconnu", "sconosciuto", "not stated", "nicht angegeben", "?"}
UNKNOWN |= {"non indique", "non precise", "non indicato", "non specificato", "keine angabe", "k. a.", "k.a."}

# A spreadsheet runs what starts with one of these. The apostrophe in front is taken away again by an import; what
# has one already gets another, so that both directions meet.
DANGEROUS = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
NEUTRALISED = re.compile(r"''*[=+\-@\t\r＝＋－＠]")

DAY_FIRST = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00)?)?")


INVISIBLE = {0xA0: " ", 0x202F: " ", 0x2007: " ", 0xAD: None, 0x200B: None, 0x2060: None, 0xFEFF: None}


def tidy(text):
    """`text` without the spaces and invisible characters that copying from websites leaves."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(INVISIBLE).strip()


def folded(text):
    """`text` for comparing: lower case, no accents, single spaces, typographic apostrophes plain."""
    return " ".join(fold(text).replace("’", "'").split())


def plain_name(text):
    """The words of a name for comparing people and places: ü, ue and u are one, hyphens are spaces."""
    text = "".join(c if c.isalnum() else " " for c in fold(text))
    return " ".join(re.sub("([aou])e", r"\1", text).split())


def is_clear(text):
    return text.lower() in CLEAR


def neutralised(text):
    """`text` as a cell that no spreadsheet runs and that no import takes for the mark of an empty field."""
    text = tidy(text)
    return f"'{text}" if DANGEROUS.match(text) or is_clear(text.lstrip("'")) else text


def unneutralised(cell):
    """The text of a cell that `neutralised` made."""
    has_sign = NEUTRALISED.match(cell) or (cell.startswith("'") and is_clear(cell.lstrip("'")))
    return cell[1:] if has_sign else cell


def read_fact(text):
    """True, False or None (not stated). Raises CellRefusedError: “perhaps” is not “no”."""
    word = folded(text)
    if word in YES:
        return True
    if word in NO:
        return False
    if word in UNKNOWN:
        return None
    raise CellRefusedError(
        _("“%(text)s” is neither yes nor no. For what is not known, write “unknown”.") % {"text": text}
    )


def read_day(text):
    """An ISO date from 31.12.2026, 31/12/2026, 31-12-2026 or 2026-12-31. Raises CellRefusedError."""
    day_first, year_first = DAY_FIRST.fullmatch(text), YEAR_FIRST.fullmatch(text)
    try:
        if day_first:
            return date(int(day_first[4]), int(day_first[3]), int(day_first[1])).isoformat()
        if year_first:
            return date(*map(int, year_first.groups())).isoformat()
    except ValueError:
        pass
    raise CellRefusedError(_("“%(text)s” is no date like 31.12.2026, 31/12/2026 or 2026-12-31.") % {"text": text})
