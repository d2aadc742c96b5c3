import re

from django.utils.translation import gettext as _

NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class FileRefusedError(Exception):
    """A file that cannot be read as a table. The message says why and, where it is known, on which line."""

    def __init__(self, message, line=None):
        super().__init__(_("Line %(line)d: %(message)s") % {"line": line, "message": message} if line else message)
        self.line = line


def no_text(strange, line):
    """The refusal of a match of NOT_TEXT."""
    message = _("There is a character that is not text (U+%(code)04X).")
    return FileRefusedError(message % {"code": ord(strange[0])}, line)


class CellRefusedError(Exception):
    """A cell that says nothing the directory can hold. The message is for the person who made the file."""
