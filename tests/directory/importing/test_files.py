"""Files as Excel and others write them, and files that are broken or bad."""

import datetime
import io
import resource
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from directory.importing import headers, table, xlsx_bounds
from directory.importing.kinds import KINDS
from directory.importing.refusals import FileRefusedError
from directory.importing.words import tidy

from .files import csv_bytes, xlsx_bytes

ROWS = [
    ["Vorname", "Nachname", "Telefon"],
    ["Zoë", "Müller-Lüdenscheidt", "+49 30 1"],
    ["André", "Groß; Klein", "089"],
]
KIND = KINDS["specialists"]


def read(data):
    """(how, headers, rows) of the bytes of a file."""
    found = table.read(data, lambda cells: headers.count_known(cells, KIND))
    return found.how, found.headers, list(found.rows)


def refusal(data):
    with pytest.raises(FileRefusedError) as error:
        read(data)
    return str(error.value)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
        ("mac_roman", "Macintosh"),
    ],
)
def test_csv_is_read_as_it_was_written(encoding, name, end, separator):
    how, head, rows = read(csv_bytes(ROWS, separator=separator, encoding=encoding, end=end))
    assert (how, head, rows) == ((name, separator), ROWS[0], [(2, ROWS[1]), (3, ROWS[2])])


def test_a_hint_about_the_separator_is_followed():
    assert read(b"sep=,\r\nVorname,Nachname\r\nAda,Muster\r\n") == (
        ("UTF-8", ","),
        ["Vorname", "Nachname"],
        [(3, ["Ada", "Muster"])],
    )


def test_rows_over_several_lines_and_blank_ones_keep_their_line_numbers():
    data = b'Vorname;Nachname\r\n\r\n"Ada\r\nMaria";Muster\r\n;\r\nBen;Muster\r\n'
    assert read(data)[2] == [(3, ["Ada\nMaria", "Muster"]), (6, ["Ben", "Muster"])]


def test_invisible_characters_of_websites_are_taken_away():
    data = "Vorname;Nachname\n\u200bAda\u00a0;Mus\u00adter\n".encode()
    assert read(data)[2] == [(2, ["Ada", "Muster"])]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty."),
        (b"\r\n\r\n", "The file is empty."),
        (b"Vorname;Nachname\nAda\n", "Line 2: The number of cells (1) is not that of the headers (2)."),
        (b"Vorname;Nachname\nAda;Muster;1;2\n", "Line 2: The number of cells (4) is not that of the headers (2)."),
        (b"Vorname;Nachname\nAda;Mus\x00ter\n", "Line 2: There is a character that is not text (U+0000)."),
        (
            b'Vorname;Nachname\nAda;"Muster"x\n',
            "Line 2: The quotation marks around a cell do not fit, or a cell is too long.",
        ),
        (
            b'Vorname;Nachname\nAda;Muster\nBen;"Muster\n',
            "Line 3: The quotation marks around a cell do not fit, or a cell is too long.",
        ),
        (
            b"\xef\xbb\xbfVorname;Nachname\nAda;M\xfcller\n",
            "Line 2: These bytes are not UTF-8 text. Save the file as CSV UTF-8.",
        ),
        (
            b"Vorname;Nachname\n\nAda;M\x81ller\n",
            "Line 3: These bytes are not Windows-1252 text. Save the file as CSV UTF-8.",
        ),
        (b"Vorname;Nachname\nAda;" + b"x" * 20_001, "Line 2: A cell with more than 20000 characters."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "This is an old or password-protected Excel file. Save it as .xlsx without a password, or as CSV.",
        ),
        (b"PK\x03\x04 no workbook", "This is not a workbook that Excel could have written."),
        (b"x" * (table.LARGEST_FILE + 1), "The file is larger than 10 MB. Split it."),
    ],
)
def test_a_broken_file_says_where_it_breaks(data, message):
    assert refusal(data) == message


def test_more_rows_than_are_allowed_are_refused(monkeypatch):
    monkeypatch.setattr(table, "MOST_ROWS", 2)
    assert refusal(csv_bytes([*ROWS, ROWS[1]])) == "Line 4: More than 2 rows. Split the file."


