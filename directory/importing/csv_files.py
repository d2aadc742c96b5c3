"""CSV as Excel writes it in German, Swiss, French and Italian, on Windows and on a Mac, and as others write it."""

import codecs
import csv
import io
import re

from django.utils.translation import gettext as _

from .refusals import NOT_TEXT, FileRefusedError, no_text

SEPARATORS = [";", ",", "\t"]
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
NAMES = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "mac_roman": "Macintosh",
}
LETTERS = re.compile("[äöüßéèêëàâçîïôûùìòœæÄÖÜÉÈÊÀÂÇÎÔŒ’–]")  # what names of our countries are written with
HINT = re.compile(r"sep=([;,\t])\r?\n")  # a first line with which programs tell Excel the separator


def read(data, count_known):
    """(how it was read, iterator of (line, [cell, …])) of the bytes of a file.

    `count_known` says how many headers among some cells are known: the separator is the one that finds most. Lines
    count from 1, as an editor shows them; a row that spans several has the number of its first one. Raises
    FileRefusedError, also during the iteration.
    """
    text, encoding = _decoded(data)
    _refuse_what_is_no_text(text)
    hint = HINT.match(text)
    start = hint.end() if hint else 0
    separator = hint[1] if hint else max(SEPARATORS, key=lambda mark: count_known(_first_row(text, mark)))
    return (NAMES[encoding], separator), _rows(text[start:], separator, first=2 if hint else 1)


def _decoded(data):
    for bom, encoding in BOMS.items():
        if data.startswith(bom):
            return _strictly(data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = max(
            ["cp1252", "mac_roman"], key=lambda name: len(LETTERS.findall(data.decode(name, "replace")))
        )
        return _strictly(data, encoding), encoding


def _strictly(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "ignore")
        message = _("These bytes are not %(encoding)s text. Save the file as CSV UTF-8.")
        raise FileRefusedError(message % {"encoding": NAMES[encoding]}, _line_after(before)) from error


def _refuse_what_is_no_text(text):
    strange = NOT_TEXT.search(text)
    if strange:
        raise no_text(strange, _line_after(text[: strange.start()]))


def _line_after(text):
    return len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _first_row(text, separator):
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error:
        return []


def _rows(text, separator, first):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = first + reader.line_num
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = _("The quotation marks around a cell do not fit, or a cell is too long.")
            raise FileRefusedError(message, line) from error
