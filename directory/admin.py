from django.contrib import admin
from django.db.models import F
from django.db.models.functions import Collate
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from conditions.word_search import WordSearch
from desk.long_lists import LongListAdmin
from desk.model_admin import DeskAdmin, DeskInline, change_link
from desk.publishable_admin import PublishableAdmin, StageFilter

from .checked_today import checked_today
from .corrections.admin import CorrectionAdmin  # noqa: F401 registered there
from .forms import AffiliationForm, AffiliationFormSet, ClinicForm, SpecialistForm, TreatmentForm
from .importing.admin import ImportRunAdmin  # noqa: F401 registered there
from .importing.export_pages import ExportAdmin
from .list_filters import CheckFilter, CountryFilter, LacksFilter, SpecialtyFilter
from .models import (
    Affiliation,
    Certificate,
    Clinic,
    ClinicTreatment,
    Language,
    Place,
    Region,
    Specialist,
    SpecialistTreatment,
)
from .models.listing import FACTS
from .old_checks import warnings as warnings_of_old_checks
from .profile_page import ClinicPage, SpecialistPage
from .search.reading import typed_words

# The warning about an unknown postal code makes sense only against a complete list; the smallest, Austria's,
# has some 2,000 codes. The few places of the sample data would make every real address suspicious.
COMPLETE_LIST = 1000


class PlaceOfWorkInline(DeskInline, admin.TabularInline):
    model = Affiliation
    form = AffiliationForm
    formset = AffiliationFormSet
    extra = 0
    autocomplete_fields = ["clinic"]


class PhysicianInline(admin.TabularInline):
    """Who works at a clinic; it is entered with the specialist."""

    model = Affiliation
    verbose_name_plural = _("Specialists who work here")
    fields = readonly_fields = ["physician", "role", "is_main"]
    extra = 0

    @admin.display(description=_("specialist"))
    def physician(self, affiliation):
        return change_link(affiliation.specialist)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("specialist")

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


class TreatmentInline(DeskInline, admin.StackedInline):
    form = TreatmentForm
    extra = 0
    autocomplete_fields = ["condition", "therapies"]


class SpecialistTreatmentInline(TreatmentInline):
    model = SpecialistTreatment


class ClinicTreatmentInline(TreatmentInline):
    model = ClinicTreatment


class CertificateInline(DeskInline, TranslationStackedInline):
    model = Certificate
    extra = 0


class ListingAdmin(WordSearch, ExportAdmin, PublishableAdmin):
    """Specialists and clinics. They are found by the words that readers find them by."""

    actions = [*PublishableAdmin.actions, "checked_today"]

    search_help_text = _("The beginnings of names or places")
    searched = F("search_words")
    autocomplete_fields = ["specialties", "languages"]
    list_filter = [StageFilter, "is_sample", CheckFilter, LacksFilter, SpecialtyFilter, "offers_second_opinion"]
    ordering = ["sort_name", "pk"]

    def words_typed(self, text):
        return typed_words(text)

    def found(self, request, queryset, wanted):
        """Found first and sorted then, by an order that no index has: names that begin alike stand together, and
        PostgreSQL, which does not know, would look through all names for them.
        """
        by_name = Collate("sort_name", "C")
        orders = {"sort_name": by_name.asc(), "-sort_name": by_name.desc()}
        found = super().found(request, queryset, wanted)
        return found.order_by(*(orders.get(order, order) for order in queryset.query.order_by))

    @admin.action(description=_("Checked today, source …"), permissions=["change"])
    def checked_today(self, request, queryset):
        return checked_today(self, request, queryset)

    def warnings(self, before, after):
        return warnings_of_old_checks(self.model, before, after) if before else []

    def text_uses(self, obj, leaving):
        """Readers whose corrections are not decided or answered yet: they would go with the listing."""
        waiting = obj.corrections.open() | obj.corrections.waiting_for_answer()
        name = _("Correction by a reader: %(fact)s")
        return [name % {"fact": correction} for correction in waiting[:10]]

    def hints(self, obj, content):
        fields, rows = content["fields"], content["rows"]
        lacking = [
            (fields["phone"] or fields["email"] or fields["website"], _("It has no way of contact.")),
            (fields["checked_on"], _("Its facts were never checked.")),
            (fields["specialties"], _("It has no specialty.")),
            (rows["treatments"], _("It treats no condition.")),
            (rows.get("affiliations", True), _("It works at no clinic, so it is in no country.")),
            (fields.get("latitude", True), _("It has no coordinates.")),
        ]
        return [hint for found, hint in lacking if not found]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in FACTS:
            field.widget.choices = [("unknown", _("Not stated")), ("true", _("Yes")), ("false", _("No"))]
        return field


