"""Which mail is to be sent next, and by whom. By the database's clock, which all workers share."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from enquiries.models import Mail

LEASE = timedelta(minutes=5)  # longer than all waits for a mail server together (smtp.SECONDS)
FURTHEST = timedelta(days=3)  # no mail is ever due later than this: one that is was dated by a wrong clock
PAUSES = [1, 2, 4, 8, 15, 30, 60, 120, 240, 360]  # minutes before the next try; then the last again and again
MOST_TRIES = 28  # some five days


def due():
    """Mails to be sent now. A clock that jumped back holds none of them."""
    is_due = Q(due_at__lte=Now()) | Q(due_at__gt=Now() + FURTHEST)
    is_free = Q(claimed_until=None) | Q(claimed_until__lte=Now()) | Q(claimed_until__gt=Now() + LEASE)
    return Mail.objects.waiting().filter(is_due, is_free)


@transaction.atomic
def claim():
    """A Mail that is now this worker's for LEASE, or None. What others are at is passed over."""
    mail = due().select_for_update(skip_locked=True).order_by("due_at", "pk").first()
    if mail is None:
        return None
    mail.claim = uuid.uuid4()
    Mail.objects.filter(pk=mail.pk).update(claim=mail.claim, claimed_until=Now() + LEASE, tries=F("tries") + 1)
    mail.refresh_from_db()
    return mail


def locked(mail):
    """The Mail as it is now, locked; None when it is no longer this worker's, or gone with its enquiry."""
    still = Mail.objects.waiting().filter(pk=mail.pk, claim=mail.claim)
    return still.select_for_update(of=["self"]).select_related("enquiry").first()


def try_again_later(mail, error):
    """Give the mail back, to be tried after a pause that grows."""
    minutes = PAUSES[min(mail.tries, len(PAUSES)) - 1]
    Mail.objects.filter(pk=mail.pk, claim=mail.claim).update(
        claim=None, claimed_until=None, due_at=Now() + timedelta(minutes=minutes), error=error
    )


def wait_for_key(mail):
    """The operator has to put a key back; that is no fault of the mail, and uses up none of its tries."""
    try_again_later(mail, "key missing")
    Mail.objects.filter(pk=mail.pk).update(tries=0)


def is_last_try(mail):
    return mail.tries >= MOST_TRIES
