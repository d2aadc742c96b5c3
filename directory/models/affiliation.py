from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from desk.models import Status

from .clinic import Clinic


class Role(models.TextChoices):
    DIRECTOR = "director", _("Medical director")
    SENIOR = "senior", _("Senior physician")
    SPECIALIST = "specialist", _("Specialist physician")
    OWN_PRACTICE = "own-practice", _("Own practice")
    VISITING = "visiting", _("Visiting physician")


class AffiliationQuerySet(models.QuerySet):
    def at_published_clinics(self):
        return self.filter(clinic__status=Status.PUBLISHED)

    def public(self):
        """At a published clinic, of a published specialist."""
        return self.filter(clinic__status=Status.PUBLISHED, specialist__status=Status.PUBLISHED)

    def get_by_natural_key(self, specialist, clinic):
        return self.get(specialist__slug=specialist, clinic__slug=clinic)


class Affiliation(models.Model):
    """A specialist works at a clinic; country, region and distance come from here."""

    specialist = models.ForeignKey(
        "directory.Specialist",
        verbose_name=_("specialist"),
        on_delete=models.CASCADE,
        related_name="affiliations",
    )
    clinic = models.ForeignKey(
        Clinic, verbose_name=_("clinic"), on_delete=models.PROTECT, related_name="affiliations"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)
    is_main = models.BooleanField(_("main place of work"), default=False)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["-is_main", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["specialist", "clinic"],
                name="affiliation_is_unique",
                deferrable=models.Deferrable.DEFERRED,  # two rows of one form may swap
            ),
            models.UniqueConstraint(
                fields=["specialist"],
                condition=Q(is_main=True),
                name="affiliation_has_one_main_place",
                violation_error_message=_("A specialist has one main place of work only."),
            ),
            models.CheckConstraint(name="affiliation_role_is_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self):
        return f"{self.specialist} – {self.clinic}"

    def natural_key(self):
        return (*self.specialist.natural_key(), *self.clinic.natural_key())

    natural_key.dependencies = ["directory.specialist", "directory.clinic"]
