"""What is kept no longer than the forms and the privacy notice promise."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from intake.models import FloodCount

from .models import Letter

DAYS_AFTER_CLOSING = 30  # after the answer; without an address, after the decision
DAYS_AT_LATEST = 180  # after it arrived, answered or not
WORDS = ["listing_name", "writer", "identity", "text", "note", "answer"]


@transaction.atomic
def purge():
    """Delete addresses, words and whom they are about. (letters that lost them, counts of the past) deleted.

    What stays says that there was a letter with this subject, when it came, and when it was done and answered.
    """
    now = timezone.now()
    found = Letter.objects.with_words_due(
        now, after=timedelta(days=DAYS_AFTER_CLOSING), at_latest=timedelta(days=DAYS_AT_LATEST)
    )
    due = Letter.objects.filter(pk__in=list(found.values_list("pk", flat=True)))
    due.exclude(reply_to="").update(reply_to="", address_deleted_at=now)
    nobody = {"specialist": None, "clinic": None}
    letters = due.update(**dict.fromkeys(WORDS, ""), **nobody, words_deleted_at=now)
    counts, _ = FloodCount.objects.ended(now).delete()
    return letters, counts
