"""The page on which somebody decides about an object: what would change for readers, and the next step."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import preview, roles, workflow
from .clock_notes import to_translate
from .differences import differences
from .models import Status, Step
from .saving import is_reviewed

DONE = {
    Step.Action.SUBMITTED: gettext_lazy("Submitted for review."),
    Step.Action.RETURNED: gettext_lazy("Sent back."),
    Step.Action.PUBLISHED: gettext_lazy("Published: readers see this version now."),
    Step.Action.WITHDRAWN: gettext_lazy("Withdrawn: readers do not see it any more."),
    Step.Action.DISCARDED: gettext_lazy("The working version was discarded."),
}


def review(admin, request, pk):
    obj = get_object_or_404(admin.model, pk=pk)
    if not admin.has_view_or_change_permission(request, obj):
        raise PermissionDenied
    form = _approval_form(admin, request, obj)
    if request.method == "POST":
        step = _take_step(request, obj, form)
        if step:
            messages.success(request, DONE[step.action])
            return HttpResponseRedirect(admin.desk_url("review", obj.pk))
    return _page(admin, request, obj, form)


def _approval_form(admin, request, obj):
    """Author, reviewer and days, for who may approve what is reviewed."""
    if admin.approval_form is None or not roles.may_publish(request.user, admin.model):
        return None
    data = request.POST if request.POST.get("step") == "publish" else None
    return admin.approval_form(data, obj=obj, account=request.user)


def _take_step(request, obj, form):
    """The Step, or None with a message on why not."""
    if request.POST.get("step") == "publish" and form and not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return _step(request, obj, form)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return None


def _step(request, obj, form):
    step, reason = request.POST.get("step"), request.POST.get("reason", "")
    if step == "publish":
        stamps = form.stamps() if form else None
        return workflow.publish(obj, by=request.user, seen=request.POST.get("seen"), stamps=stamps)
    if step == "submit":
        return workflow.submit(obj, by=request.user)
    if step == "send-back":
        return workflow.send_back(obj, by=request.user, reason=reason)
    if step == "withdraw":
        return workflow.withdraw(obj, by=request.user, reason=reason)
    if step == "discard":
        return workflow.discard(obj, by=request.user, reason=reason)
    raise ValidationError(_("There is no such step."))


def _page(admin, request, obj, form):
    obj.refresh_from_db()
    review = workflow.review_of(obj)
    changes = differences(admin.model, review.live, review.proposed) if review.is_pending else []
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Review: %(object)s") % {"object": obj},
        "opts": admin.opts,
        "object": obj,
        "review": review,
        "changes": [(change, change.place in review.conflicts) for change in changes],
        "hints": [*admin.hints(obj, review.proposed), *to_translate(admin.model, review.proposed)],
        "steps": Step.objects.of(obj),
        "may": _allowed_steps(request.user, review),
        "form": form,
        "reason": request.POST.get("reason", ""),
        "previews": [(admin.desk_url("preview", obj.pk, code), code, name) for code, name in settings.LANGUAGES],
        "shared_link": request.build_absolute_uri(preview.link(obj, request.LANGUAGE_CODE)),
        "days_valid": preview.DAYS_VALID,
        "changelist_url": admin.desk_url("changelist"),
        "object_url": admin.desk_url("change", obj.pk),
    }
    return TemplateResponse(request, "admin/desk/review.html", context)


def _allowed_steps(account, review):
    """{step: whether the account may take it now}."""
    model = type(review.obj)
    may_publish = roles.may_publish(account, model)
    is_in_review = review.status == Status.IN_REVIEW
    return {
        "publish": may_publish and review.is_pending and (is_in_review or not is_reviewed(model)),
        "send_back": may_publish and review.is_pending and is_in_review,
        "submit": review.is_pending and review.status == Status.DRAFT and workflow.may_submit(account, review),
        "discard": review.working is not None and workflow.may_discard(account, review),
        "withdraw": may_publish and review.obj.is_published and review.working is None,
    }
