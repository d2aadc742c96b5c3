"""What is kept no longer than the form promises."""

from datetime import timedelta

from django.utils import timezone

from directory.models import Correction, CorrectionCount

DAYS_AFTER_ANSWER = 30
DAYS_AT_LATEST = 180  # after the reader wrote, answered or not


def purge():
    """Delete reply addresses that have served, and counts of the past. (addresses, counts) deleted."""
    now = timezone.now()
    due = Correction.objects.with_address_due(
        now, after_answer=timedelta(days=DAYS_AFTER_ANSWER), at_latest=timedelta(days=DAYS_AT_LATEST)
    )
    addresses = due.update(reply_to="", address_deleted_at=now)
    counts, _ = CorrectionCount.objects.ended(now).delete()
    return addresses, counts
