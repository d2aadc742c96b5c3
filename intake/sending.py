"""The way of a form that was sent: past the guards, kept, and on to the thanks; or shown again with its text."""

from django.shortcuts import redirect

from desk.client_address import client_address

from . import effort, refusals
from .limits import TooManyError
from .origin import is_from_this_site


def answer(request, page, *, show, keep):
    """The response to a FormPage that was sent.

    `show(status)` gives the page again. `keep(network)` stores what the form says and gives the address of the
    thanks; it may raise TooManyError. `network` is the reader's, to be counted and not kept.
    """

    def refuse(status, text, seconds=None):
        page.form.add_error(None, text)
        response = show(status)
        if seconds:
            response.headers["Retry-After"] = str(seconds)
        return response

    if not is_from_this_site(request):
        return refuse(403, refusals.from_elsewhere())
    if not page.is_as_asked:
        return refuse(400, refusals.does_not_fit())
    if page.sent_token is None:
        return refuse(200, refusals.too_old())
    if not page.form.is_valid():
        return show(200)
    if seconds := _seconds_to_wait(page):
        return refuse(429, refusals.too_fast(seconds), seconds)
    try:
        return redirect(keep(client_address(request) or ""))
    except TooManyError as refusal:
        return refuse(429, refusals.too_many(refusal.seconds), refusal.seconds)


def _seconds_to_wait(page):
    """Only a form that asks for a proof has to be waited for."""
    return effort.seconds_to_wait(page.sent_token, page.posted["proof"]) if "proof" in page.hidden else 0
