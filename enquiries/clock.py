"""Whose clock deletes. A clock that jumps ahead for an hour must not delete everything.

A time is believed while it is not far from the last one that was. One that is far ahead is doubted: the site may
have been off, or its clock is wrong. It is believed once it has gone on for a day (or an operator says that it is
right), so that somebody may notice; until then nothing is deleted, and the desk and the log say so.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .models import TrustedTime

MOST_AHEAD = timedelta(days=2)
DOUBT = timedelta(days=1)


class ClockJumpedError(Exception):
    """The clock is far ahead of the last time that was believed; nothing is deleted by it yet."""


def now():
    """For what arrives: never before the last time that was believed, should the clock have gone back."""
    believed = TrustedTime.objects.values_list("at", flat=True).first()
    return max(filter(None, [timezone.now(), believed]))


def believed_now(*, is_right=False):
    """The time by which may be deleted. Raises ClockJumpedError. `is_right` is what an operator says."""
    time = _believe(timezone.now(), is_right)
    if time is None:
        raise ClockJumpedError
    return time


def is_doubted():
    return TrustedTime.objects.filter(doubted_from__isnull=False).exists()


@transaction.atomic
def _believe(clock, is_right):
    last, _is_new = TrustedTime.objects.select_for_update().get_or_create(pk=1, defaults={"at": clock})
    if clock <= last.at:
        last.doubted_from = last.doubted_at = None
    elif is_right or clock - last.at <= MOST_AHEAD or _has_settled(last, clock):
        last.at, last.doubted_from, last.doubted_at = clock, None, None
    else:
        last.doubted_from, last.doubted_at = _doubted_from(last, clock), clock
    last.save()
    return None if last.doubted_from else last.at


def _goes_on(last, clock):
    return last.doubted_at is not None and last.doubted_at <= clock <= last.doubted_at + MOST_AHEAD


def _has_settled(last, clock):
    return _goes_on(last, clock) and clock - last.doubted_from >= DOUBT


def _doubted_from(last, clock):
    return last.doubted_from if _goes_on(last, clock) else clock
