"""Uploaded files hold personal data; what happened with them is kept, they themselves are not."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from directory.models.import_run import ImportRow, ImportRun, State

KEPT = timedelta(days=30)
OVER = [State.APPLIED, State.UNDOING, State.UNDONE]


def purge():
    """Empty the runs that are older than 30 days, and delete those never written. How many lost their file."""
    old = QuerySet(ImportRun).filter(uploaded_at__lt=timezone.now() - KEPT)
    QuerySet(ImportRow).filter(run__in=old).delete()
    _number, deleted = old.exclude(state__in=OVER).delete()
    return deleted.get(ImportRun._meta.label, 0) + old.filter(file__isnull=False).update(file=None)