def test_a_workbook_is_read_as_text():
    rows = [
        ["Vorname", "PLZ", "geprüft am", "Breite", "Facharzt"],
        ["Ada", 1067, datetime.date(2026, 12, 31), 48.1312, True],
        [None, "01067", datetime.datetime(2026, 1, 2), 8001.0, False],
    ]
    assert read(xlsx_bytes(rows)) == (
        ("XLSX", "Sheet"),
        rows[0],
        [
            (2, ["Ada", "1067", "2026-12-31", "48.1312", "true"]),
            (3, ["", "01067", "2026-01-02", "8001", "false"]),
        ],
    )


def test_empty_cells_at_the_end_of_a_workbooks_row_are_no_error():
    assert read(xlsx_bytes([["Vorname", "Nachname", None], ["Ada", None], [None, None], ["Ben", "M"]]))[2] == [
        (2, ["Ada", ""]),
        (4, ["Ben", "M"]),
    ]


def test_a_formula_is_neither_evaluated_nor_taken_for_its_last_value():
    assert refusal(xlsx_bytes([["Vorname"], ["Ada"], ["=1+1"]])) == (
        "Line 3: Cell A3 holds a formula. Replace it by its value (copy, paste special, values)."
    )


def far_cell(address):
    book = Workbook()
    book.active.append(["Vorname"])
    book.active[address] = "x"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("XFD2", "Line 2: More than 200 columns. Is there a stray cell far to the right?"),
        ("B1048576", "Line 1048576: The number of cells (2) is not that of the headers (1)."),
    ],
)
def test_a_cell_at_the_far_end_takes_no_memory(address, message):
    data = far_cell(address)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal(data) == message
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before  # kilobytes
    assert grown < 50 * 1024


def workbook_with(**parts):
    """A workbook with some of its parts replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_bytes(ROWS))) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
START = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
NO_WORKBOOK = "This is not a workbook that Excel could have written."


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"xl/sharedStrings.xml": '<!DOCTYPE a [<!ENTITY b "c">]><sst/>'}, NO_WORKBOOK),
        ({"xl/sharedStrings.xml": "<!DOCTYPE a><sst/>".encode("utf-16")}, NO_WORKBOOK),
        ({SHEET: "<a>" * 50 + "</a>" * 50}, NO_WORKBOOK),
        ({SHEET: START + '<row r="2"/><row r="1"/></sheetData></worksheet>'}, NO_WORKBOOK),
        ({SHEET: START + '<row r="1"><c r="A1"><v>not closed'}, NO_WORKBOOK),
        (
            {SHEET: START + '<row r="1">' + "<c/>" * 1001 + "</row></sheetData></worksheet>"},
            "Line 1: More than 1000 columns. Is there a stray cell far to the right?",
        ),
        (
            {"bomb.bin": b"0" * (xlsx_bounds.UNPACKED + 1)},
            "This workbook is too large once unpacked. Split it, or save it as CSV.",
        ),
        (
            {f"p{n}.bin": "" for n in range(501)},
            "This workbook is too large once unpacked. Split it, or save it as CSV.",
        ),
    ],
)
def test_a_bad_workbook_is_refused_before_it_is_opened(parts, message):
    assert refusal(workbook_with(**parts)) == message


@pytest.mark.parametrize("escaped", ["&#x85;", "&#xFFFE;"])
def test_characters_that_are_no_text_are_refused_in_workbooks_too(escaped):
    cells = f'<row r="1"><c r="A1" t="inlineStr"><is><t>Vor{escaped}name</t></is></c></row>'
    message = refusal(workbook_with(**{SHEET: f"{START}{cells}</sheetData></worksheet>"}))
    assert message.startswith(("Line 1: There is a character that is not text", NO_WORKBOOK))


def test_a_sheet_that_claims_to_be_small_is_read_to_its_end():
    sheet = START.replace("<sheetData>", '<dimension ref="A1:A1"/><sheetData>')
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>Vorname</t></is></c></row>'
    cells += '<row r="2"><c r="A2" t="inlineStr"><is><t>Ada</t></is></c></row>'
    assert read(workbook_with(**{SHEET: f"{sheet}{cells}</sheetData></worksheet>"}))[2] == [(2, ["Ada"])]


CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=4), st.sampled_from([";", ",", "\t"]))
def test_whatever_is_in_the_cells_comes_back(rows, separator):
    data = csv_bytes([["Vorname", "Nachname"], *rows], separator=separator)
    wanted = [[tidy(cell) for cell in row] for row in rows]
    assert [cells for _line, cells in read(data)[2]] == [row for row in wanted if any(row)]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_refusal(data):
    with suppress(FileRefusedError):
        read(data)
