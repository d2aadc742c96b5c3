"""Sends what is due, and looks again, until it is told to stop."""

import logging

from django.db import DatabaseError, InterfaceError, connection

from . import alarm
from .sending import send_next

SECONDS = 5  # between two looks
logger = logging.getLogger(__name__)


def drain(stop=None):
    """Send everything that is due now; how many mails were tried. Ends early when `stop` is set."""
    number = 0
    while not (stop and stop.is_set()) and send_next(stop):
        number += 1
    return number


def run(stop):
    """Until the threading.Event `stop`. A mail that is being sent is sent and recorded first."""
    tell = alarm.Teller()
    while not stop.is_set():
        try:
            drain(stop)
            tell.if_late()
        except (DatabaseError, InterfaceError) as error:
            logger.warning("The outbox waits for the database: %s", type(error).__name__)
            connection.close()
        except Exception:
            logger.exception("The outbox met an error, and goes on.")
        stop.wait(SECONDS)
    connection.close()
