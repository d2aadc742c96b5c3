"""What is kept no longer than the form promises."""

from datetime import timedelta

from django.utils import timezone

from directory.models import Correction
from directory.models.correction import NO_WORDS
from intake.models import FloodCount

DAYS_AFTER_ANSWER = 30
DAYS_AT_LATEST = 180  # after the reader wrote, answered or not
DAYS_OF_WORDS = 30  # after the answer; without an address, after the decision; at latest as the address
WORDS = ["remark", "source", "note", "answer"]


def purge():
    """Delete what has served. (reply addresses, corrections that lost their texts, counts of the past) deleted.

    What a reader wrote freely may tell of an illness. What was proposed for a field of the listing stays.
    """
    now = timezone.now()
    at_latest = timedelta(days=DAYS_AT_LATEST)
    due = Correction.objects.with_address_due(
        now, after_answer=timedelta(days=DAYS_AFTER_ANSWER), at_latest=at_latest
    )
    addresses = due.update(reply_to="", address_deleted_at=now)
    told = Correction.objects.with_words_due(now, after=timedelta(days=DAYS_OF_WORDS), at_latest=at_latest)
    texts = told.update(**dict.fromkeys(WORDS, ""), words_deleted_at=now)
    texts += Correction.objects.open_with_words_due(now, at_latest=at_latest).update(
        remark=NO_WORDS, source="", note=""
    )
    counts, _ = FloodCount.objects.ended(now).delete()
    return addresses, texts, counts
