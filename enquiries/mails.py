"""What is in the mails of an enquiry: links, and no word about health, a listing or a person."""

from datetime import timedelta

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from directory.contacts import mailbox
from directory.models import Clinic, Specialist
from intake.message_id import message_id

from . import access, periods
from .models import Mail
from .recipients import language_at


class UndeliverableError(Exception):
    """Whom the sender wrote to cannot be written to any more; the message is a code for the desk."""


def composed(mail):
    """The EmailMessage of a Mail. Raises UndeliverableError, or keyring.SealedError."""
    enquiry, contents = mail.enquiry, mail.enquiry.contents()
    if mail.kind == Mail.Kind.FORWARD:
        place = _recipient(enquiry, contents.recipient)
        return _message(mail, contents.recipient, language_at(place))
    return _message(mail, contents.email, enquiry.language)


def _recipient(enquiry, address):
    """The listing that the mail goes to, if it still has the address that the sender consented to."""
    model = Specialist if enquiry.specialist_id else Clinic
    listing = model.objects.published().for_page().filter(pk=enquiry.specialist_id or enquiry.clinic_id).first()
    place = mailbox(listing) if listing else None
    if place is None:
        raise UndeliverableError("listing withdrawn")
    if place.email != address:
        raise UndeliverableError("address changed")
    return place


def _message(mail, to, language):
    enquiry = mail.enquiry
    with translation.override(language):
        context = {
            "reference": enquiry.reference,
            "url": access.recipient_url(enquiry, language)
            if mail.kind == Mail.Kind.FORWARD
            else access.sender_url(enquiry),
            "days_to_confirm": periods.TO_CONFIRM,
            "days_after_closing": periods.AFTER_CLOSING,
            "days_at_latest": periods.AT_LATEST,
            "good_until": timezone.localdate() + timedelta(days=periods.RECIPIENTS_LINK),
        }
        body = render_to_string(f"enquiries/mails/{mail.kind}.txt", context)
        return EmailMessage(_subjects()[mail.kind], body, to=[to], headers=_headers(mail))


def _subjects():
    """Seen on locked screens."""
    return {
        Mail.Kind.CONFIRM: _("Please confirm: your message through Konsil"),
        Mail.Kind.FORWARD: _("A message for you at Konsil"),
        Mail.Kind.NEWS: _("News about your message through Konsil"),
    }


def _headers(mail):
    return {
        "Message-ID": message_id(f"enquiry-{mail.message_id}"),
        "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday notices, please
    }
