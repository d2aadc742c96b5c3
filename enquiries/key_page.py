"""What the pages behind the links of mails share: a key in the address, and no copy anywhere."""

from functools import wraps

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from intake.body import is_readable, refuse_unread
from intake.limits import TooManyError
from intake.origin import is_from_this_site

from . import keyring
from .access import BadKeyError
from .steps import GoneError, NotNowError


def opened_by(read_key):
    """A view `view(request, access)` that opens for a key which `read_key` accepts.

    The key is what keeps other sites out: they do not know it. So there is no cookie and no CSRF token.
    """

    def decorate(view):
        @csrf_exempt
        @require_http_methods(["GET", "HEAD", "POST"])
        @cache_control(private=True, no_store=True)
        @wraps(view)
        def checked(request):
            response = _answer(request, view, read_key)
            response.headers["X-Robots-Tag"] = "noindex"
            return response

        return checked

    return decorate


def _answer(request, view, read_key):
    if request.method == "POST" and not is_readable(request):
        return refuse_unread(request)
    try:
        access = read_key(request.GET.get("key", ""))
    except BadKeyError:
        title, text = _("This link is not complete"), _("Please open it from the e-mail again, or copy all of it.")
        return _error(request, 404, title, text)
    if request.method == "POST" and not is_from_this_site(request):
        return _error(request, 403, _("This came from another site"), _("Please open the link from the e-mail."))
    try:
        return view(request, access)
    except GoneError:
        text = _("It was withdrawn, or it was deleted when its time was over. Nothing of it is kept.")
        return _error(request, 410, _("This enquiry no longer exists"), text)
    except NotNowError:
        text = _("Perhaps this was done already. Please open the link from the e-mail again.")
        return _error(request, 409, _("This is not possible any more"), text)
    except TooManyError as error:
        text = _("Some links were sent already today. Please look into the mailbox, or come back tomorrow.")
        response = _error(request, 429, _("No further link today"), text)
        response.headers["Retry-After"] = str(error.seconds)
        return response
    except keyring.SealedError:
        text = _("Nothing is lost. Please try again later.")
        return _error(request, 503, _("This enquiry cannot be opened at present"), text)


def _error(request, status, title, text):
    context = {"status": "", "title": title, "text": text}  # a number would only frighten
    return render(request, "errors/error.html", context, status=status)
