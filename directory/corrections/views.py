from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from directory.models import Clinic, Correction, Specialist
from intake import sending
from intake.body import is_readable, refuse_unread

from .facts import Fact, facts_of
from .page import ChoicePage, CorrectionPage, SentPage
from .storing import store


# Readers get no cookie that could be checked: the form's signed token and the request's origin take its place.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def correction(request, specialist=None, clinic=None):
    is_sent = request.method == "POST"
    if is_sent and not is_readable(request):
        return refuse_unread(request)
    listing = _published(specialist, clinic)
    fact = request.GET.get("fact")
    if fact not in facts_of(listing):
        return _show(request, ChoicePage(listing), status=400 if is_sent else 200)
    if is_sent:
        return _send(request, CorrectionPage(listing, Fact(fact), request.POST))
    return _show(request, CorrectionPage(listing, Fact(fact)))


@require_safe
@cache_control(private=True, no_store=True)
def correction_sent(request, form_key, specialist=None, clinic=None):
    listing = _published(specialist, clinic)
    sent = get_object_or_404(Correction.objects.about(listing), form_key=form_key)
    return render(request, "directory/correction_sent.html", {"page": SentPage(listing, sent)})


def _published(specialist, clinic):
    model, slug = (Specialist, specialist) if specialist else (Clinic, clinic)
    return get_object_or_404(model.objects.published().for_page(), slug=slug)


def _send(request, page):
    def keep(network):
        found = page.correction
        store(found, network=network)
        return page.sent_url(found)

    return sending.answer(request, page, show=lambda status: _show(request, page, status), keep=keep)


def _show(request, page, status=200):
    response = render(request, "directory/correction.html", {"page": page}, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
