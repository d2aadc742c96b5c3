from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from directory.filtering.bitmaps import log

from .asked import is_known, is_public, key_of
from .page import Page, accepted_by, is_whole
from .store import store


class PageCacheMiddleware:
    """Inside what sets headers on every response, outside everything that a page which is kept does not need.

    A page is kept under the version of the data that was read before it was rendered. What is committed meanwhile
    moves the version, and no version comes back: a page that has seen half of a change is never asked for again.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_public(request):
            return self.get_response(request)
        with log.one_moment():
            coding = accepted_by(request) or "gzip"
            key = key_of(request, coding)
            moment = _moment() if key else ""
            kept = store.get(key) if moment else None
            if kept and kept.moment == moment:
                return kept.answer(request)
            return self._rendered(request, key, coding, moment)

    def _rendered(self, request, key, coding, moment):
        response = self.get_response(request)
        if not is_whole(response):
            return response
        page = Page.of(response, coding, moment)
        if moment and is_known(request):
            store.put(key, page)
        return page.answer(request)


def _moment():
    """Data and day; "" where nothing is to be kept: no database, or a transaction with changes of its own."""
    try:
        moment = log.now()
    except (DatabaseError, InterfaceError):  # whoever renders the page meets it, too, and says so
        return ""
    return "" if moment.is_own else f"{moment.version} {timezone.localdate()}"
