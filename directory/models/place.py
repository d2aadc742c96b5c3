from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from conditions.models import Country
from conditions.word_search import words_index

from .region import Region

# A postal code can be called unknown only against a complete list; the smallest, Austria's, has some 2,000 codes.
# The few places of the sample data would make every real address suspicious.
COMPLETE_LIST = 1000


class PlaceQuerySet(models.QuerySet):
    def unknown_codes(self, codes):
        """Those of `codes`, pairs (country, postal code), that a complete list does not have: four statements."""
        complete = [
            country for country in {country for country, _code in codes} if self._has_complete_list(country)
        ]
        known = self.filter(country__in=complete, postal_code__in={code for _country, code in codes}).order_by()
        found = set(known.values_list("country", "postal_code")) if complete else set()
        return {(country, code) for country, code in codes if country in complete and (country, code) not in found}

    def _has_complete_list(self, country):
        return self.filter(country=country).order_by()[COMPLETE_LIST - 1 : COMPLETE_LIST].exists()

    def get_by_natural_key(self, country, postal_code, name):
        return self.get(country=country, postal_code=postal_code, name=name)


class Place(models.Model):
    """A town with its postal code and coordinates (WGS 84, degrees)."""

    country = models.CharField(_("country"), max_length=2, choices=Country)
    postal_code = models.CharField(_("postal code"), max_length=5)
    name = models.CharField(_("name"), max_length=120)
    region = models.ForeignKey(
        Region, verbose_name=_("region"), to_field="code", on_delete=models.PROTECT, related_name="places"
    )
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["country", "postal_code", "name"]
        indexes = [words_index("place", "postal_code", "name")]
        constraints = [
            models.UniqueConstraint(fields=["country", "postal_code", "name"], name="place_is_unique_in_country"),
            models.CheckConstraint(
                name="place_region_is_in_country", condition=Q(country=Substr(F("region"), 1, 2))
            ),
            models.CheckConstraint(
                name="place_postal_code_fits_country",
                condition=Q(country="DE", postal_code__regex=r"^[0-9]{5}$")
                | Q(country__in=["AT", "CH"], postal_code__regex=r"^[1-9][0-9]{3}$"),
            ),
        ]

    def __str__(self):
        return f"{self.postal_code} {self.name}"

    def natural_key(self):
        return (self.country, self.postal_code, self.name)
