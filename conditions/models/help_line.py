from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null, source_text_is_present

from .country import Country
from .slugged import Slugged, SluggedQuerySet


class HelpLineQuerySet(SluggedQuerySet):
    def by_country(self):
        """[{code, name, emergency, out_of_hours, information}], each a list of help lines; one statement."""
        lines = list(self)
        return [
            {
                "code": country.value,
                "name": country.label,
                **{
                    purpose.name.lower(): [
                        line for line in lines if (line.country, line.purpose) == (country, purpose)
                    ]
                    for purpose in Purpose
                },
            }
            for country in Country
        ]


class Purpose(models.TextChoices):
    EMERGENCY = "emergency", _("Emergency")
    OUT_OF_HOURS = "out-of-hours", _("Urgent, not life-threatening")
    INFORMATION = "information", _("Cancer information")


class HelpLine(Slugged):
    """A telephone number that helps, by country and by how urgent it is."""

    web_addresses = {"website": ""}
    Purpose = Purpose

    country = models.CharField(_("country"), max_length=2, choices=Country)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    name = models.CharField(_("name"), max_length=120)
    note = models.CharField(_("note"), max_length=200, null=True, blank=True)
    number = models.CharField(_("number"), max_length=30)
    website = models.URLField(_("website"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = HelpLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("help line")
        verbose_name_plural = _("help lines")
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(name="helpline_country_is_known", condition=Q(country__in=Country.values)),
            models.CheckConstraint(
                name="helpline_purpose_is_known",
                condition=Q(purpose__in=Purpose.values),
            ),
            models.CheckConstraint(
                name="helpline_number_can_be_dialled",
                condition=Q(number__regex=r"^\+?[0-9][0-9 ]*$"),
                violation_error_message=_("Digits and spaces only, so that a phone can dial it."),
            ),
            source_text_is_present("helpline", "name"),
            missing_text_is_null("helpline", "name", "note"),
        ]

    def __str__(self):
        return f"{self.name} ({self.country})"

    @property
    def tel(self):
        """The number as a tel: link wants it."""
        return self.number.replace(" ", "")
