from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from desk.client_address import client_address
from directory.models import Clinic, Correction, Specialist

from .facts import Fact, facts_of
from .limits import TooManyError
from .origin import is_from_this_site
from .page import ChoicePage, FormPage, SentPage
from .storing import store

MOST_BYTES = 256 * 1024  # of a request: room for a text that is far too long, so that it can be shown again


# Readers get no cookie that could be checked: the form's signed token and the request's origin take its place.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def correction(request, specialist=None, clinic=None):
    is_sent = request.method == "POST"
    if is_sent and not _is_readable(request):
        return _refuse_unread(request)
    listing = _published(specialist, clinic)
    fact = request.GET.get("fact")
    if fact not in facts_of(listing):
        return _show(request, ChoicePage(listing), status=400 if is_sent else 200)
    if is_sent:
        return _send(request, FormPage(listing, Fact(fact), request.POST))
    return _show(request, FormPage(listing, Fact(fact)))


@require_safe
@cache_control(private=True, no_store=True)
def correction_sent(request, form_key, specialist=None, clinic=None):
    listing = _published(specialist, clinic)
    sent = get_object_or_404(Correction.objects.about(listing), form_key=form_key)
    return render(request, "directory/correction_sent.html", {"page": SentPage(listing, sent)})


def _published(specialist, clinic):
    model, slug = (Specialist, specialist) if specialist else (Clinic, clinic)
    return get_object_or_404(model.objects.published().for_page(), slug=slug)


def _is_readable(request):
    """A form without files, of no more than MOST_BYTES. Asked before anything of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return (
        request.content_type == "application/x-www-form-urlencoded"
        and length.isascii()
        and length.isdigit()
        and int(length[:9]) <= MOST_BYTES
    )


def _refuse_unread(request):
    title, text = _("This is too much to read"), _("Please go back, and write it more briefly.")
    return render(request, "errors/error.html", {"status": 413, "title": title, "text": text}, status=413)


def _send(request, page):
    if not is_from_this_site(request):
        return _refuse(request, page, 403, _("This form was sent from another site. Please check it and send it."))
    if not page.is_as_asked:
        return _refuse(request, page, 400, _("What was sent does not fit this form. Please check it and send it."))
    if page.key is None:
        text = _(
            "The form was open for long, or the page has changed since. Please check your text and send it again."
        )
        return _refuse(request, page, 200, text)
    if not page.form.is_valid():
        return _show(request, page)
    found = page.correction
    try:
        store(found, network=client_address(request) or "")
    except TooManyError as refusal:
        response = _refuse(request, page, 429, _in_words(refusal.seconds))
        response.headers["Retry-After"] = str(refusal.seconds)
        return response
    return redirect(page.sent_url(found))


def _in_words(seconds):
    minutes = -(-seconds // 60)
    if minutes <= 90:
        text = ngettext(
            "Many corrections came in a short time. Your text is kept here: please send it in %(n)d minute.",
            "Many corrections came in a short time. Your text is kept here: please send it in %(n)d minutes.",
            minutes,
        )
        return text % {"n": minutes}
    hours = -(-minutes // 60)
    text = ngettext(
        "Many corrections came today. Your text is kept here: please send it in %(n)d hour.",
        "Many corrections came today. Your text is kept here: please send it in %(n)d hours.",
        hours,
    )
    return text % {"n": hours}


def _refuse(request, page, status, text):
    page.form.add_error(None, text)
    return _show(request, page, status)


def _show(request, page, status=200):
    response = render(request, "directory/correction.html", {"page": page}, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
