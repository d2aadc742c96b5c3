from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from conditions.models import HelpLine
from desk.client_address import client_address
from directory.models import Clinic, Specialist
from enquiries import periods
from enquiries.reference import is_reference
from intake import checks, refusals
from intake.body import is_readable, refuse_unread
from intake.limits import TooManyError

from .page import FormPage
from .storing import store


# Readers get no cookie that could be checked: the form's signed token and the request's origin take its place.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def enquiry(request, specialist=None, clinic=None):
    is_sent = request.method == "POST"
    if is_sent and not is_readable(request):
        return refuse_unread(request)
    model, slug = (Specialist, specialist) if specialist else (Clinic, clinic)
    listing = get_object_or_404(model.objects.published().for_page(), slug=slug)
    page = FormPage(listing, request.GET, request.POST if is_sent else None)
    if not page.is_open:
        return _show(request, page, status=409 if is_sent else 200)
    return _send(request, page) if is_sent else _show(request, page)


def _send(request, page):
    if refusal := checks.refusal(request, page):
        return _refuse(request, page, *refusal)
    if not page.form.is_valid():
        return _show(request, page)
    if seconds := page.seconds_to_wait:
        return _refuse(request, page, 429, refusals.too_fast(seconds), seconds)
    try:
        kept = store(**page.to_store, network=client_address(request) or "")
    except TooManyError as error:
        return _refuse(request, page, 429, refusals.too_many(error.seconds), error.seconds)
    return redirect("enquiries:sent", reference=kept.reference)


def _refuse(request, page, status, text, seconds=None):
    page.form.add_error(None, text)
    response = _show(request, page, status)
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response


def _show(request, page, status=200):
    response = render(request, "enquiries/enquiry.html", {"page": page}, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@cache_control(private=True, no_store=True)
def sent(request, reference):
    """The same for every number that could be one: it tells nobody whether there is such an enquiry."""
    if not is_reference(reference):
        raise Http404
    context = {"reference": reference, "days": periods.TO_CONFIRM, "help_lines": HelpLine.objects.by_country()}
    response = render(request, "enquiries/sent.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
