"""gunicorn's own messages name the address of a request that failed; this keeps its query to itself."""

import logging
import re

from gunicorn.glogging import Logger

# Up to the end of the line: a malformed request may hold spaces, and then its pieces stand where no ? is.
PRIVATE = re.compile(r"\?.*|(?<=Invalid request) from ip=.*")


class FormatterWithoutQuery(logging.Formatter):
    def format(self, record):
        return PRIVATE.sub("", super().format(record))


class LoggerWithoutQuery(Logger):
    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(FormatterWithoutQuery(self.error_fmt, self.datefmt))
