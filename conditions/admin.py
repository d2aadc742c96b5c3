from django.contrib import admin
from django.contrib.auth import get_user_model
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from desk import roles
from desk.long_lists import LongListAdmin
from desk.model_admin import DeskAdmin, DeskInline, change_link
from desk.publishable_admin import PublishableAdmin, StageFilter

from .approval import ApprovalForm
from .broken_marks import broken_in, broken_marks
from .condition_page import ConditionPage
from .forms import SymptomForm, SymptomFormSet
from .gaps import gaps
from .models import (
    MEANINGS,
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
    Synonym,
    Therapy,
)
from .therapy_page import TherapyPage
from .uses import TextUses
from .word_search import WordSearch
from .work_list import due_this_month, not_reviewed

REVIEW = (
    _("Author and medical review"),
    {"fields": ["written_by", "written_on", "reviewed_by", "reviewed_on", "next_review_on"]},
)


class ReviewFilter(admin.SimpleListFilter):
    title = _("medical review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [
            ("overdue", _("Overdue")),
            ("due", _("Due by the end of this month")),
            ("missing", _("Published without a review")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "overdue":
            return queryset.filter(next_review_on__lt=timezone.localdate())
        if self.value() == "due":
            return due_this_month(queryset)
        if self.value() == "missing":
            return not_reviewed(queryset)
        return queryset


class BrokenMarksFilter(admin.SimpleListFilter):
    title = _("links and citations")
    parameter_name = "broken"

    def lookups(self, request, model_admin):
        return [("yes", _("Lead nowhere"))]

    def queryset(self, request, queryset):
        return queryset.filter(pk__in=broken_marks(queryset.model)) if self.value() == "yes" else queryset


class SectionInline(DeskInline, TranslationStackedInline):
    model = Section
    extra = 0
    classes = ["collapse"]


class SymptomInline(DeskInline, TranslationStackedInline):
    model = Symptom
    form = SymptomForm
    formset = SymptomFormSet
    extra = 0
    classes = ["collapse"]


class CauseInline(DeskInline, TranslationStackedInline):
    model = Cause
    extra = 0
    autocomplete_fields = ["primary_tumour"]
    classes = ["collapse"]


class ConditionTherapyInline(DeskInline, TranslationStackedInline):
    model = ConditionTherapy
    extra = 0
    autocomplete_fields = ["therapy"]
    classes = ["collapse"]


class CitationInline(DeskInline, admin.TabularInline):
    model = Citation
    extra = 0
    autocomplete_fields = ["reference"]
    classes = ["collapse"]


class UsedForInline(admin.TabularInline):
    """The conditions that list a therapy; it is listed there."""

    model = ConditionTherapy
    verbose_name_plural = _("Conditions it is listed under")
    fields = ["listed_under"]
    readonly_fields = ["listed_under"]
    extra = 0

    @admin.display(description=_("condition"))
    def listed_under(self, pair):
        return change_link(pair.condition)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("condition")

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


class ReviewedAdmin(TextUses, PublishableAdmin):
    """Medical content: the approval, and only it, says who wrote and reviewed it and when."""

    approval_form = ApprovalForm

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *REVIEW[1]["fields"]]

    def hints(self, obj, content):
        lost = _("Leads nowhere: %(place)s")
        return [*gaps(obj, content), *(lost % {"place": place} for place in broken_in(self.model, content))]


@admin.register(Condition)
class ConditionAdmin(WordSearch, ReviewedAdmin):
    list_display = ["name", "stage_of", "reviewed_on", "next_review_on", "updated_at"]
    list_filter = [StageFilter, ReviewFilter, BrokenMarksFilter]
    prepopulated_fields = {"slug": ["name_en"]}
    inlines = [SectionInline, SymptomInline, CauseInline, ConditionTherapyInline, CitationInline]
    fieldsets = [
        (None, {"fields": ["name", "also_known_as", "summary", "slug"]}),
        REVIEW,
        (_("Codes"), {"fields": ["icd10_gm", "icd11", "snomed_ct"]}),
    ]

    def preview(self, request, obj):
        page = ConditionPage(obj, self.offers.for_condition(obj), is_preview=True)
        return render(request, "conditions/condition_detail.html", {"page": page})


@admin.register(Therapy)
class TherapyAdmin(WordSearch, ReviewedAdmin):
    list_display = ["name", "stage_of", "reviewed_on", "next_review_on"]
    list_filter = [StageFilter, "reach", ReviewFilter, BrokenMarksFilter]
    prepopulated_fields = {"slug": ["name_en"]}
    inlines = [UsedForInline]
    fieldsets = [
        (None, {"fields": ["name", "summary", "reach", "slug", "ops_code"]}),
        (_("Texts"), {"fields": ["explanation", "aim", "when_used", "benefit", "risk"]}),
        REVIEW,
    ]

    def preview(self, request, obj):
        page = TherapyPage(obj, self.offers, is_preview=True)
        return render(request, "conditions/therapy_detail.html", {"page": page})


@admin.register(Reference)
class ReferenceAdmin(WordSearch, TextUses, DeskAdmin):
    list_display = ["key", "authors", "title", "year", "language"]
    list_filter = ["language"]


@admin.register(PrimaryTumour)
class PrimaryTumourAdmin(WordSearch, TextUses, DeskAdmin):
    list_display = ["name", "icd10_gm", "position"]
    prepopulated_fields = {"slug": ["name_en"]}
    autocomplete_fields = ["leading_specialties"]


@admin.register(Specialty)
class SpecialtyAdmin(WordSearch, TextUses, DeskAdmin):
    list_display = ["name", "ihe_code", "title_in_germany", "title_in_austria", "title_in_switzerland"]
    prepopulated_fields = {"slug": ["name_en"]}


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(TextUses, DeskAdmin):
    list_display = ["term", "definition"]
    search_fields = ["term_de", "term_en", "term_fr", "term_it", "slug"]
    prepopulated_fields = {"slug": ["term_en"]}
    fieldsets = [
        (None, {"fields": ["term", "definition", "slug"]}),
        (
            _("In the search"),
            {"fields": MEANINGS, "description": _("Whoever types this word finds those who treat or offer this.")},
        ),
    ]
    autocomplete_fields = MEANINGS


@admin.register(Synonym)
class SynonymAdmin(LongListAdmin, admin.ModelAdmin):
    list_display = ["words", "means"]
    list_select_related = MEANINGS
    search_fields = ["words"]
    autocomplete_fields = MEANINGS
    fields = ["words", *MEANINGS]

    @admin.display(description=_("means"))
    def means(self, synonym):
        return synonym.means


@admin.register(HelpLine)
class HelpLineAdmin(TextUses, DeskAdmin):
    list_display = ["name", "country", "purpose", "number", "position"]
    list_filter = ["country", "purpose"]
    search_fields = ["name_de", "number"]


@admin.register(Reviewer)
class ReviewerAdmin(TextUses, DeskAdmin):
    list_display = ["name", "qualification", "is_physician"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A plain list: few have an account, and who may choose one may not browse them."""
        if db_field.name == "account":
            kwargs["queryset"] = get_user_model().objects.filter(is_active=True, is_staff=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        """In whose name an account speaks, and who may sign a review, is not for everybody to say."""
        may_say = roles.may_publish(request.user, Condition)
        return [*super().get_readonly_fields(request, obj), *([] if may_say else ["account", "is_physician"])]
