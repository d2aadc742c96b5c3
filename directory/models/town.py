from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from .region import Region


class Town(models.Model):
    """A town or district by all its names, as GeoNames has it (WGS 84, degrees). See directory/places/towns.py."""

    geonames_id = models.IntegerField(primary_key=True)
    name = models.CharField(max_length=120)
    region = models.ForeignKey(Region, to_field="code", on_delete=models.PROTECT, related_name="towns")
    latitude = models.DecimalField(max_digits=8, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)
    population = models.PositiveIntegerField()
    keys = ArrayField(models.TextField())

    class Meta:
        default_permissions = []
        ordering = ["-population", "geonames_id"]
        indexes = [
            GinIndex(fields=["keys"], name="town_keys", fastupdate=False),
            models.Index(fields=["latitude", "longitude"], name="town_by_place"),
        ]

    def __str__(self):
        return f"{self.name} ({self.region_id})"

    @property
    def point(self):
        return float(self.latitude), float(self.longitude)
