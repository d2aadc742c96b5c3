"""How many corrections are taken: from one network, about one listing, and in all.

Counted in the database, so that all worker processes count together. An address is kept as a hash that is keyed
with the site's secret and the day: the next day the same address is another hash.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from directory.models import CorrectionCount


@dataclass(frozen=True)
class Limit:
    name: str
    most: int
    period: timedelta


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# An office that goes through the pages of its doctors needs some twenty; the desk can read some hundred a day.
BY_NETWORK = [Limit("network-hour", 10, HOUR), Limit("network-day", 30, DAY)]
BY_LISTING = [Limit("listing-day", 20, DAY)]
IN_ALL = [Limit("all-hour", 60, HOUR), Limit("all-day", 300, DAY)]


class TooManyError(Exception):
    """`seconds` says how long until there is room again."""

    def __init__(self, seconds):
        self.seconds = seconds


def count(network, listing):
    """Count one more. Raises TooManyError; then the transaction around it must be rolled back."""
    now = timezone.now()
    CorrectionCount.objects.ended(now).delete()
    most = {}
    for limit, subject in _asked(network, listing, now):
        most[limit.name, subject, _end(limit, now)] = limit.most
    rows = [CorrectionCount(limit=name, subject=subject, ends_at=end) for name, subject, end in most]
    CorrectionCount.objects.bulk_create(rows, ignore_conflicts=True)
    wanted = CorrectionCount.objects.filter(
        limit__in={row.limit for row in rows}, subject__in={row.subject for row in rows}, ends_at__gt=now
    )
    counts = list(wanted.select_for_update().order_by("pk"))  # in one order, so that nobody waits in a circle
    full = [row for row in counts if row.count >= most[row.limit, row.subject, row.ends_at]]
    if full:
        raise TooManyError(max(1, round((max(row.ends_at for row in full) - now).total_seconds())))
    for row in counts:
        row.count += 1
    CorrectionCount.objects.bulk_update(counts, ["count"])


def _asked(network, listing, now):
    day = now.astimezone(UTC).date().isoformat()
    hashed = salted_hmac(f"directory.corrections.limits {day}", network, algorithm="sha256").hexdigest()[:32]
    about = f"{listing._meta.model_name}:{listing.pk}"
    return [
        *((limit, hashed) for limit in BY_NETWORK),
        *((limit, about) for limit in BY_LISTING),
        *((limit, "") for limit in IN_ALL),
    ]


def _end(limit, now):
    """The end of the hour or day that `now` is in."""
    start = datetime(1970, 1, 1, tzinfo=UTC)
    return now + limit.period - (now - start) % limit.period
