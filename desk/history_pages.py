"""Who changed what and when, and the way back: the versions of an object, and of what was deleted."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Value
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import refusals, roles
from .differences import differences
from .long_lists import BoundedPaginator
from .models import Revision, Step
from .saving import save
from .snapshots import take_many

PER_PAGE = 25


def history(admin, request, object_id):
    """The versions and steps of one object, newest first."""
    obj = admin.get_object(request, object_id)
    if obj is None:
        return admin._get_obj_does_not_exist_redirect(request, admin.opts, object_id)
    if not admin.has_view_or_change_permission(request, obj):
        raise PermissionDenied
    context = {
        **_context(admin, request, _("History: %(object)s") % {"object": obj}),
        "object": obj,
        "object_url": admin.desk_url("change", obj.pk),
        "page": _page_of_entries(obj, request.GET.get("p")),
    }
    return TemplateResponse(request, "admin/desk/history.html", context)


def _page_of_entries(obj, number):
    """A Page of versions and steps together; only those on it are loaded, and without their content."""
    versions = Revision.objects.of(obj).order_by().annotate(kind=Value("version"))
    steps = Step.objects.of(obj).order_by().annotate(kind=Value("step"))
    keys = versions.values_list("made_at", "kind", "pk").union(steps.values_list("at", "kind", "pk"), all=True)
    page = Paginator(keys.order_by("-made_at", "-kind", "-pk"), PER_PAGE).get_page(number)
    found = {
        kind: queryset.in_bulk([key for _at, its_kind, key in page if its_kind == kind])
        for kind, queryset in (("version", versions.without_content()), ("step", steps))
    }
    page.object_list = [found[kind][key] for _at, kind, key in page]
    return page


def version(admin, request, pk, revision):
    """What one version changed; restores it on demand."""
    chosen = get_object_or_404(Revision.objects.of_model(admin.model), pk=revision, object_id=pk)
    obj = admin.model._default_manager.filter(pk=pk).first()
    if not admin.has_view_or_change_permission(request, obj):
        raise PermissionDenied
    if request.method == "POST":
        answer = _restore(admin, request, chosen, is_deleted=obj is None)
        if answer:
            return answer
    before = Revision.objects.of_model(admin.model).filter(object_id=pk, pk__lt=chosen.pk).first()
    context = {
        **_context(
            admin,
            request,
            _("Version of %(day)s") % {"day": _day(chosen)},
        ),
        "object": obj,
        "object_url": admin.desk_url("change", pk),
        "version": chosen,
        "before": before,
        "changes": differences(admin.model, before.content if before else None, chosen.content),
        "may_restore": roles.may(request.user, "change" if obj else "add", admin.model),
    }
    return TemplateResponse(request, "admin/desk/version.html", context)


def _restore(admin, request, chosen, *, is_deleted):
    if not roles.may(request.user, "add" if is_deleted else "change", admin.model):
        raise PermissionDenied
    action = Revision.Action.RESTORED
    replaced = Revision.objects.of_model(admin.model).open().filter(object_id=chosen.object_id).first()
    try:
        with transaction.atomic():
            content = _restorable(admin.model, chosen)
            made = save(admin.model, chosen.object_id, content, by=request.user, action=action)
    except IntegrityError as error:
        text = _("This version cannot come back. %(reason)s")
        messages.error(request, text % {"reason": refusals.sentence(admin.model, error)})
        return None
    if made is None:
        messages.info(request, _("This is the version that you see already."))
    elif made.is_open and replaced:
        text = _("Restored as a working version. That of %(name)s was replaced; it stays in the history.")
        messages.warning(request, text % {"name": replaced.made_by_name or "–"})
    elif made.is_open:
        messages.success(request, _("Restored as a working version; it can be submitted for review."))
    else:
        messages.success(request, _("Restored."))
    return HttpResponseRedirect(admin.desk_url("change", chosen.object_id))


def _restorable(model, version):
    """Its content, but for the columns that other rules than editing set: `not_restored` of the model."""
    names = getattr(model, "not_restored", [])
    now = take_many(model, [version.object_id]).get(version.object_id)
    kept = {name: now["fields"][name] if now else None for name in names}
    return {**version.content, "fields": {**version.content["fields"], **kept}}


def deleted(admin, request):
    """What was deleted and is still gone; each can come back."""
    if not admin.has_view_or_change_permission(request):
        raise PermissionDenied
    versions = Revision.objects.of_model(admin.model).filter(action=Revision.Action.DELETED).without_content()
    gone = versions.filter(~Exists(admin.model._base_manager.filter(pk=OuterRef("object_id"))))
    title = _("Deleted: %(objects)s") % {"objects": admin.opts.verbose_name_plural}
    context = {
        **_context(admin, request, title),
        "page": BoundedPaginator(gone, PER_PAGE).get_page(request.GET.get("p")),
    }
    return TemplateResponse(request, "admin/desk/deleted.html", context)


def latest_of(account):
    """[(Revision, address), …] of the last versions that `account` made."""
    versions = Revision.objects.filter(made_by=account).select_related("content_type").without_content()
    return [(version, address_of(version)) for version in versions[:10]]


def address_of(version):
    """The page that shows what a Revision changed."""
    model = version.content_type
    return reverse(f"admin:{model.app_label}_{model.model}_version", args=[version.object_id, version.pk])


def _day(version):
    return date_format(timezone.localtime(version.made_at), "DATETIME_FORMAT")


def _context(admin, request, title):
    return {
        **admin.admin_site.each_context(request),
        "title": title,
        "opts": admin.opts,
        "media": admin.media,
        "changelist_url": admin.desk_url("changelist"),
        "version_url_name": f"admin:{admin.opts.app_label}_{admin.opts.model_name}_version",
    }
