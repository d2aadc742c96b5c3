"""The answer to a reader who left an address: suggested in their language, sent by mail, then recorded."""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.mail.utils import DNS_NAME
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from directory.models import Correction

from .deciding import is_on_the_page
from .facts import label
from .purging import DAYS_AFTER_ANSWER

logger = logging.getLogger(__name__)
Reason, State = Correction.Reason, Correction.State


class NotSentError(Exception):
    """The mail server did not take it; nothing is recorded."""


def suggested_answer(correction, page_url):
    """A text for an editor to check and change."""
    with translation.override(correction.language):
        about = {"name": correction.listing.name, "statement": label(correction.listing, correction.fact)}
        paragraphs = [
            _("Good day,"),
            _("thank you for your message about the page of %(name)s (%(statement)s).") % about,
            _outcome(correction),
            page_url,
            _("We delete your e-mail address %(days)d days after this answer.") % {"days": DAYS_AFTER_ANSWER},
            _("The editors of Konsil"),
        ]
    return "\n\n".join(paragraphs)


def _outcome(correction):
    if correction.state == State.DECLINED:
        return _declined()[correction.reason]
    if is_on_the_page(correction):
        return _("You were right. We have corrected the page:")
    if correction.proposed:
        return _("You were right. We have prepared the correction; it appears on the page once it is released:")
    return _("You were right. We have taken it over for the page:")


def _declined():
    return {
        Reason.CONFIRMED: _("We have checked it. The page is right, so it stays as it is:"),
        Reason.NOT_CONFIRMED: _("We could not confirm it so far, so the page stays as it is for now:"),
        Reason.KNOWN: _("We had heard of it already. This is the page:"),
        Reason.NO_CORRECTION: _("It is not about a statement on the page, so the page stays as it is:"),
    }


@transaction.atomic
def send_answer(correction, *, text):
    """Send `text` to the reader, once. Raises NotSentError or ValidationError; then nothing is recorded."""
    correction = Correction.objects.select_for_update().get(pk=correction.pk)
    if not correction.is_waiting_for_answer:
        raise ValidationError(_("This was answered already, or the address is deleted."))
    try:
        _mail(correction, text).send()
    except (OSError, ValueError) as error:  # SMTPException is an OSError
        logger.warning("An answer was not sent: %s", type(error).__name__)  # its words hold the address
        raise NotSentError from error
    Correction.objects.filter(pk=correction.pk).update(answer=text, answered_at=timezone.now())


def _mail(correction, text):
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or str(DNS_NAME)
    with translation.override(correction.language):
        subject = _("Your message to Konsil")  # seen on locked screens: no name, no subject
    same_each_time = {"Message-ID": f"<correction-{correction.form_key}@{domain}>"}
    return EmailMessage(subject, text, to=[correction.reply_to], headers=same_each_time)


def delete_address(correction):
    """Forget the address without an answer, because it was misused or is not the sender's."""
    Correction.objects.filter(pk=correction.pk).exclude(reply_to="").update(
        reply_to="", address_deleted_at=timezone.now()
    )
