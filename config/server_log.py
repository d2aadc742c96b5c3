"""gunicorn's own messages name the address of a request that failed; this keeps its query to itself."""

from gunicorn.glogging import Logger

from config.logs import FormatterWithoutQuery


class LoggerWithoutQuery(Logger):
    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(FormatterWithoutQuery(self.error_fmt, self.datefmt))
