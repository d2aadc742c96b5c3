"""What there is to translate, and files of it to take along."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk import clock
from desk.translation_lists import languages_seen_by, summed, totals
from desk.translation_totals import TODO

from .exporting import export, file_name
from .responses import po_response


@require_safe
def translations(request):
    """The totals by language, each number with its list."""
    found = _visible_totals(request)
    sums = summed(found)
    languages = [
        {
            "code": code,
            "name": dict(settings.LANGUAGES)[code],
            "rows": [(one.name, _numbers(one, code)) for one in found if one.counts.get(code)],
            "sums": [sums[code][state] for state in TODO],
        }
        for code in languages_seen_by(request.user)
    ]
    context = {
        **admin.site.each_context(request),
        "title": _("Translations"),
        "languages": languages,
        "may_import": any(one.may_edit for one in found),
    }
    return render(request, "admin/desk/translations.html", context)


def _numbers(one, code):
    """[(number of texts, the list of their objects), …] by state."""
    return [(one.counts[code].get(state, 0), one.url(code, state)) for state in TODO]


@require_safe
def translation_file(request, language):
    if language not in clock.TARGETS:
        raise Http404
    querysets = [QuerySet(one.model) for one in _visible_totals(request)]
    everything, base_url = "everything" in request.GET, request.build_absolute_uri("/")[:-1]
    parts = export(language, querysets, request.user, everything=everything, base_url=base_url)
    return po_response(parts, file_name(language))


def _visible_totals(request):
    found = totals(request.user)
    if not found:
        raise PermissionDenied
    return found
