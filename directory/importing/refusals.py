from django.utils.translation import gettext as _


class FileRefusedError(Exception):
    """A file that cannot be read as a table. The message says why and, where it is known, on which line."""

    def __init__(self, message, line=None):
        super().__init__(_("Line %(line)d: %(message)s") % {"line": line, "message": message} if line else message)
        self.line = line


class CellRefusedError(Exception):
    """A cell that says nothing the directory can hold. The message is for the person who made the file."""
