from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Era(models.Func):
    """What transactions are numbered in: another where the database was copied, restored or recovered."""

    function = "directory_era"
    arity = 0
    output_field = models.TextField()


class Change(models.Model):
    """What one statement changed of what readers see. Triggers write it: directory/filtering/bitmaps/log.py."""

    class Kind(models.TextChoices):
        SPECIALIST = "specialist"
        CLINIC = "clinic"
        EVERYTHING = "everything"  # more than is worth naming
        PAGE = "page"  # nothing that lists are filtered by

    era = models.TextField(db_default=Era())
    transaction = models.BigIntegerField()  # pg_current_xact_id()
    kind = models.CharField(max_length=10, choices=Kind)
    listings = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        default_permissions = []
        indexes = [models.Index(fields=["transaction"], name="change_by_transaction")]
        constraints = [
            models.CheckConstraint(
                name="change_kind_is_known",
                condition=Q(kind__in=["specialist", "clinic", "everything", "page"]),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.listings}"


class ForgottenChanges(models.Model):
    """One row: how many rows of Change were deleted, those of this era of transactions below `before`.

    `latest` is the highest of those transactions: forgetting changes nothing that readers see, nor the version.
    """

    era = models.TextField(db_default=Era())
    rows = models.BigIntegerField(default=0)
    before = models.BigIntegerField(default=0)
    latest = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = []
        constraints = [models.CheckConstraint(name="forgottenchanges_is_one_row", condition=Q(id=1))]

    def __str__(self):
        return f"{self.rows} below {self.before}"
