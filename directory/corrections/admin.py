"""Corrections at the editors' desk: read, decided, answered."""

from datetime import timedelta

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk import roles
from desk.long_lists import LongListAdmin
from desk.saving import edits_live
from directory.models import Correction

from . import answering, deciding
from .desk import DeskPage, refusal_in_words


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("open", _("Open")),
            ("waiting", _("Waiting for an answer")),
            ("accepted", _("Accepted")),
            ("declined", _("Declined")),
        ]

    def queryset(self, request, queryset):
        value = self.value()
        if value == "open":
            return queryset.open()
        if value == "waiting":
            return queryset.waiting_for_answer()
        return queryset.filter(state=value) if value else queryset


class AgeFilter(admin.SimpleListFilter):
    title = gettext_lazy("age")
    parameter_name = "age"
    DAYS = {"week": 7, "month": 30}

    def lookups(self, request, model_admin):
        return [("week", _("Older than a week")), ("month", _("Older than a month"))]

    def queryset(self, request, queryset):
        days = self.DAYS.get(self.value())
        return queryset.filter(sent_at__lt=timezone.now() - timedelta(days=days)) if days else queryset


@admin.register(Correction)
class CorrectionAdmin(LongListAdmin, admin.ModelAdmin):
    """No DeskAdmin: that keeps versions, and with them the addresses that are to be forgotten."""

    list_display = ["statement", "about", "state", "sent_at", "answer_to_reader"]
    list_filter = [StateFilter, AgeFilter]
    list_select_related = ["specialist", "clinic"]

    @admin.display(description=gettext_lazy("statement"), ordering="fact")
    def statement(self, correction):
        return capfirst(correction.get_fact_display())

    @admin.display(description=gettext_lazy("on the page of"))
    def about(self, correction):
        return str(correction.listing)

    @admin.display(description=gettext_lazy("answer"))
    def answer_to_reader(self, correction):
        if correction.answered_at:
            return _("sent")
        if correction.is_waiting_for_answer:
            return _("to be sent")
        return _("wanted") if correction.reply_to else ""

    def has_add_permission(self, request):
        """Readers make them."""
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("specialist", "clinic")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Shows it; decides about it only by POST."""
        correction = self.get_object(request, unquote(object_id))
        if correction is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, correction):
            raise PermissionDenied
        page = self._page(request, correction)
        if request.method == "POST":
            has_decided = self._has_decided(request, page)
            correction.refresh_from_db()  # somebody else may have been faster
            if has_decided:
                return redirect(self._next_url(correction))
        return self._show(request, page)

    def _page(self, request, correction):
        with translation.override(correction.language):
            page_url = request.build_absolute_uri(correction.listing.get_absolute_url())
        model = type(correction.listing)
        return DeskPage(
            correction,
            page_url=page_url,
            may_decide=self.has_change_permission(request, correction),
            may_change_listing=roles.may(request.user, "change", model),
            is_live=edits_live(request.user, model, correction.listing.status),
            action=request.POST.get("action", ""),
            sent=request.POST or None,
        )

    def _has_decided(self, request, page):
        """Whether the action that was asked for is done; if not, messages say why."""
        action = ACTIONS.get(request.POST.get("action"))
        if action is None:
            raise BadRequest
        try:
            done = action(page, request.user)
        except ValidationError as error:
            for text in refusal_in_words(page.correction.listing, error):
                messages.error(request, text)
            return False
        except answering.NotSentError:
            messages.error(request, _("The mail could not be sent. Nothing is lost: please try again later."))
            return False
        self.log_change(request, page.correction, done)
        messages.success(request, done)
        return True

    def _next_url(self, correction):
        """Back to it while there is something to do; else to what is open."""
        if correction.is_open or correction.is_waiting_for_answer:
            return reverse("admin:directory_correction_change", args=[correction.pk])
        return reverse("admin:directory_correction_changelist") + "?state=open"

    def _show(self, request, page):
        listing = page.correction.listing
        context = {
            **self.admin_site.each_context(request),
            "title": str(page.correction),
            "opts": self.opts,
            "original": page.correction,
            "page": page,
            "listing_url": reverse(f"admin:directory_{listing._meta.model_name}_change", args=[listing.pk]),
            "has_delete_permission": self.has_delete_permission(request, page.correction),
        }
        return TemplateResponse(request, "admin/directory/correction/change_form.html", context)


def _allow(is_allowed):
    if not is_allowed:
        raise PermissionDenied


def _valid(form):
    """The form's values. Its own errors stand beside its fields."""
    if not form.is_valid():
        raise ValidationError(_("Please correct the errors below."))
    return form.cleaned_data


def _accept(page, user):
    _allow(page.may_decide and page.may_change_listing)
    deciding.accept(page.correction, by=user, **_valid(page.accept_form))
    page.correction.refresh_from_db()
    if page.is_on_the_page:
        return _("Accepted: the page says it now.")
    return _("Accepted: proposed for the listing. Readers see it once it is published.")


def _take_over(page, user):
    _allow(page.may_decide and page.may_change_listing)
    deciding.take_over(page.correction, by=user)
    return _("Marked as done.")


def _decline(page, user):
    _allow(page.may_decide)
    deciding.decline(page.correction, by=user, **_valid(page.decline_form))
    return _("Declined.")


def _reopen(page, user):
    _allow(page.may_decide)
    deciding.reopen(page.correction)
    return _("It is open again.")


def _answer(page, user):
    _allow(page.may_decide)
    answering.send_answer(page.correction, text=_valid(page.answer_form)["text"])
    return _("The answer is sent.")


def _delete_address(page, user):
    _allow(page.may_decide)
    answering.delete_address(page.correction)
    return _("The address is deleted.")


ACTIONS = {
    "accept": _accept,
    "take-over": _take_over,
    "decline": _decline,
    "reopen": _reopen,
    "answer": _answer,
    "delete-address": _delete_address,
}
