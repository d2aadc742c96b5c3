from functools import partial, wraps

from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from directory.models import Clinic, Specialist
from intake import sending
from intake.body import is_readable, refuse_unread

from .letter_page import ChoicePage, LetterPage, SentPage
from .models import LegalPage, Letter
from .models.letter import OF_LISTED
from .shown_page import ShownPage

Subject = Letter.Subject


@require_safe
def page(request, slug):
    found = LegalPage.objects.filter(slug=slug).first()
    if found is None:
        return render(request, "errors/not_written.html", {"name": LegalPage.Slug(slug).label}, status=404)
    return render(request, "legal/page.html", {"page": ShownPage(found)})


def takes_letters(view):
    """Writers get no cookie that could be checked: the form's signed token and its origin take its place."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @cache_control(private=True, no_store=True)
    @wraps(view)
    def guarded(request, **kwargs):
        if request.method == "POST" and not is_readable(request):
            return refuse_unread(request)
        return view(request, **kwargs)

    return guarded


@takes_letters
def objection(request, specialist=None, clinic=None):
    """For who is listed: to have something corrected, to object, to ask what is stored."""
    model, slug = (Specialist, specialist) if specialist else (Clinic, clinic)
    listing = get_object_or_404(model.objects.published(), slug=slug)
    subject = request.GET.get("subject")
    if subject not in OF_LISTED:
        return _show(request, "objection", ChoicePage(listing), 400 if request.method == "POST" else 200)
    return _write(request, "objection", Subject(subject), listing)


@takes_letters
def feedback(request):
    """For who meets a barrier."""
    return _write(request, "feedback", Subject.BARRIER)


@takes_letters
def contact(request):
    return _write(request, "contact", Subject.OTHER)


@require_safe
@cache_control(private=True, no_store=True)
def letter_sent(request, form_key):
    letter = get_object_or_404(Letter.objects.select_related("specialist", "clinic"), form_key=form_key)
    return _show(request, "letter_sent", SentPage(letter))


def _write(request, name, subject, listing=None):
    if request.method != "POST":
        return _show(request, name, LetterPage(subject, listing))
    page = LetterPage(subject, listing, request.POST)
    return sending.answer(request, page, show=partial(_show, request, name, page), keep=page.keep)


def _show(request, name, page, status=200):
    response = render(request, f"legal/{name}.html", {"page": page}, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
