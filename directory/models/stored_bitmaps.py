from django.db import models
from django.utils import timezone

from .change import Era


class StoredBitmaps(models.Model):
    """What a worker starts from instead of reading every listing; see directory/filtering/bitmaps/store.py."""

    era = models.TextField(db_default=Era())
    layout = models.PositiveSmallIntegerField()  # store.LAYOUT of the code that wrote it
    position = models.TextField()  # the snapshot of PostgreSQL that it was made of, in that era
    payload = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"{self.made_at:%Y-%m-%d %H:%M}, {len(self.payload)} bytes"
