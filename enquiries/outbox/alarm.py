"""When mail waits too long, somebody must know: the log, /readyz, the desk, and `send_outbox --check`."""

import logging
import time
from datetime import timedelta

from django.db.models import DurationField, ExpressionWrapper, F, Max, Q
from django.db.models.functions import Now

from enquiries.models import Mail

from .claiming import FURTHEST

LATE = timedelta(minutes=15)
SECONDS_BETWEEN_ALARMS = 15 * 60
logger = logging.getLogger(__name__)


def late():
    """Mails that should have been sent LATE ago, or whose time was set by a clock that was ahead."""
    return Mail.objects.waiting().filter(Q(wanted_at__lte=Now() - LATE) | Q(wanted_at__gt=Now() + FURTHEST))


def oldest():
    """For how long the oldest of them has waited, None where there is none."""
    waited = ExpressionWrapper(Now() - F("wanted_at"), output_field=DurationField())
    return late().aggregate(longest=Max(waited))["longest"]


class Teller:
    """Writes to the log at most every quarter of an hour; by a clock that cannot jump."""

    def __init__(self):
        self._told = None

    def if_late(self):
        now = time.monotonic()
        if self._told is not None and now - self._told < SECONDS_BETWEEN_ALARMS:
            return
        waited = oldest()
        if waited is not None:
            logger.error("The oldest unsent mail has waited for %d minutes.", waited.total_seconds() // 60)
            self._told = now
