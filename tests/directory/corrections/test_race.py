"""Requests at the same time, each with a connection of its own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from directory.corrections import limits
from directory.models import Specialist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editable_content")]


def test_they_are_all_counted():
    specialist = Specialist.objects.get(slug="zoltan-kerekeshazi")

    def is_taken(_number):
        try:
            with transaction.atomic():
                limits.count("192.0.2.1", specialist)
        except limits.TooManyError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(is_taken, range(24))) == 10
