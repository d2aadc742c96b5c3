import os
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

from tests.content import content, content_database, editable_content  # noqa: F401 fixtures

# Each run tries the same; FUZZ_EXAMPLES=5000 ./run test tests/fuzz looks for more, and elsewhere.
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES") or 0)
settings.register_profile(
    "fuzz",
    max_examples=EXAMPLES or 25,
    derandomize=not EXAMPLES,
    deadline=None,  # tests/fuzz/checks.py bounds the time of each request
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
WAIT = timedelta(seconds=5)


@pytest.fixture(autouse=True)
def _no_statement_runs_for_long(db):
    """One that does fails, and with it the page."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = %s", [int(WAIT.total_seconds() * 1000)])
