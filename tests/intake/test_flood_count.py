"""Limits that all processes share."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from intake import limits
from intake.limits import HOUR, Limit, TooManyError
from intake.models import FloodCount
from tests.refusals import refused

pytestmark = pytest.mark.django_db

END = datetime(2026, 11, 30, tzinfo=UTC)
TWO = Limit("two-an-hour", 2, HOUR)


def test_a_count_names_its_limit_and_is_kept_once():
    refused("flood_count_names_its_limit", FloodCount.objects.create, limit="", ends_at=END)
    FloodCount.objects.create(limit="all-day", ends_at=END)
    refused("flood_count_is_kept_once", FloodCount.objects.create, limit="all-day", ends_at=END)


def test_a_full_limit_says_when_there_is_room_again():
    with time_machine.travel("2026-11-22 10:20Z", tick=False) as now:
        for _ in range(2):
            limits.count([(TWO, "a")])
        with pytest.raises(TooManyError) as refusal:
            limits.count([(TWO, "a")])
        assert refusal.value.seconds == 40 * 60
        limits.count([(TWO, "b")])
        now.shift(timedelta(minutes=40))
        limits.count([(TWO, "a")])


def test_a_subject_of_one_limit_is_not_counted_for_another():
    """Rows are fetched by two lists: a pair that nobody asked for is left alone."""
    other = Limit("other", 2, HOUR)
    limits.count([(TWO, "a"), (other, "b")])
    limits.count([(TWO, "b")])
    limits.count([(TWO, "a"), (other, "b")])
    assert {(row.limit, row.subject): row.count for row in FloodCount.objects.all()} == {
        ("two-an-hour", "a"): 2,
        ("other", "b"): 2,
        ("two-an-hour", "b"): 1,
    }


def test_numbers_refuse_nothing():
    assert [limits.number(TWO, "a") for _ in range(4)] == [0, 1, 2, 3]
