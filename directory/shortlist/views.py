from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from directory.importing.exporting import CONTENT_TYPES, csv_parts

from . import table, vcards
from .carried import carried_by
from .page import ShortlistPage

# private: whom somebody has chosen stays out of shared caches


@require_safe
@cache_control(private=True)
def shortlist(request):
    response = render(request, "directory/shortlist.html", {"page": _page(request)})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@cache_control(private=True)
def shortlist_vcard(request):
    page = _page(request)
    return _file(page, vcards.vcards(page.entries, page.site), vcards.CONTENT_TYPE, "konsil.vcf")


@require_safe
@cache_control(private=True)
def shortlist_csv(request):
    page = _page(request)
    content = b"".join(csv_parts(table.rows(page.entries, page.site)))
    return _file(page, content, CONTENT_TYPES["csv"], "konsil.csv")


def _page(request):
    return ShortlistPage(carried_by(request.GET), request.build_absolute_uri("/").rstrip("/"))


def _file(page, content, content_type, name):
    """To the list's page where there is nothing to save: it says why."""
    if not page.entries:
        return redirect(page.asked_url)
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
