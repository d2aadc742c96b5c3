"""Corrections at the editors' desk: read, decided, answered."""

from datetime import timedelta

from django.contrib import admin
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk import roles
from desk.saving import edits_live
from directory.models import Correction
from intake.message_admin import ANSWERING, MessageAdmin, allow, valid

from . import deciding
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


def _accept(page, user):
    allow(page.may_decide and page.may_change_listing)
    deciding.accept(page.message, by=user, **valid(page.accept_form))
    page.message.refresh_from_db()
    if page.is_on_the_page:
        return _("Accepted: the page says it now.")
    return _("Accepted: proposed for the listing. Readers see it once it is published.")


def _take_over(page, user):
    allow(page.may_decide and page.may_change_listing)
    deciding.take_over(page.message, by=user)
    return _("Marked as done.")


def _decline(page, user):
    allow(page.may_decide)
    deciding.decline(page.message, by=user, **valid(page.decline_form))
    return _("Declined.")


def _reopen(page, user):
    allow(page.may_decide)
    deciding.reopen(page.message)
    return _("It is open again.")


@admin.register(Correction)
class CorrectionAdmin(MessageAdmin):
    list_display = ["statement", "about", "state", "sent_at", "answer_to_reader"]
    list_filter = [StateFilter, AgeFilter]
    list_select_related = ["specialist", "clinic"]
    steps = {
        "accept": _accept,
        "take-over": _take_over,
        "decline": _decline,
        "reopen": _reopen,
        **ANSWERING,
    }

    @admin.display(description=gettext_lazy("statement"), ordering="fact")
    def statement(self, correction):
        return capfirst(correction.get_fact_display())

    @admin.display(description=gettext_lazy("on the page of"))
    def about(self, correction):
        return str(correction.listing)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("specialist", "clinic")

    def desk_page(self, request, correction):
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

    def refusal_in_words(self, correction, error):
        return refusal_in_words(correction.listing, error)
