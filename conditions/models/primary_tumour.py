from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null, source_text_is_present
from conditions.markup import validate_markup
from conditions.word_search import words_index

from .condition import Condition
from .slugged import Slugged
from .specialty import Specialty


class PrimaryTumour(Slugged):
    """The cancer that a metastasis started from; its specialists lead the treatment."""

    name = models.CharField(_("name"), max_length=120)
    concerns = models.CharField(
        _("concerns most"), max_length=160, null=True, blank=True, help_text=_("For instance: mostly women.")
    )
    icd10_gm = models.CharField("ICD-10-GM", max_length=10, blank=True)
    leading_specialties = models.ManyToManyField(
        Specialty, verbose_name=_("specialties that lead the treatment"), related_name="primary_tumours"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("primary tumour")
        verbose_name_plural = _("primary tumours")
        ordering = ["position", "slug"]
        indexes = [words_index("primarytumour", "slug", translated=["name"])]
        constraints = [
            source_text_is_present("primarytumour", "name"),
            missing_text_is_null("primarytumour", "name", "concerns"),
            models.CheckConstraint(
                name="primarytumour_icd10_has_its_form",
                condition=Q(icd10_gm="") | Q(icd10_gm__regex=r"^[A-Z][0-9]{2}(\.[0-9]{1,2})?$"),
                violation_error_message=_("An ICD-10 code looks like C50 or C79.5."),
            ),
        ]

    def __str__(self):
        return self.name


class CauseQuerySet(models.QuerySet):
    def get_by_natural_key(self, condition, tumour):
        return self.get(condition__slug=condition, primary_tumour__slug=tumour)


class Cause(models.Model):
    """A primary tumour that leads to a condition, and how often."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="causes")
    primary_tumour = models.ForeignKey(
        PrimaryTumour, verbose_name=_("primary tumour"), on_delete=models.PROTECT, related_name="causes"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    note = models.TextField(
        _("note"),
        null=True,
        blank=True,
        validators=[validate_markup],
        help_text=_("What holds for this tumour and this condition; Markdown with citations."),
    )

    objects = CauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("cause")
        verbose_name_plural = _("causes")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["condition", "primary_tumour"],
                name="cause_is_unique_in_condition",
                deferrable=models.Deferrable.DEFERRED,  # two rows of one form may swap
            ),
            missing_text_is_null("cause", "note"),
        ]

    def __str__(self):
        return str(self.primary_tumour)

    def natural_key(self):
        return (*self.condition.natural_key(), *self.primary_tumour.natural_key())

    natural_key.dependencies = ["conditions.condition", "conditions.primarytumour"]
