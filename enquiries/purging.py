"""What is kept no longer than the consent says, and the log that proves it."""

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from intake.models import FloodCount

from . import clock, periods
from .models import Enquiry, Event, Mail
from .models.event import ENDS
from .steps import lock_mails

BETWEEN_RUNS = timedelta(days=1)  # what would be too old at the next run goes at this one


def purge(*, clock_is_right=False):
    """Delete what is due: {kind of Event: how many enquiries, "log": events, "counts": flood counts}.

    Raises clock.ClockJumpedError; then nothing is deleted.
    """
    now = clock.believed_now(is_right=clock_is_right)
    for name in ("arrived_at", "asked_at", "closed_at"):  # the clock was ahead then
        Enquiry.objects.filter(**{f"{name}__gt": now}).update(**{name: now})
    deleted = {kind.value: _delete(due, kind) for kind, due in _due(now)}
    log, _ = Event.objects.filter(at__lt=now - timedelta(days=periods.LOG)).delete()
    counts, _ = FloodCount.objects.ended(now).delete()
    return {**deleted, "log": log, "counts": counts}


def _due(now):
    """[(kind of Event, the Enquiries), …]; what is due for two reasons goes for the first."""
    confirm = timedelta(days=periods.TO_CONFIRM)
    given_up = Mail.objects.filter(enquiry=OuterRef("pk"), kind=Mail.Kind.CONFIRM, dead_at__lte=now - confirm)
    never = Q(asked_at__lte=now - confirm) | Q(Exists(given_up))
    closed = now - timedelta(days=periods.AFTER_CLOSING)
    old = now - timedelta(days=periods.AT_LATEST) + BETWEEN_RUNS
    return [
        (Event.Kind.DELETED_UNCONFIRMED, Enquiry.objects.unconfirmed().filter(never)),
        (Event.Kind.DELETED_CLOSED, Enquiry.objects.filter(closed_at__lte=closed)),
        (Event.Kind.DELETED_OLD, Enquiry.objects.filter(arrived_at__lte=old)),
    ]


@transaction.atomic
def _delete(due, kind):
    lock_mails(due)
    found = list(due.select_for_update(of=["self"]).values_list("pk", "reference"))
    now = clock.now()
    Event.objects.bulk_create(Event(reference=reference, kind=kind, at=now) for _, reference in found)
    Enquiry.objects.filter(pk__in=[pk for pk, _ in found]).delete()
    return len(found)


def proof():
    """What the log says without naming anybody: {"arrived", "deleted", "kept", "overdue", "unexplained"}: numbers.

    "overdue" are kept beyond periods.AT_LATEST, "unexplained" are gone without an event that says why, or kept
    though one says that they are gone. Both should be 0. Counted in one statement, so that what arrives meanwhile
    is no riddle.
    """
    latest = clock.now() - timedelta(days=periods.AT_LATEST)
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, {"ends": [kind.value for kind in ENDS], "latest": latest})
        return dict(zip(["arrived", "deleted", "kept", "overdue", "unexplained"], cursor.fetchone(), strict=True))


COUNTED = """
WITH arrived AS (SELECT reference FROM enquiries_event WHERE kind = 'arrived'),
     ended AS (SELECT reference FROM enquiries_event WHERE kind = ANY(%(ends)s)),
     kept AS (SELECT reference, arrived_at FROM enquiries_enquiry),
     expected AS (SELECT reference FROM arrived EXCEPT SELECT reference FROM ended)
SELECT (SELECT count(*) FROM arrived), (SELECT count(*) FROM ended), (SELECT count(*) FROM kept),
       (SELECT count(*) FROM kept WHERE arrived_at < %(latest)s),
       (SELECT count(*) FROM expected FULL JOIN kept USING (reference)
        WHERE expected.reference IS NULL OR kept.reference IS NULL)
"""
