"""The steps of an enquiry's life. Each is one transaction: the row, its event, and the mail that follows."""

from django.db import transaction

from intake import limits

from . import clock
from .models import Enquiry, Event, Mail, Outcome

Kind = Event.Kind
NEW_LINKS = limits.Limit("enquiry-link-day", 3, limits.DAY)


class GoneError(Exception):
    """The enquiry was withdrawn or deleted on schedule."""


class NotNowError(Exception):
    """The enquiry is at a stage at which this cannot be done, perhaps because somebody was faster."""


def found(reference):
    """The Enquiry, to be shown. Raises GoneError."""
    try:
        return Enquiry.objects.select_related("specialist", "clinic").get(reference=reference)
    except Enquiry.DoesNotExist as error:
        raise GoneError from error


def locked(reference):
    """The Enquiry as it is now; nobody else changes it until the transaction ends. Raises GoneError."""
    try:
        return Enquiry.objects.select_for_update(of=["self"]).get(reference=reference)
    except Enquiry.DoesNotExist as error:
        raise GoneError from error


def lock_mails(enquiries):
    """Before enquiries are locked to be deleted: a worker locks in this order, and nobody waits in a circle."""
    list(
        Mail.objects.filter(enquiry__in=enquiries).select_for_update(of=["self"]).order_by("pk").values_list("pk")
    )


@transaction.atomic
def confirm(reference):
    """The sender's address is theirs: the recipient gets a mail. Confirming twice is confirming once."""
    enquiry = locked(reference)
    if enquiry.confirmed_at is None:
        _set(enquiry, confirmed_at=clock.now())
        _note(enquiry, Kind.CONFIRMED)
        _send(enquiry, Mail.Kind.FORWARD)
    return enquiry


@transaction.atomic
def read(reference):
    """The recipient opens it: (Enquiry, Contents). Noted before a word is shown, each time it can be."""
    enquiry = locked(reference)
    contents = enquiry.contents()
    if enquiry.read_at is None:
        _must(enquiry.forwarded_at is not None)
        _set(enquiry, read_at=clock.now())
    _note(enquiry, Kind.READ)
    return enquiry, contents


@transaction.atomic
def answer(reference, text):
    """The recipient answers here. The answer is sealed; the sender gets a mail with a link."""
    enquiry = _open_and_read(reference)
    sealed, key = enquiry.contents().with_answer(text).sealed()
    _close(enquiry, Outcome.ANSWERED, sealed=sealed, sealed_with=key)
    _send(enquiry, Mail.Kind.NEWS)


@transaction.atomic
def close_replied(reference):
    """The recipient has answered by telephone or in a mail of their own."""
    _close(_open_and_read(reference), Outcome.REPLIED)


@transaction.atomic
def decline(reference):
    enquiry = _open_and_read(reference)
    _close(enquiry, Outcome.DECLINED)
    _send(enquiry, Mail.Kind.NEWS)


@transaction.atomic
def renew_link(reference):
    """The recipient's link has ended: a mail with a new one, to the same address, unless one is on its way.

    Raises intake.limits.TooManyError: whoever finds an old link does not flood the recipient.
    """
    enquiry = locked(reference)
    _must(enquiry.forwarded_at is not None)
    limits.count([(NEW_LINKS, reference)])
    if not enquiry.mails.waiting().filter(kind=Mail.Kind.FORWARD).exists():
        _send(enquiry, Mail.Kind.FORWARD)
        _note(enquiry, Kind.LINK_RENEWED)


@transaction.atomic
def note_answer_read(reference):
    """The sender opens the answer: (Enquiry, the answer)."""
    enquiry = locked(reference)
    _must(enquiry.outcome == Outcome.ANSWERED)
    answer = enquiry.contents().answer
    _note(enquiry, Kind.ANSWER_READ)
    return enquiry, answer


@transaction.atomic
def withdraw(reference):
    """The sender takes the consent back: everything is deleted now, mails that wait included."""
    lock_mails(Enquiry.objects.filter(reference=reference))
    enquiry = locked(reference)
    enquiry.delete()
    _note(enquiry, Kind.WITHDRAWN)


def asked(enquiry):
    """The mail that asks to confirm was sent. Called in the transaction that records it."""
    Enquiry.objects.filter(pk=enquiry.pk, asked_at=None).update(asked_at=clock.now())


def forwarded(enquiry):
    """The recipient's mail server took the link. Called in the transaction that records it."""
    enquiry = locked(enquiry.reference)
    if enquiry.forwarded_at is None:
        _set(enquiry, forwarded_at=clock.now())
        _note(enquiry, Kind.FORWARDED)


def undeliverable(enquiry):
    """The recipient cannot be reached: the sender is told, so that nobody waits in vain.

    Called in the transaction that gives the mail up; not for a link that was only to be renewed.
    """
    enquiry = locked(enquiry.reference)
    if enquiry.forwarded_at is None and enquiry.closed_at is None:
        _close(enquiry, Outcome.UNDELIVERABLE)
        _send(enquiry, Mail.Kind.NEWS)


def _open_and_read(reference):
    enquiry = locked(reference)
    _must(enquiry.read_at is not None and enquiry.closed_at is None)
    return enquiry


def _must(is_so):
    if not is_so:
        raise NotNowError


def _close(enquiry, outcome, **values):
    _set(enquiry, closed_at=clock.now(), outcome=outcome, **values)
    _note(enquiry, Kind(outcome.value))


def _set(enquiry, **values):
    Enquiry.objects.filter(pk=enquiry.pk).update(**values)
    for name, value in values.items():
        setattr(enquiry, name, value)


def _note(enquiry, kind):
    Event.objects.create(reference=enquiry.reference, kind=kind, at=clock.now())


def _send(enquiry, kind):
    Mail.objects.create(enquiry=enquiry, kind=kind)
