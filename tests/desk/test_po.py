"""PO files: what is written is read again, gettext takes it, and a broken file says where it broke."""

import shutil
import subprocess
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk.translation_files import po

DAY = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
HEADER = po.header("fr", "de", DAY, ["Konsil"])

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200)
typed = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=200)


def file_of(*entries, header=HEADER):
    return (header + "".join(entries)).encode()


def read(*entries):
    return po.read(file_of(*entries)).entries


def problem(data):
    with pytest.raises(po.BrokenFileError) as error:
        po.read(data)
    return str(error.value)


@given(source=texts, words=texts, previous=texts, comment=texts)
@example(source='Ein "Wort"\n\n- Liste\\', words="a\u2028b\x85c\x1cd", previous="x\ny " * 60, comment="a\nb")
@example(source="10 % der Betroffenen {x}", words="%(a)s", previous="", comment="#, fuzzy")
def test_a_text_comes_back_as_it_was_written(source, words, previous, comment):
    entry = po.written("a.b/c/1/d", source, words, previous=previous, notes=[comment], comments=[comment])
    (found,) = read(entry)
    assert (found.address, found.source, found.words, found.is_fuzzy) == ("a.b/c/1/d", source, words, False)


def test_an_entry_carries_what_a_translator_needs():
    notes = ["Condition “Bone” · Summary", "At most 120 characters."]
    entry = po.written("a.b/c/1/d", "Neu.", "Vieux.", notes=notes, previous="Alt.", is_fuzzy=True, basis="0" * 16)
    assert entry == (
        "\n"
        "#. Condition “Bone” · Summary\n"
        "#. At most 120 characters.\n"
        "#. konsil:0000000000000000\n"
        "#, fuzzy\n"
        '#| msgid "Alt."\n'
        'msgctxt "a.b/c/1/d"\n'
        'msgid "Neu."\n'
        'msgstr "Vieux."\n'
    )
    (found,) = read(entry)
    assert (found.is_fuzzy, found.fingerprint, found.comments) == (True, "0" * 16, ())


def test_a_text_with_a_percent_sign_is_not_taken_for_a_format():
    """Translators' programs refuse formats that differ, and "% d" is one in C and Python."""
    entry = po.written("a.b/c/1/d", "10 % der Betroffenen", "10 % des personnes")
    assert "format" not in entry


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="no gettext")
@given(source=typed, words=typed, previous=typed)
@example(source="Eins.\n\nZwei.", words="Un.\n\nDeux.", previous="Lang " * 40 + "\n" + "länger " * 40)
def test_gettext_takes_what_is_written(source, words, previous):
    entry = po.written("a.b/c/1/d", source.strip(), words.strip(), previous=previous, notes=["Note"])
    command = ["msgfmt", "--check-format", "--output-file=/dev/null", "-"]
    done = subprocess.run(command, input=file_of(entry), capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def test_two_entries_with_one_address_both_come_back():
    assert [entry.words for entry in read(po.written("a", "S", "Un."), po.written("a", "S", "Deux."))] == [
        "Un.",
        "Deux.",
    ]


def test_entries_know_their_lines_and_the_words_of_translators():
    entries = read('\n# Sûr ?\n#| msgid "Alt"\n#: x.py:1\nmsgctxt "a"\nmsgid "S"\nmsgstr "T"\n')
    assert [(entry.line, entry.comments) for entry in entries] == [(HEADER.count("\n") + 6, ("Sûr ?",))]


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data + b'\n#~ msgctxt "gone"\n#~ msgid "a"\n#~ msgstr "b"\n#~ broken\n',
        lambda data: data.replace(b"Language: fr", b"Language: fr_CH"),
    ],
    ids=["Windows", "byte order mark", "obsolete entries", "country"],
)
def test_what_programs_make_of_a_file_is_read_all_the_same(change):
    file = po.read(change(file_of(po.written("a", "Quelle", "Source"))))
    assert (file.language, [entry.words for entry in file.entries]) == ("fr", ["Source"])


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ('msgctxt "a"\nmsgid "b"\nmsgstr "c\n', 'Line 13 cannot be read: msgstr "c'),
        ('msgctxt "a"\nmsgid "b"\nmsgid "c"\nmsgstr "d"\n', 'Line 13 cannot be read: msgid "c"'),
        ('msgctxt "a"\nmsgstr "d"\n', 'Line 12 cannot be read: msgstr "d"'),
        ('msgid "b"\nmsgstr "c"\nmsgstr "d"\n', 'Line 13 cannot be read: msgstr "d"'),
        ('msgid "b"\nmsgid_plural "c"\nmsgstr[0] "d"\n', 'Line 12 cannot be read: msgid_plural "c"'),
        ("<html>\n", "Line 11 cannot be read: <html>"),
        ('msgctxt "a"\nmsgid "b"\n', "The file ends too early, or is not a PO file."),
        ('msgid ""\nmsgstr ""\n', "A PO file has one header; this one has 2."),
    ],
)
def test_a_broken_file_says_where(lines, message):
    assert problem(file_of(lines)) == message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file ends too early, or is not a PO file."),
        (HEADER.encode() + "# é".encode("latin-1"), "Line 11 is not UTF-8. Save the file as a PO file in UTF-8."),
        (HEADER.encode("utf-16"), "Line 1 is not UTF-8. Save the file as a PO file in UTF-8."),
        (b'msgid "a"\nmsgstr "b"\n', "A PO file has one header; this one has 0."),
        (b"PK\x03\x04", "Line 1 cannot be read: PK\x03\x04"),
    ],
)
def test_what_is_no_po_file_is_told_so(data, message):
    assert problem(data) == message


@given(data=st.binary(max_size=300) | texts.map(str.encode))
def test_whatever_is_handed_in_is_read_or_refused(data):
    for whole in (data, HEADER.encode() + data):
        with suppress(po.BrokenFileError):
            po.read(whole)
