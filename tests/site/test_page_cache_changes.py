"""A page that is kept is never older than what is committed."""

from contextlib import contextmanager

import psycopg2
import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client

from directory.models import Specialist
from tests.factories import make_clinic, make_specialist

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/en/specialists/"


def html(address=LIST):
    return Client().get(address).content.decode()


@pytest.fixture
def ada():
    return make_specialist("ada-muster", at=[make_clinic()], family_name="Vorher")


@pytest.fixture
def other_connection():
    """Of somebody else, who commits by hand."""
    known = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    other = psycopg2.connect(**{name: known[key] for name, key in names.items() if known[key]})
    yield other
    other.close()


def rename(other_connection, name):
    with other_connection.cursor() as cursor:
        cursor.execute("UPDATE directory_specialist SET family_name = %s", [name])


@contextmanager
def meanwhile(do, *, after):
    """`do` once, after the statement with this number."""
    statements = []

    def wrapper(execute, *asked):
        result = execute(*asked)
        statements.append(asked)
        if len(statements) == after:
            do()
        return result

    with connection.execute_wrapper(wrapper):
        yield statements


@pytest.mark.parametrize("address", [LIST, "/en/specialists/ada-muster/"])
def test_a_change_is_seen_by_the_next_request(ada, address):
    assert "Vorher" in html(address)
    assert "Vorher" in html(address)
    Specialist.objects.filter(pk=ada.pk).update(family_name="Nachher")
    assert "Nachher" in html(address)
    assert "Vorher" not in html(address)


def test_what_is_withdrawn_is_gone_at_once(ada):
    assert "ada-muster" in html()
    Specialist.objects.filter(pk=ada.pk).update(status="draft")
    assert "ada-muster" not in html()
    assert Client().get("/en/specialists/ada-muster/").status_code == 404


@pytest.mark.usefixtures("ada")
def test_a_change_counts_from_its_commit_on(other_connection):
    assert "Vorher" in html()
    rename(other_connection, "Nachher")
    assert "Vorher" in html()
    other_connection.commit()
    assert "Nachher" in html()


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("address", [LIST, "/en/specialists/ada-muster/", "/en/clinics/clinic/"])
def test_a_page_during_which_something_changed_is_not_served_again(other_connection, address):
    def change():
        rename(other_connection, "Nachher")
        other_connection.commit()

    for _ in range(2):
        html(address)  # the bitmaps are stored then, and the vocabulary is known
    caches["pages"].clear()
    with meanwhile(lambda: None, after=0) as statements:
        html(address)
    for number in range(1, len(statements) + 1):
        rename(other_connection, "Vorher")
        other_connection.commit()
        caches["pages"].clear()
        with meanwhile(change, after=number) as asked:
            html(address)
        assert len(asked) >= number
        assert "Nachher" in html(address), number
        assert "Vorher" not in html(address), number


def test_what_may_be_rolled_back_is_neither_kept_nor_answered_from_what_is(ada):
    assert "Vorher" in html()
    with transaction.atomic():
        Specialist.objects.filter(pk=ada.pk).update(family_name="Nachher")
        assert "Nachher" in html()
        transaction.set_rollback(True)
    assert "Vorher" in html()
