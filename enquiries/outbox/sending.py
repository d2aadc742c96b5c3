"""One mail: claimed, handed over, recorded."""

import logging
import time

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.utils import timezone

from enquiries import keyring, mails, steps
from enquiries.models import Mail

from . import claiming, smtp, taken

logger = logging.getLogger(__name__)
Kind = Mail.Kind
SECONDS_BETWEEN_TRIES = 0.5  # more often than a worker looks for mails


class CalledOffError(Exception):
    """The enquiry was withdrawn, or somebody else sends the mail."""


def send_next():
    """Send one mail that is due. False when there is none."""
    mail = claiming.claim()
    if mail is None:
        return False
    if taken.is_noted(mail):  # by a worker that was killed before it could record it
        _record_by_itself(mail)
    else:
        _send(mail)
    return True


def _send(mail):
    try:
        message = mails.composed(mail)
    except mails.UndeliverableError as error:
        _give_up(mail, str(error))
    except keyring.SealedError:
        logger.error("A mail waits for a key that is missing in ENQUIRY_KEYS.")
        claiming.try_again_later(mail, "key missing")
    else:
        _hand_over(mail, message)


def _hand_over(mail, message):
    try:
        with transaction.atomic():  # begins with the question before the dot
            smtp.hand_over(message, before_the_dot=lambda: _lock(mail))
            taken.note(mail)
            _record(mail)
        taken.forget(mail)
    except CalledOffError:
        return
    except smtp.RefusedError as error:
        _give_up(mail, str(error))
    except smtp.NotTakenError as error:
        _not_taken(mail, str(error))
    except (DatabaseError, InterfaceError):
        if not taken.is_noted(mail):
            raise  # it waits until its claim is over
        _record_when_the_database_is_back(mail)


def _lock(mail):
    """The last question before the dot. Raises CalledOffError, or that the database is gone."""
    if claiming.locked(mail) is None:
        raise CalledOffError


def _record(mail):
    Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), claim=None, claimed_until=None, error="")
    if mail.kind == Kind.FORWARD:
        steps.forwarded(mail.enquiry)
    elif mail.kind == Kind.CONFIRM:
        steps.asked(mail.enquiry)


def _record_by_itself(mail):
    with transaction.atomic():
        if claiming.locked(mail) is not None:  # else the commit had arrived after all
            _record(mail)
    taken.forget(mail)


def _record_when_the_database_is_back(mail):
    """The server has the mail. Nothing else is done before this is known to everybody."""
    while True:
        connection.close()
        time.sleep(SECONDS_BETWEEN_TRIES)
        try:
            _record_by_itself(mail)
            return
        except (DatabaseError, InterfaceError) as error:
            logger.warning("A mail was sent; the database does not take it down yet: %s", type(error).__name__)


def _not_taken(mail, error):
    if claiming.is_last_try(mail):
        _give_up(mail, error)
    else:
        claiming.try_again_later(mail, error)
        logger.warning("A mail was not sent: %s", error)


@transaction.atomic
def _give_up(mail, error):
    """A dead letter: the desk sees it, and the sender is told where that is possible."""
    if claiming.locked(mail) is None:
        return
    Mail.objects.filter(pk=mail.pk).update(dead_at=timezone.now(), claim=None, claimed_until=None, error=error)
    if mail.kind == Kind.FORWARD:
        steps.undeliverable(mail.enquiry)
    logger.warning("A mail was given up: %s", error)
