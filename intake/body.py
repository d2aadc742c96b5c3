"""How much of a request is read before anybody looks at it."""

from django.shortcuts import render
from django.utils.translation import gettext as _

MOST_BYTES = 256 * 1024  # room for a text that is far too long, so that it can be shown again


def is_readable(request):
    """A form without files, of no more than MOST_BYTES. Asked before anything of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return (
        request.content_type == "application/x-www-form-urlencoded"
        and length.isascii()
        and length.isdigit()
        and int(length[:9]) <= MOST_BYTES
    )


def refuse_unread(request):
    title, text = _("This is too much to read"), _("Please go back, and write it more briefly.")
    return render(request, "errors/error.html", {"status": 413, "title": title, "text": text}, status=413)
