"""The way of a form that was sent: past the guards, kept, and on to the thanks; or shown again with its text."""

from django.shortcuts import redirect

from desk.client_address import client_address

from . import checks, effort, refusals
from .limits import TooManyError


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

    if refusal := checks.refusal(request, page):
        return refuse(*refusal)
    if not page.form.is_valid():
        return show(200)
    if seconds := _seconds_to_wait(page):
        return refuse(429, refusals.too_fast(seconds), seconds)
    try:
        return redirect(keep(client_address(request) or ""))
    except TooManyError as error:
        return refuse(429, refusals.too_many(error.seconds), error.seconds)


def _seconds_to_wait(page):
    """Only a form with a field for a proof has to be waited for."""
    return effort.seconds_to_wait(page.sent_token, page.posted["proof"]) if "proof" in page.form.fields else 0
