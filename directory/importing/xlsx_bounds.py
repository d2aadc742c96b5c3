"""What a workbook may be, checked before anything builds objects from it.

A workbook is a ZIP of XML: 30 kB can unpack to gigabytes, and one cell at the far corner makes a table of 17
billion. This pass streams each XML part through expat and keeps nothing.
"""

import io
import zipfile
import zlib
from xml.parsers import expat

from django.utils.translation import gettext as _

from .refusals import FileRefusedError

UNPACKED = 60 * 2**20  # bytes of all parts; 20,000 rows of 25 columns take some 30 MB
PARTS = 500
CELLS_A_ROW = 1000
DEPTH = 40


def check(data):
    """Raises FileRefusedError unless `data` are the bytes of a workbook that is safe to open."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
                raise FileRefusedError(_("This workbook is too large once unpacked. Split it, or save it as CSV."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        _Part().parse(stream)
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise FileRefusedError(_("This is not a workbook that Excel could have written.")) from error


class _Part:
    def __init__(self):
        self.depth = self.row = self.cells = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def parse(self, stream):
        self.parser.ParseFile(stream)

    def doctype(self, *_args):
        raise expat.ExpatError("a workbook has no document type")

    def start(self, name, attributes):
        self.depth += 1
        if self.depth > DEPTH:
            raise expat.ExpatError("nested too deeply")
        element = name.rpartition(" ")[2]
        if element == "row":
            self._start_row(attributes.get("r"))
        elif element == "c":
            self.cells += 1
            if self.cells > CELLS_A_ROW:
                message = _("More than %(number)d columns. Is there a stray cell far to the right?")
                raise FileRefusedError(message % {"number": CELLS_A_ROW}, self.row)

    def _start_row(self, number):
        """Rows out of order would be skipped in silence further on."""
        before, self.row, self.cells = self.row, int(number) if (number or "").isdecimal() else self.row + 1, 0
        if self.row <= before:
            raise expat.ExpatError("rows out of order")

    def end(self, _name):
        self.depth -= 1
