"""Error pages in the site's design and the reader's language; they need no database."""

import errno
import sys
from contextlib import suppress
from functools import wraps

from django.db import InterfaceError, OperationalError
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

# Classes of SQLSTATE: connection exception, insufficient resources, operator intervention; of the last not 57014,
# a statement that took too long.
SILENCE = ("08", "53", "57P")
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def in_the_readers_language(page):
    """Also where it failed before the language of the request was set."""

    @wraps(page)
    def answer(request, *args, **kwargs):
        with translation.override(translation.get_language_from_request(request, check_path=True)):
            return page(request, *args, **kwargs)

    return answer


@in_the_readers_language
def bad_request(request, exception=None):
    return _error(request, 400, _("This address is not complete"), _("Something in it cannot be read."))


@in_the_readers_language
def permission_denied(request, exception=None):
    return _error(request, 403, _("This page is not open to you"), _("Perhaps you are no longer signed in."))


@in_the_readers_language
def page_not_found(request, exception=None):
    return _error(
        request, 404, _("There is no such page"), _("It may have moved, or the address may be mistyped.")
    )


@in_the_readers_language
def too_large(request):
    return _error(request, 413, _("This is too much to read"), _("Please go back, and write it more briefly."))


@in_the_readers_language
def server_error(request):
    """Where neither the site nor the request is at fault, the page says what is and when to come back."""
    error = sys.exc_info()[1]
    if is_silence(error):
        return database_silent(request)
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return no_room(request)
    return _error(
        request,
        500,
        _("Something went wrong on our side"),
        _("It is not your fault. Please try again later."),
    )


def is_silence(error):
    """Whether the database was not reached, or left, or has no room for one more; not what it answered."""
    if isinstance(error, InterfaceError):
        return True
    code = getattr(error.__cause__, "pgcode", None) or ""
    return isinstance(error, OperationalError) and (not code or code.startswith(SILENCE))


def database_silent(request):
    context = {
        "status": 503,
        "title": _("The site cannot answer at the moment"),
        "text": _("It is not your fault. Please try again in a few minutes."),
        "was_sent": request.method == "POST",
    }
    response = render(request, "errors/database_silent.html", context, status=503)
    response.headers["Retry-After"] = "60"
    response.headers["Cache-Control"] = "no-store"
    return response


def no_room(request):
    for handler in request.upload_handlers:
        with suppress(OSError):  # its last bytes find no room either
            handler.upload_interrupted()
    text = _(
        "The disk of this site is full. Nothing was saved. Please tell whoever runs the site, and leave this page "
        "open: when you reload it, your browser can send the same again."
    )
    return _error(request, 507, _("There is no room for this file"), text)


@requires_csrf_token
@in_the_readers_language
def csrf_failure(request, reason=""):
    return _error(request, 403, _("This form has expired"), _("Go back, reload the page and send the form again."))


def _error(request, status, title, text):
    context = {"status": status, "title": title, "text": text}
    return render(request, "errors/error.html", context, status=status)
