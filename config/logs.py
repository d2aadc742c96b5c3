"""What a person filters by is health data, so no query string reaches a log."""

import logging
import re

# Up to the end of the line: a malformed request may hold spaces, and then its pieces stand where no ? is.
PRIVATE = re.compile(r"\?.*|(?<=Invalid request) from ip=.*")


class FormatterWithoutQuery(logging.Formatter):
    """Removes queries from the whole record, its traceback included, and what a database error quotes."""

    def format(self, record):
        return PRIVATE.sub("", super().format(record))

    def formatException(self, ei):  # noqa: N802 - logging's name
        """Where it happened and what kind of error it was; its words may be those of a reader."""
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if line.startswith((" ", "Traceback"))) + f"\n{ei[0].__name__}"
