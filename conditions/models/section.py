from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null, source_text_is_present
from conditions.markup import validate_markup

from .condition import Condition


class SectionQuerySet(models.QuerySet):
    def get_by_natural_key(self, condition, kind):
        return self.get(condition__slug=condition, kind=kind)


class Kind(models.TextChoices):
    OVERVIEW = "overview", _("What it is")
    CAUSES = "causes", _("Causes")
    SYMPTOMS = "symptoms", _("Symptoms")
    DIAGNOSIS = "diagnosis", _("Diagnosis")
    AIMS = "aims", _("Aims of treatment")
    THERAPIES = "therapies", _("Therapies")
    UNTREATED = "untreated", _("Without treatment")
    QUALITY_OF_LIFE = "quality-of-life", _("Quality of life")
    UNCERTAINTY = "uncertainty", _("What is not known for certain")
    PROGNOSIS = "prognosis", _("Prognosis")
    SPECIALISTS = "specialists", _("Who treats it")
    QUESTIONS = "questions", _("Questions to ask")
    HELP = "help", _("Further help")


class Section(models.Model):
    """One part of a condition page."""

    Kind = Kind

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(_("part"), max_length=20, choices=Kind)
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=160)
    body = models.TextField(
        _("text"),
        validators=[validate_markup],
        help_text=_(
            "Markdown: **bold**, lists with “- ”, subheadings with “### ”. Cite with [@key]. "
            "Link with [words](therapy:radiation-therapy); also tumour:, specialty:, condition:, "
            "symptom: and glossary:."
        ),
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["condition", "kind"],
                name="section_kind_is_unique_in_condition",
                deferrable=models.Deferrable.DEFERRED,  # two sections of one form may swap
            ),
            models.CheckConstraint(
                name="section_kind_is_known",
                condition=Q(kind__in=Kind.values),
            ),
            source_text_is_present("section", "title", "body"),
            missing_text_is_null("section", "title", "body"),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (*self.condition.natural_key(), self.kind)

    natural_key.dependencies = ["conditions.condition"]
