"""Letters at the editors' desk: read, closed, answered."""

from django.contrib import admin
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.message_admin import ANSWERING, MessageAdmin, allow, valid

from . import deciding
from .desk import DeskPage
from .models import Letter


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("to-answer", _("To answer")),
            ("overdue", _("Overdue")),
            ("open", _("Open")),
            ("done", _("Done")),
        ]

    def queryset(self, request, queryset):
        value = self.value()
        if value == "to-answer":
            return queryset.to_answer()
        if value == "overdue":
            return queryset.overdue()
        return queryset.filter(state=value) if value else queryset


def _close(page, user):
    allow(page.may_decide)
    deciding.close(page.message, by=user, **valid(page.close_form))
    return _("Marked as done.")


def _reopen(page, user):
    allow(page.may_decide)
    deciding.reopen(page.message)
    return _("It is open again.")


@admin.register(Letter)
class LetterAdmin(MessageAdmin):
    list_display = ["about", "listing", "state", "due", "sent_at", "answer_to_reader"]
    list_filter = [StateFilter, "subject"]
    list_select_related = ["specialist", "clinic"]
    steps = {"close": _close, "reopen": _reopen, **ANSWERING}

    class Media:
        css = {"all": ["desk/translations.css"]}

    @admin.display(description=gettext_lazy("subject"), ordering="subject")
    def about(self, letter):
        return letter.get_subject_display()

    @admin.display(description=gettext_lazy("listing"))
    def listing(self, letter):
        return letter.listing_name

    @admin.display(description=gettext_lazy("to be answered by"), ordering="due_on")
    def due(self, letter):
        day = date_format(letter.due_on)
        if letter.is_overdue:
            return format_html('{} <span class="desk-badge is-missing">{}</span>', day, _("overdue"))
        return day if letter.is_to_answer else ""

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("specialist", "clinic")

    def desk_page(self, request, letter):
        return DeskPage(
            letter,
            absolute=request.build_absolute_uri,
            may_decide=self.has_change_permission(request, letter),
            action=request.POST.get("action", ""),
            sent=request.POST or None,
        )
