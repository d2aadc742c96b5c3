"""One mail: claimed, handed over, recorded."""

import logging
import time

from django.db import DatabaseError, InterfaceError, connection, transaction

from enquiries import clock, keyring, mails, steps
from enquiries.models import Enquiry, Mail

from . import claiming, smtp, taken

logger = logging.getLogger(__name__)
Kind = Mail.Kind
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 10  # seconds between two looks for the database


class CalledOffError(Exception):
    """The enquiry was withdrawn, or somebody else sends the mail."""


def send_next(stop=None):
    """Send one mail that is due. False when there is none. `stop` ends a wait for the database."""
    mail = claiming.claim()
    if mail is None:
        return False
    if taken.is_noted(mail):  # by a worker that was killed before it could record it
        _record_by_itself(mail)
    else:
        _send(mail, stop)
    return True


def _send(mail, stop):
    try:
        message = mails.composed(mail)
    except mails.UndeliverableError as error:
        _give_up(mail, str(error))
    except keyring.SealedError:
        logger.error("A mail waits for a key that is missing in ENQUIRY_KEYS.")
        claiming.wait_for_key(mail)
    except Enquiry.DoesNotExist:
        return  # withdrawn since it was claimed
    else:
        _hand_over(mail, message, stop)


def _hand_over(mail, message, stop):
    is_taken = False
    try:
        with transaction.atomic():  # begins with the question before the dot
            smtp.hand_over(message, before_the_dot=lambda: _lock(mail))
            is_taken = True
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
        if not is_taken:
            raise  # it waits until its claim is over
        _record_when_the_database_is_back(mail, stop)


def _lock(mail):
    """The last question before the dot. Raises CalledOffError, or that the database is gone."""
    if claiming.locked(mail) is None:
        raise CalledOffError


def _record(mail):
    Mail.objects.filter(pk=mail.pk).update(sent_at=clock.now(), claim=None, claimed_until=None, error="")
    if mail.kind == Kind.FORWARD:
        steps.forwarded(mail.enquiry)
    elif mail.kind == Kind.CONFIRM:
        steps.asked(mail.enquiry)


def _record_by_itself(mail):
    with transaction.atomic():
        if claiming.locked(mail) is not None:  # else the commit had arrived after all
            _record(mail)
    taken.forget(mail)


def _record_when_the_database_is_back(mail, stop):
    """The server has the mail. Nothing else is done before this is known to everybody.

    Whoever is stopped meanwhile leaves the note on the disk.
    """
    logger.warning("A mail was sent; the database does not take it down yet.")
    pause = SHORTEST_PAUSE
    while not (stop and stop.is_set()):
        connection.close()
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
        try:
            _record_by_itself(mail)
            return
        except (DatabaseError, InterfaceError):
            continue


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
    Mail.objects.filter(pk=mail.pk).update(dead_at=clock.now(), claim=None, claimed_until=None, error=error)
    if mail.kind == Kind.FORWARD:
        steps.undeliverable(mail.enquiry)
    logger.warning("A mail was given up: %s", error)
