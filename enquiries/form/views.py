from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from conditions.models import HelpLine
from directory.models import Clinic, Specialist
from enquiries import periods
from enquiries.reference import is_reference
from intake import sending
from intake.body import is_readable, refuse_unread

from .page import EnquiryPage


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
    page = EnquiryPage(listing, request.GET, request.POST if is_sent else None)
    if not page.is_open:
        return _show(request, page, status=409 if is_sent else 200)
    if is_sent:
        return sending.answer(request, page, show=partial(_show, request, page), keep=page.keep)
    return _show(request, page)


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