CHECKED = (_("Facts"), {"fields": [*FACTS, "checked_on", "source", "source_url"]})


def identifiers(*names):
    """The fieldset of the numbers that registers give; they are not published."""
    return (_("Identifiers"), {"fields": [*names], "description": _("For imports; not shown to the public.")})


@admin.register(Specialist)
class SpecialistAdmin(ListingAdmin):
    form = SpecialistForm
    list_display = ["family_name_first", "title", "stage_of", "checked_on"]
    sortable_by = ["family_name_first", "checked_on"]
    prepopulated_fields = {"slug": ["given_name", "family_name"]}
    inlines = [PlaceOfWorkInline, SpecialistTreatmentInline]
    fieldsets = [
        (None, {"fields": ["title", "given_name", "family_name", "slug", "photo"]}),
        (_("Profile"), {"fields": ["specialties", "languages", "profile"]}),
        (_("Contact"), {"fields": ["phone", "email", "website"]}),
        CHECKED,
        identifiers("gln", "lanr", "oid"),
        (None, {"fields": ["is_sample"]}),
    ]

    @admin.display(description=_("name"), ordering="sort_name")
    def family_name_first(self, specialist):
        return f"{specialist.family_name}, {specialist.given_name}"

    def preview(self, request, obj):
        page = SpecialistPage(obj, is_preview=True)
        return render(request, "directory/specialist_detail.html", {"page": page})


@admin.register(Clinic)
class ClinicAdmin(ListingAdmin):
    form = ClinicForm
    list_display = ["sorted_name", "stage_of", "city", "checked_on"]
    list_filter = [CountryFilter, "kind", *ListingAdmin.list_filter]
    sortable_by = ["sorted_name", "checked_on"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = [*ListingAdmin.autocomplete_fields, "region"]
    inlines = [ClinicTreatmentInline, CertificateInline, PhysicianInline]
    fieldsets = [
        (None, {"fields": ["name", "kind", "slug"]}),
        (
            _("Address"),
            {"fields": ["street", ("postal_code", "city"), "region", ("latitude", "longitude")]},
        ),
        (_("Profile"), {"fields": ["specialties", "languages", "profile"]}),
        (_("Contact"), {"fields": ["phone", "email", "website"]}),
        CHECKED,
        identifiers("ik", "hospital_site_number", "bsnr", "gln", "oid"),
        (None, {"fields": ["is_sample"]}),
    ]

    @admin.display(description=_("name"), ordering="sort_name")
    def sorted_name(self, clinic):
        return clinic.name

    def preview(self, request, obj):
        return render(request, "directory/clinic_detail.html", {"page": ClinicPage(obj, is_preview=True)})

    def warnings(self, before, after):
        old, new = before["fields"] if before else {}, after["fields"]
        has_moved = any(old.get(name) != new[name] for name in ("postal_code", "region"))
        return [*super().warnings(before, after), *(self._warnings_of_postal_code(new) if has_moved else [])]

    def _warnings_of_postal_code(self, fields):
        known = Place.objects.filter(country=fields["region"][:2]).order_by()
        has_complete_list = known[COMPLETE_LIST - 1 : COMPLETE_LIST].exists()
        if not has_complete_list or known.filter(postal_code=fields["postal_code"]).exists():
            return []
        text = _("We do not know the postal code %(code)s. Please check it for a typing error.")
        return [text % {"code": fields["postal_code"]}]


@admin.register(Region)
class RegionAdmin(WordSearch, DeskAdmin):
    list_display = ["code", "name", "country"]
    list_filter = ["country"]

    def get_readonly_fields(self, request, obj=None):
        """The country is the beginning of the code, which is fixed."""
        return [*super().get_readonly_fields(request, obj), *(["country"] if obj else [])]


@admin.register(Place)
class PlaceAdmin(WordSearch, LongListAdmin, admin.ModelAdmin):
    list_display = ["postal_code", "name", "region", "country"]
    sortable_by = []
    list_select_related = ["region"]
    list_filter = ["country"]
    autocomplete_fields = ["region"]


@admin.register(Language)
class LanguageAdmin(WordSearch, DeskAdmin):
    list_display = ["code", "name"]
