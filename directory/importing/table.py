"""A file as a table: known headers, and rows of as many text cells."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import csv_files, xlsx_files
from .refusals import FileRefusedError
from .words import tidy

LARGEST_FILE = 10 * 2**20  # bytes
MOST_ROWS = 20_000
LONGEST_CELL = 20_000  # characters
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Table:
    """`rows` yields (line, [cell, …]), no blank ones; what is wrong further down is raised when it is reached."""

    headers: list[str]
    rows: object
    how: tuple[str, str]  # encoding and separator, or "XLSX" and the name of the sheet


def read(data, count_known):
    """The Table in the bytes of a file. `count_known` says how many of some headers are known.

    Raises FileRefusedError, also while its rows are read.
    """
    if len(data) > LARGEST_FILE:
        limit = {"limit": LARGEST_FILE // 2**20}
        raise FileRefusedError(_("The file is larger than %(limit)d MB. Split it.") % limit)
    if data.startswith(OLD_EXCEL):
        raise FileRefusedError(
            _("This is an old or password-protected Excel file. Save it as .xlsx without a password, or as CSV.")
        )
    how, rows = xlsx_files.read(data) if data.startswith(ZIP) else csv_files.read(data, count_known)
    rows = ((line, [tidy(cell) for cell in cells]) for line, cells in rows)
    rows = ((line, cells) for line, cells in rows if any(cells))
    _line, headers = next(rows, (1, []))
    while headers and not headers[-1]:
        headers.pop()
    if not headers:
        raise FileRefusedError(_("The file is empty."))
    return Table(headers, _bounded(rows, len(headers), is_ragged=how[0] == "XLSX"), how)


def _bounded(rows, width, *, is_ragged):
    """`is_ragged`: a workbook leaves out the empty cells at the end of a row. In CSV they must be there."""
    for number, (line, cells) in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise FileRefusedError(_("More than %(limit)d rows. Split the file.") % {"limit": MOST_ROWS}, line)
        if any(cells[width:]) or (not is_ragged and len(cells) < width):
            numbers = {"cells": len(cells), "headers": width}
            message = _("The number of cells (%(cells)d) is not that of the headers (%(headers)d).")
            raise FileRefusedError(message % numbers, line)
        if any(len(cell) > LONGEST_CELL for cell in cells):
            limit = {"limit": LONGEST_CELL}
            raise FileRefusedError(_("A cell with more than %(limit)d characters.") % limit, line)
        yield line, (cells + [""] * width)[:width]
