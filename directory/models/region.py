from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null, source_text_is_present
from conditions.models import Country
from conditions.word_search import words_index


class RegionQuerySet(models.QuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)


class Region(models.Model):
    """A German Land, Swiss canton or Austrian Land, by ISO 3166-2 code."""

    code = models.CharField(_("ISO 3166-2 code"), max_length=6, unique=True)
    country = models.CharField(_("country"), max_length=2, choices=Country)
    name = models.CharField(_("name"), max_length=80)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        indexes = [words_index("region", "code", translated=["name"])]
        constraints = [
            models.CheckConstraint(name="region_country_is_known", condition=Q(country__in=Country.values)),
            models.CheckConstraint(
                name="region_code_starts_with_country",
                condition=Q(country=Substr(F("code"), 1, 2)) & Q(code__regex=r"^[A-Z]{2}-[A-Z0-9]{1,3}$"),
                violation_error_message=_("The code starts with the country, for instance DE-BY."),
            ),
            source_text_is_present("region", "name"),
            missing_text_is_null("region", "name"),
        ]

    def __str__(self):
        return f"{self.name} ({self.code})"

    def natural_key(self):
        return (self.code,)
