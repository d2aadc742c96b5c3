"""Exports of a filtered list: which files there are, and the files."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from desk import roles

from . import exporting
from .kinds import KINDS, may_import
from .pages import download


class ExportAdmin:
    """A mixin for the admin pages of listings: what the list shows, as files that an import takes."""

    change_list_template = "admin/directory/listing_change_list.html"

    def desk_urls(self):
        return [
            self.desk_path("export/", choice, "export"),
            self.desk_path("export/<slug:kind_name>.<slug:form>", file, "export_file"),
            *super().desk_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        context = {
            "may_export": roles.may(request.user, "export", self.model),
            "may_import": any(may_import(request.user, kind) for kind in kinds_of(self.model)),
        }
        return super().changelist_view(request, context | (extra_context or {}))


def kinds_of(model):
    return [kind for kind in KINDS.values() if model in kind.models]


def choice(admin, request):
    """Which files can be made of the list as it is filtered."""
    listings = _listings(admin, request)
    files = [
        (capfirst(kind.label), form.upper(), admin.desk_url("export_file", kind.name, form))
        for kind in kinds_of(admin.model)
        for form in exporting.CONTENT_TYPES
    ]
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Export"),
        "opts": admin.opts,
        "changelist_url": admin.desk_url("changelist"),
        "files": files,
        "number": listings.count(),
    }
    return TemplateResponse(request, "admin/directory/export.html", context)


def file(admin, request, kind_name, form):
    """One of these files."""
    kind = KINDS.get(kind_name)
    if kind not in kinds_of(admin.model) or form not in exporting.CONTENT_TYPES:
        raise Http404
    listings = _listings(admin, request)
    return download(exporting.parts(kind, listings, form), form, f"{kind.name}-{timezone.localdate()}")


def _listings(admin, request):
    """What the list shows under the same query. Raises PermissionDenied, and Http404 where that says nothing."""
    if not roles.may(request.user, "export", admin.model):
        raise PermissionDenied
    try:
        return admin.get_changelist_instance(request).queryset
    except IncorrectLookupParameters as error:
        raise Http404 from error
