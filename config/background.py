"""What ./run does beside serving, in threads of each web worker: mail goes out, and what is old goes away.

A public site has services of its own for both: docs/running.md.
"""

import logging
import threading

from django.db import DatabaseError, InterfaceError, connection

from enquiries.clock import ClockJumpedError
from enquiries.outbox import worker

from . import purging

SECONDS_BETWEEN_PURGES = 60 * 60
SECONDS_TO_FINISH = 5
logger = logging.getLogger(__name__)


def start():
    """Two threads; the function that is returned stops them, after the mail that is being sent."""
    stop = threading.Event()
    threads = [threading.Thread(target=task, args=[stop], daemon=True) for task in (worker.run, _purge_hourly)]
    for thread in threads:
        thread.start()

    def finish():
        stop.set()
        for thread in threads:
            thread.join(SECONDS_TO_FINISH)

    return finish


def _purge_hourly(stop):
    while not stop.is_set():
        try:
            purging.purge()
        except ClockJumpedError:
            logger.error("The clock has jumped ahead: nothing is deleted for a day.")
        except (DatabaseError, InterfaceError) as error:
            logger.warning("Nothing was deleted: %s", type(error).__name__)
        except Exception:
            logger.exception("Deleting met an error, and is tried again.")
        connection.close()
        stop.wait(SECONDS_BETWEEN_PURGES)
