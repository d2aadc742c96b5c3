"""Numbers of transactions say nothing in another database, be it a copy of this one or a backup of it."""

import pytest
from django.db import connection

from directory.filtering.bitmaps import loading, log, store
from directory.filtering.bitmaps.current import Current
from directory.filtering.query import Query
from directory.models import Change, ForgottenChanges, Specialist, StoredBitmaps
from tests.content import connected_to, copy_database
from tests.directory.bitmaps.asking import differences
from tests.directory.many import make_directory
from tests.factories import make_specialist

pytestmark = pytest.mark.django_db(transaction=True)
AGES_AGO = "1.1.1.1"
BEYOND = 10**12  # a number that transactions here will not reach


@pytest.fixture
def backup():
    """The name of a copy of the database as it is now: a directory of some listings."""
    make_directory()
    name = f"{connection.settings_dict['NAME']}_backup"
    copy_database(connection.settings_dict["NAME"], name)
    yield name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {connection.ops.quote_name(name)} WITH (FORCE)")


def test_who_is_led_to_a_backup_answers_from_the_backup(backup):
    worker = Current()
    make_specialist("after-the-backup")
    before = worker.state()
    with connected_to(backup):
        assert worker.state().version != before.version
        assert differences(worker.state(), Specialist, Query()) == {}
        make_specialist("in-the-backup")
        assert differences(worker.state(), Specialist, Query()) == {}
    assert differences(worker.state(), Specialist, Query()) == {}


def test_in_a_backup_with_a_long_past_changes_are_seen_one_by_one(monkeypatch):
    make_directory()
    log_of_the_past()
    worker = Current()
    assert differences(worker.state(), Specialist, Query()) == {}
    monkeypatch.setattr(loading, "load", None)
    make_specialist("new-one")
    assert differences(worker.state(), Specialist, Query()) == {}
    assert differences(Current().state(), Specialist, Query()) == {}  # from what the first one stored


def test_changes_of_the_past_are_forgotten_but_counted():
    log_of_the_past()
    number = int(log.now().version.partition("-")[0])
    Current().state()
    assert not Change.objects.filter(era=AGES_AGO).exists()
    assert int(log.now().version.partition("-")[0]) == number
    kept = ForgottenChanges.objects.get()
    assert (kept.era, kept.before < BEYOND) == (log.now().era, True)


def log_of_the_past():
    """What a backup brings along that was made where more transactions had been."""
    position = f"{BEYOND}:{BEYOND}:"
    store.save(AGES_AGO, position, loading.load()[1])
    ForgottenChanges.objects.update(era=AGES_AGO, before=BEYOND)
    Change.objects.create(era=AGES_AGO, transaction=BEYOND + 1, kind="everything")
    assert StoredBitmaps.objects.filter(era=AGES_AGO).exists()
