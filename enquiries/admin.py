"""What the desk sees of enquiries: how many there are and how they stand. Nobody here can read one."""

from django.conf import settings
from django.contrib import admin, messages
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk.long_lists import LongListAdmin

from . import work_list  # noqa: F401 registers what waits for the desk
from .models import ConsentText, Enquiry, Event, Mail
from .outbox import dead_letters


class ReadOnly:
    """For what the site itself writes."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class QuerySetFilter(admin.SimpleListFilter):
    """The methods of a model's QuerySet, by name and title."""

    title = gettext_lazy("state")
    parameter_name = "state"
    methods = ()

    def lookups(self, request, model_admin):
        return [(name, str(title)) for name, title in self.methods]

    def queryset(self, request, queryset):
        known = dict(self.methods)
        return getattr(queryset, self.value())() if self.value() in known else queryset


class EnquiryStateFilter(QuerySetFilter):
    methods = (
        ("unconfirmed", gettext_lazy("Address not confirmed yet")),
        ("waiting", gettext_lazy("To be forwarded")),
        ("unread", gettext_lazy("Forwarded, not read yet")),
        ("long_unread", gettext_lazy("Not read for a week")),
        ("read", gettext_lazy("Read, not closed yet")),
        ("closed", gettext_lazy("Closed")),
    )


class MailStateFilter(QuerySetFilter):
    methods = (
        ("waiting", gettext_lazy("Waiting")),
        ("dead", gettext_lazy("Given up")),
        ("sent", gettext_lazy("Sent")),
    )


@admin.register(Enquiry)
class EnquiryAdmin(ReadOnly, LongListAdmin, admin.ModelAdmin):
    list_display = ["reference", "to", "state_shown", "arrived_at"]
    list_filter = [EnquiryStateFilter]
    list_select_related = ["specialist", "clinic"]
    search_fields = ["reference"]
    fields = [
        "reference", "to", "state_shown", "language_shown", "consent_text", "arrived_at", "asked_at",
        "confirmed_at", "forwarded_at", "read_at", "closed_at", "outcome", "deleted_on", "log",
    ]  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("specialist", "clinic").defer("sealed")

    @admin.display(description=gettext_lazy("to"))
    def to(self, enquiry):
        return str(enquiry.listing or _("an entry that is gone"))

    @admin.display(description=gettext_lazy("state"))
    def state_shown(self, enquiry):
        return enquiry.state

    @admin.display(description=gettext_lazy("is deleted on"))
    def deleted_on(self, enquiry):
        return date_format(localtime(enquiry.deleted_on))

    @admin.display(description=gettext_lazy("the sender’s language"))
    def language_shown(self, enquiry):
        return dict(settings.LANGUAGES).get(enquiry.language, enquiry.language)

    @admin.display(description=gettext_lazy("log"))
    def log(self, enquiry):
        rows = Event.objects.filter(reference=enquiry.reference).order_by("pk")
        lines = ((date_format(localtime(event.at), "DATETIME_FORMAT"), event.get_kind_display()) for event in rows)
        return format_html_join("", "<div>{} {}</div>", lines)


@admin.register(Mail)
class MailAdmin(ReadOnly, LongListAdmin, admin.ModelAdmin):
    list_display = ["state_shown", "kind", "enquiry", "to", "error", "wanted_at"]
    list_filter = [MailStateFilter, "kind"]
    list_select_related = ["enquiry__specialist", "enquiry__clinic"]
    list_display_links = None
    actions = ["try_again", "note"]

    @admin.display(description=gettext_lazy("state"))
    def state_shown(self, mail):
        return mail.state

    @admin.display(description=gettext_lazy("enquiry to"))
    def to(self, mail):
        return str(mail.enquiry.listing or _("an entry that is gone"))

    @admin.action(description=gettext_lazy("Try again"), permissions=["handle"])
    def try_again(self, request, queryset):
        number = dead_letters.try_again(queryset)
        text = ngettext("%(n)d mail is tried again.", "%(n)d mails are tried again.", number) % {"n": number}
        self.message_user(request, text, messages.SUCCESS if number else messages.WARNING)
        if number < len(queryset):
            why = _("Others wait already, or their sender was told that they could not be delivered.")
            self.message_user(request, why, messages.WARNING)

    @admin.action(description=gettext_lazy("Dealt with"), permissions=["handle"])
    def note(self, request, queryset):
        number = dead_letters.note(queryset)
        text = ngettext("%(n)d mail is marked as dealt with.", "%(n)d mails are marked as dealt with.", number)
        self.message_user(request, text % {"n": number})

    def has_handle_permission(self, request):
        return request.user.has_perm("enquiries.change_mail")


@admin.register(Event)
class EventAdmin(ReadOnly, LongListAdmin, admin.ModelAdmin):
    list_display = ["at", "reference", "kind"]
    list_filter = ["kind"]
    search_fields = ["reference"]
    list_display_links = None


@admin.register(ConsentText)
class ConsentTextAdmin(admin.ModelAdmin):
    """A new version begins with the words of the last one; none is ever changed."""

    list_display = ["version", "made_at", "text_de"]
    fields = ["version", "text_de", "text_en", "text_fr", "text_it"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.null:
            field.empty_value = None  # what is missing is NULL
        return field

    def get_changeform_initial_data(self, request):
        last = ConsentText.objects.in_force()
        if last is None:
            return {"version": 1}
        return {name: getattr(last, name) for name in self.fields[1:]} | {"version": last.version + 1}
