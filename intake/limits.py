"""How many messages are taken: from one network, about one thing, and in all.

Counted in the database, so that all worker processes count together and a restart forgets nothing. An address is
kept as a hash that is keyed with the site's secret and the day: the next day the same address is another hash.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import FloodCount

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Limit:
    """At most so many in each hour or day; `name` is unique among all forms."""

    name: str
    most: int
    period: timedelta

    def end(self, now):
        """The end of the hour or day that `now` is in."""
        return now + self.period - (now - START) % self.period


class TooManyError(Exception):
    """`seconds` says how long until there is room again."""

    def __init__(self, seconds):
        self.seconds = seconds


def hidden(what):
    """A text that is counted but not kept: its hash of today, 32 hexadecimal digits."""
    day = timezone.now().astimezone(UTC).date().isoformat()
    return salted_hmac(f"intake.limits {day}", what, algorithm="sha256").hexdigest()[:32]


def count(asked):
    """Count one more for each (Limit, subject) of `asked`.

    Raises TooManyError when one is full; then the transaction around it must be rolled back.
    """
    now = timezone.now()
    FloodCount.objects.ended(now).delete()
    counts, most = _locked(asked, now)
    full = [row for row in counts if row.count >= most[row.limit, row.subject, row.ends_at]]
    if full:
        raise TooManyError(max(1, round((max(row.ends_at for row in full) - now).total_seconds())))
    _count(counts)


def number(limit, subject):
    """Count one more, refuse nothing: how many it has been before in this hour or day."""
    [row], _most = _locked([(limit, subject)], timezone.now())
    before = row.count
    _count([row])
    return before


def _locked(asked, now):
    """([FloodCount, …], {(limit, subject, end): how many it may be}), locked until the transaction ends."""
    most = {(limit.name, subject, limit.end(now)): limit.most for limit, subject in asked}
    rows = [FloodCount(limit=name, subject=subject, ends_at=end) for name, subject, end in most]
    FloodCount.objects.bulk_create(rows, ignore_conflicts=True)
    wanted = FloodCount.objects.filter(
        limit__in={row.limit for row in rows}, subject__in={row.subject for row in rows}, ends_at__gt=now
    )
    # in one order, so that nobody waits in a circle
    counts = [row for row in wanted.select_for_update().order_by("pk") if _key(row) in most]
    return counts, most


def _count(rows):
    for row in rows:
        row.count += 1
    FloodCount.objects.bulk_update(rows, ["count"])


def _key(row):
    return row.limit, row.subject, row.ends_at
