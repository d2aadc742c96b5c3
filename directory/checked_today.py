"""Bulk action of the desk: these listings were checked today, and where."""

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk.models import Revision
from desk.saving import contents_to_edit, locked, save_many


class CheckedTodayForm(forms.Form):
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=200,
        help_text=gettext_lazy("Where you checked: the own website, a telephone call, a register."),
    )
    source_url = forms.URLField(label=gettext_lazy("Address of the source"), required=False)


def checked_today(admin, request, queryset):
    """Asks for the source, then notes day and source; who may not publish proposes it."""
    form = CheckedTodayForm(request.POST if "source" in request.POST else None)
    if form.is_valid():
        noted, proposed = write(admin.model, queryset, by=request.user, **form.cleaned_data)
        if proposed:
            text = ngettext(
                "Proposed for %(count)d listing: whoever may publish it decides.",
                "Proposed for %(count)d listings: whoever may publish them decides.",
                proposed,
            )
            messages.info(request, text % {"count": proposed})
        if noted or not proposed:
            text = ngettext("Noted for %(count)d listing.", "Noted for %(count)d listings.", noted)
            messages.success(request, text % {"count": noted})
        return None
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Checked today"),
        "opts": admin.opts,
        "changelist_url": admin.desk_url("changelist"),
        "form": form,
        "listings": queryset[:20],
        "count": queryset.count(),
        "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "select_across": request.POST.get("select_across", "0"),
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/directory/checked_today.html", context)


@transaction.atomic
def write(model, queryset, *, by, source, source_url=""):
    """Note the check for every listing of `queryset`: (how many were changed, for how many it is proposed)."""
    pks = [obj.pk for obj in locked(model, queryset.order_by().values_list("pk", flat=True))]
    contents = contents_to_edit(model, pks, by)
    for content in contents.values():
        content["fields"].update(checked_on=timezone.localdate().isoformat(), source=source, source_url=source_url)
    saved = save_many(model, contents, by=by, action=Revision.Action.CHECKED)
    proposed = [revision.is_open for revision in saved.values() if revision]
    return proposed.count(False), proposed.count(True)
