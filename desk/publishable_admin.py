from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import preview, review_pages, roles, stages, workflow
from .model_admin import DeskAdmin
from .models import Revision, Status, Step
from .saving import is_reviewed, working_version


class PublishableAdmin(DeskAdmin):
    """For what is published by somebody's decision: previews in every language, the review, bulk steps."""

    offers = None  # what medical pages show of the directory; set by config/urls.py
    actions = ["submit_selected", "publish_selected"]
    approval_form = None  # what the approval sets besides the status: a Form with stamps() and `lacking`

    def get_view_on_site_url(self, obj=None):
        """Nothing to view while it is a draft; the previews are there for that."""
        return super().get_view_on_site_url(obj) if obj is None or obj.is_published else None

    def get_changelist_instance(self, request):
        """With the working versions of the page's objects, found in one statement."""
        changelist = super().get_changelist_instance(request)
        pks = [obj.pk for obj in changelist.result_list]
        working = Revision.objects.of_model(self.model).open().filter(object_id__in=pks).without_content()
        found = {revision.object_id: revision for revision in working}
        for obj in changelist.result_list:
            obj.listed_working = found.get(obj.pk)
        return changelist

    @admin.display(description=gettext_lazy("stage"))
    def stage_of(self, obj):
        """What readers see, and the stage of the version that they do not see yet."""
        if obj.listed_working is None or not obj.is_published:
            return obj.get_status_display()
        newer = _("new version: %(stage)s") % {"stage": obj.listed_working.get_state_display()}
        return format_html('{} <span class="desk-badge is-working">{}</span>', obj.get_status_display(), newer)

    def preview(self, request, obj):
        """The public page of `obj` as a response."""
        raise NotImplementedError

    def hints(self, obj, content):
        """Sentences on what a reader would miss if this were published."""
        return []

    def desk_urls(self):
        return [
            self.desk_path("<int:pk>/preview/<str:preview_language>/", preview_page, "preview"),
            self.desk_path("<int:pk>/review/", review_pages.review, "review"),
            *super().desk_urls(),
        ]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["stage"] = self.stage(request, obj)
            context["hints"] = self.hints(obj, request.desk_editing.content)
        context["may_submit"] = is_reviewed(self.model) or not roles.may_publish(request.user, self.model)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def stage(self, request, obj):
        """Where the object stands, for the head of its form."""
        working = working_version(obj) if obj.is_published else None
        last = Step.objects.of(obj).first()
        return {
            "status": obj.get_status_display(),
            "is_published": obj.is_published,
            "working": working,
            "is_shown": working is not None and request.desk_editing.working is not None,
            "sent_back": last if last and last.action == Step.Action.RETURNED else None,
            "review_url": self.desk_url("review", obj.pk),
            "previews": [
                (self.desk_url("preview", obj.pk, code), code, name) for code, name in settings.LANGUAGES
            ],
        }

    @admin.action(description=gettext_lazy("Submit selected for review"), permissions=["change"])
    def submit_selected(self, request, queryset):
        self._step_for_each(request, queryset, workflow.submit)

    @admin.action(description=gettext_lazy("Publish selected"), permissions=["publish"])
    def publish_selected(self, request, queryset):
        """New listings. A proposal is accepted on its own page, after its difference was seen."""
        proposals = queryset.filter(pk__in=stages.open_pks(self.model))
        for obj in proposals:
            messages.warning(request, _("%(object)s: please look at the proposed change first.") % {"object": obj})
        self._step_for_each(request, queryset.exclude(pk__in=proposals.values("pk")), workflow.publish)

    def get_actions(self, request):
        """What is reviewed is looked at one by one."""
        actions = super().get_actions(request)
        if is_reviewed(self.model):
            actions.pop("publish_selected", None)
        return actions

    def has_publish_permission(self, request):
        return roles.may_publish(request.user, self.model)

    def _step_for_each(self, request, queryset, step):
        done = 0
        for obj in queryset:
            try:
                step(obj, by=request.user)
                done += 1
            except ValidationError as error:
                messages.warning(request, f"{obj}: {' '.join(error.messages)}")
        if done:
            text = ngettext("Done for %(count)d object.", "Done for %(count)d objects.", done)
            messages.success(request, text % {"count": done})


def preview_page(admin, request, pk, preview_language):
    if not admin.has_view_permission(request, get_object_or_404(admin.model, pk=pk)):
        raise PermissionDenied
    return preview.page(admin, request, pk, preview_language)


class StageFilter(admin.SimpleListFilter):
    """Drafts, what waits for a decision, and what is published, working versions included."""

    title = gettext_lazy("stage")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return [
            *Status.choices,
            (stages.NOT_SENT_BACK, _("Draft, not sent back")),
            (stages.SENT_BACK, _("Sent back")),
            (stages.WORKING, _("Published, with a working version")),
            (stages.MINE, _("Last saved by me, not submitted")),
            (stages.MINE_SENT_BACK, _("Last saved by me, sent back")),
        ]

    def queryset(self, request, queryset):
        found = stages.at_stage(queryset, self.value(), request.user)
        return queryset if found is None else found
