"""Two at the same time, in two connections: what they do is committed, so this has a database of its own."""

import threading

import pytest
from django.db import connection, transaction

from desk.models import Revision
from directory.importing import applying, planning
from directory.models import Specialist
from tests.content import content_database, editable_content  # noqa: F401 fixtures

from .files import planned


@pytest.fixture(scope="module", autouse=True)
def database(editable_content, django_db_blocker):  # noqa: F811
    with django_db_blocker.unblock():
        yield


def in_threads(*jobs):
    """What the jobs return, each in a thread and a connection of its own."""
    results = []

    def run(job):
        try:
            results.append(job())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_who_write_at_the_same_time_write_once():
    run = planned("specialists", {"given_name": "Zwei", "family_name": "Zugleich"})
    applying.confirm(run.pk, run.digest)
    runs = in_threads(*[lambda: applying.write(run.pk, None)] * 2)
    assert [one.state for one in runs] == ["applied"] * 2
    made = Specialist.objects.get(slug="zwei-zugleich")
    assert Revision.objects.of(made).count() == 1


def test_two_who_confirm_at_the_same_time_order_it_once():
    run = planned("specialists", {"given_name": "Einmal", "family_name": "Bestellt"})

    def confirm():
        try:
            return applying.confirm(run.pk, run.digest) or "ordered"
        except applying.OutdatedError:
            return "too late"

    assert sorted(in_threads(confirm, confirm)) == ["ordered", "too late"]


def test_who_works_on_the_same_run_finds_it_locked_and_waits_for_nobody():
    run = planned("specialists", {"given_name": "Nur", "family_name": "Eine"})
    planning.begin(run)
    with transaction.atomic():
        planning.work(run.pk, None)
        assert [one.state for one in in_threads(lambda: planning.work(run.pk, None))] == ["finding"]


def test_an_edit_waits_until_the_import_is_done():
    slug = "henrike-saalfrank"
    run = planned("specialists", {"slug": slug, "phone": "+49 30 2"})
    applying.confirm(run.pk, run.digest)
    seen = []

    def edit():
        Specialist.objects.filter(slug=slug).update(email="edited@example.org")
        seen.append(Specialist.objects.get(slug=slug).phone)

    thread = threading.Thread(target=in_threads, args=[edit])
    with transaction.atomic():
        applying.write(run.pk, None)
        thread.start()
        thread.join(0.5)
        assert seen == []
    thread.join()
    assert seen == ["+49 30 2"]
