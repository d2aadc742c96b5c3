from datetime import timedelta

from django.db import transaction

from enquiries import clock
from enquiries.contents import Contents
from enquiries.models import Enquiry, Event, Mail
from enquiries.reference import new_reference

from . import limits

TRIES = 3  # at a reference that nobody has


@transaction.atomic
def store(told, *, listing, recipient, language, consent_text, form_key, **guard):
    """Keep what a reader sent, once, however often the form is sent: its Enquiry, with the first mail to send.

    `told` are parts of Contents, `guard` is what limits.count() wants. Raises intake.limits.TooManyError; then
    nothing is kept.
    """
    if kept := Enquiry.objects.filter(form_key=form_key).first():
        return kept
    limits.count(recipient=recipient, **guard)
    days = limits.days_to_wait(told["email"])
    common = {
        listing._meta.model_name: listing,
        "language": language,
        "consent_text": consent_text,
        "form_key": form_key,
        "arrived_at": clock.now(),
    }
    for _ in range(TRIES):
        kept, is_new = _insert(told, recipient, common)
        if kept:
            break
    if is_new:
        _begin(kept, days)
    return kept


def _insert(told, recipient, common):
    """(the Enquiry with this form's key, whether it is the one made here); (None, False) for a taken reference."""
    reference = new_reference()
    sealed, key = Contents(reference=reference, recipient=recipient, **told).sealed()
    made = Enquiry(reference=reference, sealed=sealed, sealed_with=key, **common)
    # no error where two requests race for the same key: PostgreSQL would quote the row in it
    Enquiry.objects.bulk_create([made], ignore_conflicts=True)
    kept = Enquiry.objects.filter(form_key=common["form_key"]).first()
    return kept, kept is not None and kept.reference == reference


def _begin(enquiry, days):
    Event.objects.create(reference=enquiry.reference, kind=Event.Kind.ARRIVED, at=enquiry.arrived_at)
    wait = {}
    if days:
        due = clock.now() + timedelta(days=days)
        wait = {"wanted_at": due, "due_at": due}
    Mail.objects.create(enquiry=enquiry, kind=Mail.Kind.CONFIRM, **wait)
