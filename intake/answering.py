"""The answer to a reader who left an address: sent by mail, once, then recorded."""

import logging

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .message_id import message_id

logger = logging.getLogger(__name__)


class NotSentError(Exception):
    """The mail server did not take it; nothing is recorded."""


@transaction.atomic
def send_answer(message, *, text):
    """Send `text` to who sent `message` (an Answerable). Raises NotSentError or ValidationError."""
    message = type(message).objects.select_for_update().get(pk=message.pk)
    if not message.is_waiting_for_answer:
        raise ValidationError(_("This was answered already, or the address is deleted."))
    try:
        _mail(message, text).send()
    except (OSError, ValueError) as error:  # SMTPException is an OSError
        logger.warning("An answer was not sent: %s", type(error).__name__)  # its words hold the address
        raise NotSentError from error
    type(message).objects.filter(pk=message.pk).update(answer=text, answered_at=timezone.now())


def _mail(message, text):
    with translation.override(message.language):
        subject = _("Your message to Konsil")  # seen on locked screens: no name, no subject
    same_each_time = {"Message-ID": message_id(f"{message._meta.model_name}-{message.form_key}")}
    return EmailMessage(subject, text, to=[message.reply_to], headers=same_each_time)


def delete_address(message):
    """Forget the address without an answer, because it was misused or is not the sender's."""
    type(message).objects.filter(pk=message.pk).exclude(reply_to="").update(
        reply_to="", address_deleted_at=timezone.now()
    )
