"""Error pages in the site's design and the reader's language; they need no database."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token


def bad_request(request, exception=None):
    return _error(request, 400, _("This address is not complete"), _("Something in it cannot be read."))


def permission_denied(request, exception=None):
    return _error(request, 403, _("This page is not open to you"), _("Perhaps you are no longer signed in."))


def page_not_found(request, exception=None):
    return _error(
        request, 404, _("There is no such page"), _("It may have moved, or the address may be mistyped.")
    )


def server_error(request):
    return _error(
        request,
        500,
        _("Something went wrong on our side"),
        _("It is not your fault. Please try again later."),
    )


@requires_csrf_token
def csrf_failure(request, reason=""):
    return _error(request, 403, _("This form has expired"), _("Go back, reload the page and send the form again."))


def _error(request, status, title, text):
    context = {"status": status, "title": title, "text": text}
    return render(request, "errors/error.html", context, status=status)
