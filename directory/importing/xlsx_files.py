"""Workbooks, read row by row and written row by row: neither needs the whole table in memory."""

import io
import tempfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from warnings import catch_warnings, simplefilter

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.utils import get_column_letter

from . import xlsx_bounds
from .refusals import NOT_TEXT, FileRefusedError, no_text

LAST_COLUMN = 200


def read(data):
    """(how it was read, iterator of (line, [cell, …])) of the first sheet; cells are text, an empty one is "".

    Raises FileRefusedError, also during the iteration. No formula is evaluated: a cell with one is refused.
    """
    xlsx_bounds.check(data)
    try:
        with catch_warnings():
            simplefilter("ignore")  # what openpyxl does not support (styles, validation) does not matter here
            book = load_workbook(io.BytesIO(data), read_only=True)
            sheet = book.worksheets[0]
    except Exception as error:  # openpyxl raises KeyError, ValueError, TypeError … on what other programs wrote
        raise FileRefusedError(_("This is not a workbook that Excel could have written.")) from error
    sheet.reset_dimensions()  # what the file says of its size is only a claim
    return ("XLSX", sheet.title), _rows(sheet)


def _rows(sheet):
    with catch_warnings():
        simplefilter("ignore")
        rows = sheet.iter_rows()
        line = 0
        while True:
            line += 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except Exception as error:
                raise FileRefusedError(_("This row cannot be read."), line) from error
            yield line, _texts(row, line)


def _texts(row, line):
    cells = [_text(cell, line) for cell in row[:LAST_COLUMN]]
    if any(cell.value is not None for cell in row[LAST_COLUMN:]):
        message = _("More than %(number)d columns. Is there a stray cell far to the right?")
        raise FileRefusedError(message % {"number": LAST_COLUMN}, line)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(cell, line):
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        message = _("Cell %(cell)s holds a formula. Replace it by its value (copy, paste special, values).")
        raise FileRefusedError(message % {"cell": _address(cell)}, line)
    if cell.data_type == "e":
        message = _("Cell %(cell)s holds the error %(error)s.")
        raise FileRefusedError(message % {"cell": _address(cell), "error": value}, line)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time | timedelta):
        return str(value)
    if strange := NOT_TEXT.search(str(value)):
        raise no_text(strange, line)
    return str(value)


def _address(cell):
    return f"{get_column_letter(cell.column)}{cell.row}"


def write(rows, *, title):
    """A temporary file, at its beginning, with the workbook of `rows`, an iterable of lists of text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])  # Excel's limit
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    stream = tempfile.TemporaryFile()  # noqa: SIM115 whoever sends it closes it
    book.save(stream)
    stream.seek(0)
    return stream


def _cell(sheet, text):
    """Always text: a postal code keeps its zeros and nothing becomes a formula or a date."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", text))
    cell.data_type, cell.number_format = "s", "@"
    return cell
