from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null, source_text_is_present
from conditions.word_search import words_index
from desk.models import Publishable, PublishableQuerySet

from .review import Reviewed
from .slugged import Slugged, SluggedQuerySet
from .specialty import Specialty


class ConditionQuerySet(SluggedQuerySet, PublishableQuerySet):
    def for_list(self):
        """With `has_emergencies`: whether the page has an urgency card to link to."""
        emergencies = apps.get_model("conditions.Symptom").objects.filter(
            condition=OuterRef("pk"), urgency="emergency"
        )
        return self.annotate(has_emergencies=Exists(emergencies))

    def for_page(self):
        """All that one condition page needs, whatever the number of sections and therapies."""
        return self.select_related("written_by", "reviewed_by").prefetch_related(
            "sections",
            "symptoms",
            "causes__primary_tumour",
            Prefetch("causes__primary_tumour__leading_specialties", Specialty.objects.by_name()),
            "condition_therapies__therapy",
            "citations__reference",
        )


class Condition(Slugged, Publishable, Reviewed):
    """A disease we explain, for instance bone metastases."""

    owns = ["sections", "symptoms", "causes", "condition_therapies", "citations"]
    is_reviewed = True

    name = models.CharField(_("name"), max_length=120)
    also_known_as = models.TextField(
        _("also known as"), null=True, blank=True, help_text=_("Other names, one on each line.")
    )
    summary = models.TextField(
        _("summary"), help_text=_("Two or three plain sentences for someone who has just heard the name.")
    )
    icd10_gm = models.CharField("ICD-10-GM", max_length=10, blank=True)
    icd11 = models.CharField("ICD-11", max_length=20, blank=True)
    snomed_ct = models.CharField(
        "SNOMED CT", max_length=18, blank=True, help_text=_("The code only; SNOMED texts are licensed.")
    )
    updated_at = models.DateTimeField(_("last change"), auto_now=True, db_default=Now())

    objects = ConditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        default_permissions = Publishable.Meta.default_permissions
        ordering = ["slug"]
        indexes = [words_index("condition", "slug", translated=["name", "also_known_as"])]
        constraints = [
            *Publishable.Meta.constraints,
            *Reviewed.Meta.constraints,
            source_text_is_present("condition", "name", "summary"),
            missing_text_is_null("condition", "name", "also_known_as", "summary"),
            models.CheckConstraint(
                name="condition_icd10_has_its_form",
                condition=Q(icd10_gm="") | Q(icd10_gm__regex=r"^[A-Z][0-9]{2}(\.[0-9]{1,2})?$"),
                violation_error_message=_("An ICD-10 code looks like C79.5."),
            ),
            models.CheckConstraint(
                name="condition_snomed_is_a_number",
                condition=Q(snomed_ct="") | Q(snomed_ct__regex=r"^[0-9]{6,18}$"),
                violation_error_message=_("A SNOMED CT code has 6 to 18 digits."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("conditions:condition_detail", args=[self.slug])

    @property
    def other_names(self):
        """The also-known-as names, a list of strings."""
        return [name.strip() for name in (self.also_known_as or "").splitlines() if name.strip()]
