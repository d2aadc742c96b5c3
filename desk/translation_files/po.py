"""PO files as translators' programs read and write them: gettext's format, UTF-8.

Babel escapes and parses. It takes lines for granted that a broken file does not have, drops the second of two
entries with one address, and writes `#|` comments that gettext refuses; hence what is around it here.
"""

import hashlib
import re
from dataclasses import dataclass

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileParser, normalize
from django.utils.translation import gettext as _

LINE_BREAK = re.compile(r"\s*[\r\n]\s*")
FINGERPRINT = re.compile(r"konsil:([0-9a-f]{16})")
LINE = re.compile(r'(?:(msgctxt|msgid|msgstr) +)?"[^"\\]*(?:\\.[^"\\]*)*"')
BEFORE = {
    "msgctxt": ["", "msgstr"],
    "msgid": ["", "msgctxt", "msgstr"],
    "msgstr": ["msgid"],
    None: ["msgctxt", "msgid", "msgstr"],
}


class BrokenFileError(ValueError):
    """A sentence for whoever has the file on why it cannot be read, and where."""


@dataclass(frozen=True)
class Entry:
    """A text as it came back; `line` is where it stands in the file."""

    line: int
    address: str
    source: str
    words: str
    is_fuzzy: bool = False
    fingerprint: str = ""  # of the translation when it was exported, where the program kept the comment
    comments: tuple[str, ...] = ()  # the translator's own


@dataclass(frozen=True)
class File:
    language: str
    entries: list[Entry]


def fingerprint(words):
    """16 hexadecimal digits; texts that differ in kinds of line breaks or at their ends have the same."""
    return hashlib.sha256(tidy(words).encode()).hexdigest()[:16]


def tidy(words):
    """A text as forms would take it: stripped, lines ended as PO files end them. "" for None."""
    return (words or "").replace("\r\n", "\n").replace("\r", "\n").strip()


# Writing


def header(language, source_language, day, comments):
    """The beginning of a file."""
    fields = {
        "Project-Id-Version": "Konsil",
        "POT-Creation-Date": f"{day:%Y-%m-%d %H:%M%z}",
        "Language": language,
        "X-Source-Language": source_language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f'{_comments("#", comments)}msgid ""\nmsgstr {normalize(text)}\n'


def written(address, source, words, *, notes=(), comments=(), previous="", is_fuzzy=False, basis=""):
    """One entry. `basis` is the fingerprint of the desk’s translation, `previous` what that was made from."""
    parts = [
        _comments("#", comments),
        _comments("#.", [*notes, *([f"konsil:{basis}"] if basis else [])]),
        "#, fuzzy\n" if is_fuzzy else "",
        f"#| msgid {normalize(previous, prefix='#| ')}\n" if previous else "",
        f"msgctxt {normalize(address)}\nmsgid {normalize(source)}\nmsgstr {normalize(words)}\n",
    ]
    return "\n" + "".join(parts)


def _comments(mark, texts):
    return "".join(f"{mark} {LINE_BREAK.sub(' ', text.strip())}\n" for text in texts)


# Reading


def read(data):
    """The File in these bytes. Raises BrokenFileError."""
    lines = [line.strip() for line in _decoded(data).split("\n")]
    _check(lines)
    found = _Found()
    PoFileParser(found).parse("" if line.startswith(("#~", "#:")) else line for line in lines)
    heads = [message for message in found.messages if not message.id and message.context is None]
    if len(heads) != 1:
        raise BrokenFileError(_("A PO file has one header; this one has %(count)d.") % {"count": len(heads)})
    entries = [_entry(message) for message in found.messages if message is not heads[0]]
    return File(_language(heads[0].string), entries)


class _Found(Catalog):
    """All messages in the order of the file; Babel's own would drop the second of two with the same address."""

    def __init__(self):
        super().__init__()
        self.messages = []

    def __setitem__(self, key, message):
        self.messages.append(message)


def _decoded(data):
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = _("Line %(line)d is not UTF-8. Save the file as a PO file in UTF-8.")
        raise BrokenFileError(message % {"line": line}) from error


def _check(lines):
    """Our files have no plural forms, so each line is one of three keywords, or goes on with the one before."""
    last = ""
    for number, line in enumerate(lines, start=1):
        if not line or line.startswith("#"):
            continue
        match = LINE.fullmatch(line)
        if match is None or last not in BEFORE[match[1]]:
            message = _("Line %(line)d cannot be read: %(text)s")
            raise BrokenFileError(message % {"line": number, "text": line[:80]})
        last = match[1] or last
    if last != "msgstr":
        raise BrokenFileError(_("The file ends too early, or is not a PO file."))


def _language(head):
    """The code in the header, without a country: "fr" of "fr_CH"."""
    fields = dict(re.findall(r"^([\w-]+):(.*)$", head, re.MULTILINE))
    return re.split("[-_]", fields.get("Language", ""))[0].strip().lower()


def _entry(message):
    marks = FINGERPRINT.findall(" ".join(message.auto_comments))
    return Entry(
        line=message.lineno,
        address=message.context or "",
        source=message.id,
        words=message.string,
        is_fuzzy=message.fuzzy,
        fingerprint=marks[0] if marks else "",
        comments=tuple(text for text in message.user_comments if not text.startswith("|")),
    )
