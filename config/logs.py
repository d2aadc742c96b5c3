"""What a person asks for is health data, and some addresses hold a signed token: logs have neither.

Of a request, a log has the route of config/urls.py that it took, in place of its path and query.
"""

import logging
import re
from copy import copy

from django.http import HttpRequest

# Up to the end of the line: a malformed request may hold spaces, and then its pieces stand where no ? is.
PRIVATE = re.compile(r"\?.*|(?<=Invalid request) from ip=.*|(?<=Error handling request) .*")


class FormatterWithoutQuery(logging.Formatter):
    """Removes queries from the whole record, its traceback included, and what a database error quotes."""

    def format(self, record):
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            record = _without_path(record, request)
        return PRIVATE.sub("", super().format(record))

    def formatException(self, ei):  # noqa: N802 - logging's name
        """Where it happened and what kind of error it was; its words may be those of a reader."""
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if line.startswith((" ", "Traceback"))) + f"\n{ei[0].__name__}"


def _without_path(record, request):
    """Django's own messages: a reason or a method, and the path as the last argument; or the words of an error."""
    record = copy(record)
    route = f"/{request.resolver_match.route}" if request.resolver_match else "(no route)"
    if record.args:
        *said, _path = record.args
        # “Origin checking failed - https://… does not match”: up to the header that it quotes
        record.args = (*(word.partition(" - ")[0] for word in said), route)
    else:
        record.msg = f"{record.name.rpartition('.')[2]}: {route}"
    return record
