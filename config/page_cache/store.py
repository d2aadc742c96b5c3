"""Where pages are kept: settings.CACHES["pages"]. While it fails, it is not asked, and pages are rendered."""

import logging
import time

from django.core.cache import caches

from .page import Page

logger = logging.getLogger(__name__)
LARGEST = 64 * 1024  # bytes of a compressed page
PAUSE = 30  # seconds


class Bytes:
    """For Redis: Django's own serializer would run what it reads (pickle)."""

    def dumps(self, value):
        return value

    def loads(self, value):
        return value


class Store:
    def __init__(self):
        self._failed_at = None

    def get(self, key):
        """The Page, or None."""
        return self._tried(lambda cache: (kept := cache.get(key)) and Page.from_bytes(kept))

    def put(self, key, page):
        if len(page.compressed) <= LARGEST:
            self._tried(lambda cache: cache.set(key, page.to_bytes()))

    def _tried(self, do):
        if self._failed_at is not None and time.monotonic() - self._failed_at < PAUSE:
            return None
        try:
            found = do(caches["pages"])
        except _failures() as error:
            logger.warning("The page cache fails (%s); pages are rendered.", type(error).__name__)
            self._failed_at = time.monotonic()
            return None
        self._failed_at = None
        return found


def _failures():
    """What Redis raises, and reading what is no page."""
    from redis.exceptions import RedisError  # 5 MB that a process without Redis does not need

    return RedisError, OSError, TypeError, ValueError


store = Store()
