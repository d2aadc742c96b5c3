"""Requests at the same time, each with a connection of its own."""

import pytest
from django.db import transaction

from intake.limits import TooManyError
from legal import limits
from tests.directory.corrections.test_race import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editable_content")]


def test_all_are_counted():
    def is_taken(_number):
        try:
            with transaction.atomic():
                limits.count("192.0.2.1")
        except TooManyError:
            return False
        return True

    assert sum(at_once(is_taken, range(12))) == 6
