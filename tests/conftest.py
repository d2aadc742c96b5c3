from contextlib import closing

import psycopg2
import pytest
from django.core.cache import caches
from django.db import connection
from django.utils import translation


@pytest.fixture(scope="session")
def django_db_createdb(request, django_db_modify_db_settings, django_db_blocker):
    """Made anew where it was left empty: tests that commit take what came with migrations along when they end."""
    with django_db_blocker.unblock():
        return request.config.getvalue("create_db") or _was_emptied(connection.creation._get_test_db_name())


def _was_emptied(name):
    with connection._nodb_cursor() as cursor:  # it starts the server, too
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            return False
    with closing(psycopg2.connect(**{**connection.get_connection_params(), "dbname": name})) as other:
        try:
            with other.cursor() as cursor:
                cursor.execute("SELECT FROM auth_group, enquiries_consenttext LIMIT 1")
                return cursor.fetchone() is None
        except psycopg2.ProgrammingError:
            return True  # of an older schema


@pytest.fixture(autouse=True)
def _english():
    """Texts in tests are English unless a test asks for another language."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _no_page_is_kept():
    """From an earlier test, whose settings may have been others."""
    caches["pages"].clear()
