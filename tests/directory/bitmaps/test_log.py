"""Nothing that readers see changes without a line in the log, whoever changes it and in whatever order."""

import psycopg2
import pytest
from django.apps import apps
from django.db import connection, transaction

from directory.filtering import sql
from directory.filtering.bitmaps import answer as bitmaps
from directory.filtering.bitmaps import log
from directory.filtering.bitmaps.current import Current
from directory.filtering.engine import Engine
from directory.filtering.query import Query
from directory.models import Change, Clinic, Specialist
from tests.directory.bitmaps.asking import differences
from tests.factories import make_clinic, make_condition, make_specialist, make_therapy

pytestmark = pytest.mark.django_db(transaction=True)

# what no reader sees: the desk's own, the log itself, and what readers send
UNSEEN = {
    "desk_languageassignment",
    "desk_linkcheck",
    "desk_revision",
    "desk_translationupload",
    "directory_change",
    "directory_correction",
    "directory_correctioncount",
    "directory_forgottenchanges",
    "directory_importrow",
    "directory_importrun",
    "directory_storedbitmaps",
    "legal_letter",
}


def test_every_table_that_readers_see_tells_of_every_kind_of_change():
    tables = {
        model._meta.db_table
        for label in ("conditions", "directory", "desk", "legal")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger WHERE tgname ^@ 'log_' GROUP BY 1"
        )
        telling = dict(cursor.fetchall())
    assert telling == dict.fromkeys(tables - UNSEEN, 4)  # INSERT, UPDATE, DELETE, TRUNCATE


def total(state, model=Specialist):
    return bitmaps.total(state, model, Query())


@pytest.fixture
def other_connection():
    """Of somebody else, who commits by hand."""
    known = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    other = psycopg2.connect(**{name: known[key] for name, key in names.items() if known[key]})
    yield other
    other.close()


def test_a_transaction_that_began_first_and_commits_last_is_seen(other_connection):
    first, second = make_clinic("c1"), make_clinic("c2")
    current = Current()
    with other_connection.cursor() as cursor:
        cursor.execute("UPDATE directory_clinic SET status = 'draft' WHERE id = %s", [first.pk])
        assert total(current.state(), Clinic) == 2
        Clinic.objects.filter(pk=second.pk).update(status="draft")
        assert total(current.state(), Clinic) == 1
        other_connection.commit()
    assert total(current.state(), Clinic) == 0


def test_the_same_version_is_the_same_data_for_everybody(other_connection):
    make_clinic()
    before = log.now().version
    with other_connection.cursor() as cursor:
        cursor.execute("UPDATE directory_clinic SET status = 'draft'")
        assert log.now().version == before
        other_connection.commit()
    assert log.now().version != before


def test_what_is_not_committed_is_answered_by_sql_and_remembered_by_nobody():
    current = Current()
    assert total(current.state()) == 0
    with transaction.atomic():
        make_specialist()
        assert current.state() is None
        assert Engine().answer(Specialist, Query()).total == 1
        transaction.set_rollback(True)
    assert total(current.state()) == 0


def test_a_page_that_nothing_is_filtered_by_moves_the_version_and_no_listing():
    condition = make_condition(therapies=[make_therapy()])
    current = Current()
    before = current.state()
    condition.condition_therapies.update(position=7)
    after = current.state()
    assert after.version != before.version
    assert after.shelves == before.shelves


def test_a_small_change_reads_one_listing_and_not_the_directory(django_assert_num_queries):
    people = [make_specialist(f"ada-{n}") for n in range(3)]
    current = Current()
    current.state()
    people[0].delete()
    with django_assert_num_queries(2):
        state = current.state()
    assert list(state.shelves[Specialist].recent.values()) == [None]
    with django_assert_num_queries(1):
        assert current.state() is state


def test_too_much_to_name_is_read_anew():
    current = Current()
    current.state()
    common = {"name": "C", "kind": "hospital", "city": "O", "postal_code": "80331", "status": "published"}
    region = make_clinic("c").region
    Clinic.objects.bulk_create(Clinic(slug=f"c{n}", region=region, **common) for n in range(5001))
    assert Change.objects.filter(kind="everything").exists()
    state = current.state()
    assert (total(state, Clinic), differences(state, Clinic, Query())) == (5002, {})


def test_the_number_of_an_answer_is_that_of_sql_without_asking_for_a_page():
    make_specialist(at=[make_clinic()])
    query = Query(chosen={"country": ("DE",)})
    assert Engine().total(Specialist, query) == sql.matching(Specialist, query).count() == 1
