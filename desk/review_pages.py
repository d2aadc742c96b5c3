"""The page on which somebody decides about an object: what would change for readers, and the next step."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import clock, preview, roles, workflow
from .clock_notes import label_of, to_translate
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
    current = workflow.review_of(obj)
    form = _approval_form(admin, request, current)
    if request.method == "POST":
        step = _take_step(request, obj, form)
        if step:
            messages.success(request, DONE[step.action])
            return HttpResponseRedirect(admin.desk_url("review", obj.pk))
        obj.refresh_from_db()  # a step that was refused may have changed it
        current = workflow.review_of(obj)
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Review: %(object)s") % {"object": obj},
        "opts": admin.opts,
        "object": obj,
        "object_url": admin.desk_url("change", obj.pk),
        "changelist_url": admin.desk_url("changelist"),
        "page": ReviewPage(admin, request, current, form),
    }
    return TemplateResponse(request, "admin/desk/review.html", context)


def _approval_form(admin, request, review):
    """Author, reviewer and days, for who may approve what is reviewed."""
    if admin.approval_form is None or not roles.may_publish(request.user, admin.model):
        return None
    data = request.POST if request.POST.get("step") == "publish" else None
    return admin.approval_form(data, review=review, account=request.user)


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
        decided = {"seen": request.POST.get("seen"), "stamps": stamps, "is_minor": "minor" in request.POST}
        return workflow.publish(obj, by=request.user, **decided)
    if step == "submit":
        return workflow.submit(obj, by=request.user)
    if step == "send-back":
        return workflow.send_back(obj, by=request.user, reason=reason)
    if step == "withdraw":
        return workflow.withdraw(obj, by=request.user, reason=reason)
    if step == "discard":
        return workflow.discard(obj, by=request.user, reason=reason)
    raise ValidationError(_("There is no such step."))


class ReviewPage:
    """What the page shows of a Review; the steps that `request.user` may take now begin with `may_`."""

    days_valid = preview.DAYS_VALID

    def __init__(self, admin, request, review, form):
        self.admin = admin
        self.request = request
        self.review = review
        self.obj = review.obj
        self.form = form  # of the approval; None where nobody is named for it

    @property
    def previews(self):
        """[(address, code of a language, its name), …]"""
        return [
            (self.admin.desk_url("preview", self.obj.pk, code), code, name) for code, name in settings.LANGUAGES
        ]

    @property
    def shared_link(self):
        """For a colleague without an account, in the language of the desk."""
        return self.request.build_absolute_uri(preview.link(self.obj, self.request.LANGUAGE_CODE))

    @cached_property
    def hints(self):
        """Sentences on what a reader would miss if this were published, but for those that the approval lists."""
        if not self.review.is_pending:
            return []
        proposed = self.review.proposed
        found = [*self.admin.hints(self.obj, proposed), *to_translate(self.admin.model, proposed)]
        found += self.admin.warnings(self.review.live, proposed) if self.review.live else []
        listed = self.form.lacking if self.form and self.may_publish else []
        return [hint for hint in found if hint not in listed]

    @cached_property
    def changes(self):
        """[(Difference, whether readers' version was changed at that place, too), …]"""
        if not self.review.is_pending:
            return []
        found = differences(self.admin.model, self.review.live, self.review.proposed)
        return [(change, change.place in self.review.conflicts) for change in found]

    @cached_property
    def steps(self):
        return list(Step.objects.of(self.obj))

    @property
    def refused_step(self):
        """The step that was sent and could not be taken, or ""; its reason keeps what was typed."""
        return self.request.POST.get("step", "")

    @cached_property
    def kept_current(self):
        """["Name (FR)", …]: translations that count as up to date although their source changed."""
        texts = clock.texts(self.admin.model, self.review.proposed)
        places = [place.split(" ") for place in self.review.kept_current]
        return [f"{label_of(texts[path])} ({language.upper()})" for path, language in places]

    @property
    def is_minor(self):
        """Whether minor edits stay that: as sent with a decision that was refused, else as they were saved."""
        return self.refused_step != "publish" or "minor" in self.request.POST

    @property
    def reason(self):
        return self.request.POST.get("reason", "")

    @cached_property
    def _decides(self):
        return roles.may_publish(self.request.user, self.admin.model)

    @property
    def may_publish(self):
        is_ready = self.review.status == Status.IN_REVIEW or not is_reviewed(self.admin.model)
        return self._decides and self.review.is_pending and is_ready

    @property
    def may_send_back(self):
        return self._decides and self.review.is_pending and self.review.status == Status.IN_REVIEW

    @cached_property
    def may_submit(self):
        is_draft = self.review.is_pending and self.review.status == Status.DRAFT
        return is_draft and workflow.may_submit(self.request.user, self.review)

    @cached_property
    def may_discard(self):
        return self.review.working is not None and workflow.may_discard(self.request.user, self.review)

    @property
    def may_withdraw(self):
        return self._decides and self.obj.is_published
