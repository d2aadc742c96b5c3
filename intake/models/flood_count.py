from django.db import models
from django.db.models import Q


class FloodCountQuerySet(models.QuerySet):
    def ended(self, now):
        return self.filter(ends_at__lte=now)


class FloodCount(models.Model):
    """How many messages came in one stretch of time: from one network, about one thing, or in all."""

    limit = models.CharField(max_length=40)  # the name of an intake.limits.Limit
    subject = models.CharField(max_length=60, blank=True)  # a listing, or a keyed hash; never an address
    ends_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    objects = FloodCountQuerySet.as_manager()

    class Meta:
        default_permissions = []
        ordering = ["pk"]
        indexes = [models.Index(fields=["ends_at"], name="flood_count_by_end")]
        constraints = [
            models.UniqueConstraint(fields=["limit", "subject", "ends_at"], name="flood_count_is_kept_once"),
            models.CheckConstraint(name="flood_count_names_its_limit", condition=~Q(limit="")),
        ]

    def __str__(self):
        return f"{self.limit}: {self.count}"
