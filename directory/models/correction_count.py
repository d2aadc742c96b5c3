from django.db import models
from django.db.models import Q


class CorrectionCountQuerySet(models.QuerySet):
    def ended(self, now):
        return self.filter(ends_at__lte=now)


class CorrectionCount(models.Model):
    """How many corrections came in one stretch of time: from one address, about one listing, or in all."""

    limit = models.CharField(max_length=20)  # the name of a limit in corrections/limits.py
    subject = models.CharField(max_length=40, blank=True)  # a listing, or a keyed hash; never an address
    ends_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    objects = CorrectionCountQuerySet.as_manager()

    class Meta:
        default_permissions = []
        ordering = ["pk"]
        indexes = [models.Index(fields=["ends_at"], name="correction_count_by_end")]
        constraints = [
            models.UniqueConstraint(fields=["limit", "subject", "ends_at"], name="correction_count_is_kept_once"),
            models.CheckConstraint(name="correction_count_names_its_limit", condition=~Q(limit="")),
        ]

    def __str__(self):
        return f"{self.limit}: {self.count}"
