from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conditions.folding import as_shown
from conditions.models import Condition, Therapy
from conditions.validators import validate_not_in_the_future
from desk.models import Status


class TreatmentQuerySet(models.QuerySet):
    def public(self):
        """Of published conditions, with the published therapies."""
        therapies = Therapy.objects.published().for_names().by_name()
        return (
            self.filter(condition__status=Status.PUBLISHED)
            .order_by(as_shown("condition__name"), "pk")
            .select_related("condition")
            .prefetch_related(models.Prefetch("therapies", therapies))
        )

    def get_by_natural_key(self, provider, condition):
        return self.get(provider__slug=provider, condition__slug=condition)


class Treatment(models.Model):
    """A provider treats a condition, and the therapies it offers for that condition."""

    condition = models.ForeignKey(
        Condition, verbose_name=_("condition"), on_delete=models.PROTECT, related_name="%(class)ss"
    )
    therapies = models.ManyToManyField(Therapy, verbose_name=_("therapies"), related_name="%(class)ss", blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True, validators=[validate_not_in_the_future])

    objects = TreatmentQuerySet.as_manager()

    class Meta:
        abstract = True
        verbose_name = _("treats condition")
        verbose_name_plural = _("treats conditions")
        ordering = ["condition__slug", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "condition"],
                name="%(class)s_pair_is_unique",
                deferrable=models.Deferrable.DEFERRED,  # two rows of one form may swap
            ),
            models.CheckConstraint(
                name="%(class)s_check_names_its_source",
                condition=Q(checked_on__isnull=True, source="") | Q(checked_on__isnull=False) & ~Q(source=""),
                violation_error_message=_("A check needs both its day and its source."),
            ),
        ]

    def __str__(self):
        return f"{self.provider} – {self.condition}"

    def natural_key(self):
        return (*self.provider.natural_key(), *self.condition.natural_key())


class SpecialistTreatment(Treatment):
    provider = models.ForeignKey(
        "directory.Specialist",
        verbose_name=_("specialist"),
        on_delete=models.CASCADE,
        related_name="treatments",
    )

    class Meta(Treatment.Meta):
        abstract = False


class ClinicTreatment(Treatment):
    provider = models.ForeignKey(
        "directory.Clinic", verbose_name=_("clinic"), on_delete=models.CASCADE, related_name="treatments"
    )

    class Meta(Treatment.Meta):
        abstract = False
