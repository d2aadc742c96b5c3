from django.contrib import admin
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from desk.model_admin import DeskAdmin, PreviewAdmin

from .condition_page import ConditionPage
from .forms import SymptomForm, SymptomFormSet
from .models import (
    Cause,
    Citation,
    Condition,
    ConditionTherapy,
    GlossaryTerm,
    HelpLine,
    PrimaryTumour,
    Reference,
    Reviewer,
    Section,
    Specialty,
    Symptom,
    Therapy,
)
from .therapy_page import TherapyPage
from .uses import TextUses

REVIEW = (
    _("Author and medical review"),
    {"fields": ["written_by", "written_on", "reviewed_by", "reviewed_on", "next_review_on"]},
)


class ReviewFilter(admin.SimpleListFilter):
    title = _("medical review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [("overdue", _("Overdue")), ("missing", _("Not reviewed"))]

    def queryset(self, request, queryset):
        if self.value() == "overdue":
            return queryset.filter(next_review_on__lt=timezone.localdate())
        if self.value() == "missing":
            return queryset.filter(reviewed_on__isnull=True)
        return queryset


class SectionInline(TranslationStackedInline):
    model = Section
    extra = 0
    classes = ["collapse"]


class SymptomInline(TranslationStackedInline):
    model = Symptom
    form = SymptomForm
    formset = SymptomFormSet
    extra = 0
    classes = ["collapse"]


class CauseInline(TranslationStackedInline):
    model = Cause
    extra = 0
    autocomplete_fields = ["primary_tumour"]
    classes = ["collapse"]


class ConditionTherapyInline(TranslationStackedInline):
    model = ConditionTherapy
    extra = 0
    autocomplete_fields = ["therapy"]
    classes = ["collapse"]


class CitationInline(admin.TabularInline):
    model = Citation
    extra = 0
    autocomplete_fields = ["reference"]
    classes = ["collapse"]


@admin.register(Condition)
class ConditionAdmin(TextUses, PreviewAdmin):
    list_display = ["name", "status", "reviewed_on", "next_review_on", "updated_at"]
    list_filter = ["status", ReviewFilter]
    search_fields = ["name_de", "name_en", "name_fr", "name_it", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}
    autocomplete_fields = ["written_by", "reviewed_by"]
    inlines = [SectionInline, SymptomInline, CauseInline, ConditionTherapyInline, CitationInline]
    fieldsets = [
        (None, {"fields": ["status", "name", "also_known_as", "summary", "slug"]}),
        REVIEW,
        (_("Codes"), {"fields": ["icd10_gm", "icd11", "snomed_ct"]}),
    ]

    def preview(self, request, obj):
        page = ConditionPage(obj, self.offers.for_condition(obj), is_preview=True)
        return render(request, "conditions/condition_detail.html", {"page": page})


@admin.register(Therapy)
class TherapyAdmin(TextUses, PreviewAdmin):
    list_display = ["name", "reach", "status", "reviewed_on", "next_review_on", "updated_at"]
    list_filter = ["status", "reach", ReviewFilter]
    search_fields = ["name_de", "name_en", "name_fr", "name_it", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}
    autocomplete_fields = ["written_by", "reviewed_by"]
    inlines = [ConditionTherapyInline]
    fieldsets = [
        (None, {"fields": ["status", "name", "summary", "reach", "slug", "ops_code"]}),
        (_("Texts"), {"fields": ["explanation", "aim", "when_used", "benefit", "risk"]}),
        REVIEW,
    ]

    def preview(self, request, obj):
        page = TherapyPage(obj, self.offers, is_preview=True)
        return render(request, "conditions/therapy_detail.html", {"page": page})


@admin.register(Reference)
class ReferenceAdmin(TextUses, DeskAdmin):
    list_display = ["key", "authors", "title", "year", "language"]
    list_filter = ["language"]
    search_fields = ["key", "authors", "title", "doi", "isbn"]


@admin.register(PrimaryTumour)
class PrimaryTumourAdmin(TextUses, DeskAdmin):
    list_display = ["name", "icd10_gm", "position"]
    search_fields = ["name_de", "name_en", "name_fr", "name_it", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}
    autocomplete_fields = ["leading_specialties"]


@admin.register(Specialty)
class SpecialtyAdmin(TextUses, DeskAdmin):
    list_display = ["name", "ihe_code", "title_in_germany", "title_in_austria", "title_in_switzerland"]
    search_fields = ["name_de", "name_en", "name_fr", "name_it", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(TextUses, DeskAdmin):
    list_display = ["term", "definition"]
    search_fields = ["term_de", "term_en", "term_fr", "term_it", "slug"]
    prepopulated_fields = {"slug": ["term_en"]}


@admin.register(HelpLine)
class HelpLineAdmin(TextUses, DeskAdmin):
    list_display = ["name", "country", "purpose", "number", "position"]
    list_filter = ["country", "purpose"]
    search_fields = ["name_de", "number"]


@admin.register(Reviewer)
class ReviewerAdmin(TextUses, DeskAdmin):
    list_display = ["name", "qualification"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
