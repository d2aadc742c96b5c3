"""The action of the lists that puts chosen objects into a file."""

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from .exporting import export, file_name
from .forms import ExportForm
from .responses import po_response


def export_selected(admin, request, queryset):
    """Asks for the language first."""
    form = ExportForm(request.POST if "export" in request.POST else None)
    if form.is_valid():
        language, base_url = form.cleaned_data["language"], request.build_absolute_uri("/")[:-1]
        everything = form.cleaned_data["everything"]
        parts = export(language, [queryset], request.user, everything=everything, base_url=base_url)
        return po_response(parts, file_name(language))
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Export translations"),
        "opts": admin.opts,
        "changelist_url": admin.desk_url("changelist"),
        "form": form,
        "count": queryset.count(),
        "checkbox_name": ACTION_CHECKBOX_NAME,
        "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "select_across": request.POST.get("select_across", "0"),
    }
    return TemplateResponse(request, "admin/desk/translation_export.html", context)
