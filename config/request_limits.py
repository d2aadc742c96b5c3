"""What no browser of a reader sends is refused before anything of it is read."""

from django.conf import settings
from django.http import HttpResponseNotAllowed

from . import errors

METHODS = ["GET", "HEAD", "POST"]
MOST_BYTES = 256 * 1024  # of a form: room for a text that is far too long, so that it can be shown again
MOST_BYTES_AT_DESK = 12 * 1024 * 1024  # files of imports, and portraits
LENGTH_OF_LENGTH = 9  # digits; int() refuses to read some thousand of them


class RequestLimitsMiddleware:
    """Without it, who is not signed in could fill the disk with files that no page asks for."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = f"/{settings.ADMIN_PATH}"

    def __call__(self, request):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()):
            return errors.bad_request(request)
        most = MOST_BYTES_AT_DESK if request.path_info.startswith(self.desk) else MOST_BYTES
        if len(length) > LENGTH_OF_LENGTH or int(length) > most:
            return errors.too_large(request)
        return self.get_response(request)
