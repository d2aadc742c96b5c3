"""What is kept no longer than the consent says, and the log that proves it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from intake.models import FloodCount

from . import clock, periods
from .models import Enquiry, Event, Mail
from .models.event import ENDS

BETWEEN_RUNS = timedelta(days=1)  # what would be too old at the next run goes at this one


def purge(*, clock_is_right=False):
    """Delete what is due: {kind of Event: how many enquiries, "log": events, "counts": flood counts}.

    Raises clock.ClockJumpedError; then nothing is deleted.
    """
    now = clock.believed_now(is_right=clock_is_right)
    Enquiry.objects.filter(arrived_at__gt=now).update(arrived_at=now)  # the clock was ahead when they arrived
    Enquiry.objects.filter(closed_at__gt=now).update(closed_at=now)
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
    found = list(due.select_for_update(of=["self"]).values_list("pk", "reference"))
    Event.objects.bulk_create(Event(reference=reference, kind=kind) for _, reference in found)
    Enquiry.objects.filter(pk__in=[pk for pk, _ in found]).delete()
    return len(found)


def proof():
    """What the log says without naming anybody: {"arrived", "deleted", "kept", "overdue", "unexplained"}: numbers.

    "overdue" are kept beyond periods.AT_LATEST, "unexplained" are gone without an event that says why, or kept
    though one says that they are gone. Both should be 0.
    """
    arrived = set(Event.objects.filter(kind=Event.Kind.ARRIVED).values_list("reference", flat=True))
    ended = set(Event.objects.filter(kind__in=ENDS).values_list("reference", flat=True))
    kept = set(Enquiry.objects.values_list("reference", flat=True))
    overdue = Enquiry.objects.filter(arrived_at__lt=clock.now() - timedelta(days=periods.AT_LATEST))
    return {
        "arrived": len(arrived),
        "deleted": len(ended),
        "kept": len(kept),
        "overdue": overdue.count(),
        "unexplained": len((arrived - ended) ^ kept),
    }
