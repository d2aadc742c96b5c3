"""How old the check of a listing's facts is: fresh up to 12 months, then ageing, after 24 months stale."""

from datetime import timedelta

from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone

FRESH = timedelta(days=365)
AGEING = timedelta(days=2 * 365)


def freshness(checked_on):
    """ "fresh", "ageing" or "stale"; "" when never checked."""
    if checked_on is None:
        return ""
    age = timezone.localdate() - checked_on
    return "fresh" if age <= FRESH else "ageing" if age <= AGEING else "stale"


def freshest_first():
    """To order by: 0 for what was checked in the last year, 1 in the year before, 2 for all others."""
    today = timezone.localdate()
    fresh = When(checked_on__gte=today - FRESH, then=Value(0))
    ageing = When(checked_on__gte=today - AGEING, then=Value(1))
    return Case(fresh, ageing, default=Value(2), output_field=IntegerField())


def oldest_last():
    """To order by: 0 for what was checked in the last two years, 1 for what is stale or was never checked."""
    since = timezone.localdate() - AGEING
    return Case(When(checked_on__gte=since, then=Value(0)), default=Value(1), output_field=IntegerField())


def by_freshness(queryset, wanted):
    """Of `queryset` what is "fresh", "ageing", "stale" or "never" checked."""
    today = timezone.localdate()
    if wanted == "never":
        return queryset.filter(checked_on=None)
    if wanted == "fresh":
        return queryset.filter(checked_on__gte=today - FRESH)
    if wanted == "ageing":
        return queryset.filter(checked_on__lt=today - FRESH, checked_on__gte=today - AGEING)
    return queryset.filter(checked_on__lt=today - AGEING)
