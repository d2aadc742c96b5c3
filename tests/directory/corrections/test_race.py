"""Requests at the same time, each with a connection of its own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from directory.corrections import deciding, limits
from directory.models import Specialist
from intake.limits import TooManyError
from tests.factories import make_account

from .sending import make_correction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editable_content")]

SLUG = "zoltan-kerekeshazi"
PROPOSED = [
    ("phone", {"phone": "+49 89 7"}),
    ("email", {"email": "new@example.org"}),
    ("website", {"website": "https://example.org/new"}),
    ("name", {"title": "Prof. Dr."}),
    ("name", {"given_name": "Zoltan"}),
    ("name", {"family_name": "Neu"}),
]


@pytest.fixture(scope="module")
def corrections(editable_content, django_db_blocker):
    """(manager, corrections of one specialist), committed: each thread sees them."""
    with django_db_blocker.unblock():
        specialist = Specialist.objects.get(slug=SLUG)
        made = [make_correction(specialist, fact=fact, proposed=proposed) for fact, proposed in PROPOSED]
        return make_account("mara", "Directory manager"), made


def at_once(do, tasks):
    """The results of `do(task)`, each in a thread of its own."""

    def one(task):
        try:
            return do(task)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as threads:
        return list(threads.map(one, tasks))


def test_all_are_counted(editable_content):
    specialist = Specialist.objects.get(slug=SLUG)

    def is_taken(_number):
        try:
            with transaction.atomic():
                limits.count("192.0.2.1", specialist)
        except TooManyError:
            return False
        return True

    assert sum(at_once(is_taken, range(16))) == 10


def test_what_several_people_accept_for_one_listing_is_all_there(corrections):
    manager, made = corrections
    at_once(lambda correction: deciding.accept(correction, by=manager), made)
    specialist = Specialist.objects.get(slug=SLUG)
    wanted = {name: value for _, proposed in PROPOSED for name, value in proposed.items()}
    assert {name: getattr(specialist, name) for name in wanted} == wanted
