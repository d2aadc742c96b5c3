from django.db import models


class TrustedTime(models.Model):
    """The latest time that deleting on schedule has believed; one row. See enquiries/clock.py."""

    at = models.DateTimeField()
    doubted_from = models.DateTimeField(null=True)  # since when a clock that jumped ahead has been seen to go on
    doubted_at = models.DateTimeField(null=True)  # what it said last

    class Meta:
        default_permissions = []
        constraints = [
            models.CheckConstraint(name="trusted_time_is_one", condition=models.Q(pk=1)),
            models.CheckConstraint(
                name="trusted_time_doubt_has_both_times",
                condition=models.Q(doubted_from__isnull=True, doubted_at__isnull=True)
                | models.Q(doubted_from__isnull=False, doubted_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.at.isoformat()
