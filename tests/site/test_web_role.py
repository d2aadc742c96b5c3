"""The role that the web server works as: everything works, and it owns, makes and changes nothing."""

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction
from psycopg2.errors import InsufficientPrivilege

from config import web_role
from config.purging import purge
from directory.models import Correction, Specialist
from enquiries import keyring, rotating
from enquiries.models import ConsentText, Enquiry
from enquiries.outbox import worker
from tests.desk_forms import form_of, send, signed_in, url
from tests.directory.corrections.sending import send as send_correction
from tests.enquiries import sending as enquiries
from tests.factories import make_clinic, make_language, make_specialist

pytestmark = pytest.mark.django_db

OWNED_BY = (
    "SELECT count(*) FROM pg_shdepend JOIN pg_roles r ON r.oid = refobjid WHERE deptype = 'o' AND rolname = %s"
)


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def role():
    """In the transaction of the test, so that it goes with it."""
    name = f"web_of_{connection.settings_dict['NAME']}"
    run(f"CREATE ROLE {name} LOGIN")
    return name


@pytest.fixture
def as_web_role(role):
    """A function: from here on the test's statements are those of the role."""
    yield lambda: (web_role.grant(role), run(f"SET ROLE {role}"))
    run("RESET ROLE")


def test_readers_are_served(client, as_web_role):
    make_specialist("ada-muster", at=[make_clinic("c1")])
    as_web_role()
    pages = ["/en/", "/en/specialists/?country=DE", "/en/specialists/ada-muster/", "/en/clinics/c1/", "/readyz"]
    assert {path: client.get(path).status_code for path in pages} == dict.fromkeys(pages, 200)


def test_a_correction_is_taken(client, as_web_role):
    ada = make_specialist("ada-muster")
    as_web_role()
    assert send_correction(client, ada, "gone", remark="She left.").status_code == 302
    assert Correction.objects.count() == 1


def test_an_enquiry_is_written_sent_answered_withdrawn_and_forgotten(client, as_web_role, settings):
    ConsentText.objects.get_or_create(version=1, defaults={"text_de": "Ich willige ein."})
    ada = make_specialist("ada-muster", email="ada@example.org")
    make_language("en")
    as_web_role()
    assert enquiries.send(client, ada).status_code == 302
    enquiry = Enquiry.objects.get()
    own, theirs = enquiries.sender_link(enquiry), enquiries.recipient_link(enquiry)
    for link, action in ((own, "confirm"), (theirs, "open"), (theirs, "answer"), (own, "read")):
        worker.drain()
        assert enquiries.press(client, link, action, text="Come.").status_code == 200
    settings.ENQUIRY_KEYS = [keyring.new_key(), *settings.ENQUIRY_KEYS]
    assert rotating.rotate() == (1, 0)
    purge(clock_is_right=True)
    assert enquiries.press(client, own, "delete").status_code == 200
    assert enquiries.events(enquiry)[-1] == "withdrawn"


def test_the_desk_works(client, as_web_role):
    editor, ada = signed_in(client), make_specialist("ada-muster", at=[make_clinic("c1")])
    as_web_role()
    assert editor.get("/admin/").status_code == 200
    assert send(editor, url(ada), {**form_of(editor, url(ada)), "title": "Dr."}) == []
    assert Specialist.objects.get().title == "Dr."
    editor.post(url(ada, "delete"), {"post": "yes"})
    assert Specialist.objects.count() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE taken (a int)",
        "CREATE TEMPORARY TABLE taken (a int)",
        "CREATE SCHEMA taken",
        "CREATE FUNCTION taken() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE ROLE taken",
        "ALTER TABLE directory_specialist ADD COLUMN taken int",
        "ALTER TABLE directory_specialist DISABLE TRIGGER ALL",
        "DROP TABLE directory_correction",
        "TRUNCATE directory_correction",
        "CREATE TRIGGER t BEFORE INSERT ON directory_correction FOR EACH ROW EXECUTE FUNCTION lo_manage()",
        "UPDATE django_migrations SET name = 'taken'",
        "DELETE FROM django_migrations",
        "UPDATE enquiries_consenttext SET text_de = 'taken'",
        "ALTER TABLE enquiries_event DISABLE TRIGGER event_is_final",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'a', now())",
        "SET log_min_error_statement = 'error'",
        "SET session_replication_role = 'replica'",
        "COPY directory_specialist TO '/tmp/taken'",
        "COPY directory_specialist TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
def test_what_no_web_server_needs_is_refused(as_web_role, statement):
    as_web_role()
    with pytest.raises(Error) as refused, transaction.atomic():
        run(statement)
    assert isinstance(refused.value.__cause__, InsufficientPrivilege)


def test_it_owns_nothing_and_granting_again_changes_nothing(role):
    web_role.grant(role)
    first = run("SELECT relname, relacl::text FROM pg_class WHERE relkind IN ('r', 'S') ORDER BY 1")
    web_role.grant(role)
    assert run("SELECT relname, relacl::text FROM pg_class WHERE relkind IN ('r', 'S') ORDER BY 1") == first
    assert run(OWNED_BY, role) == [(0,)]


def test_a_later_table_is_open_to_it(as_web_role):
    as_web_role()
    run("RESET ROLE")
    run("CREATE TABLE later (id serial, a int)")
    as_web_role()
    run("INSERT INTO later (a) VALUES (1)")
    assert run("SELECT id, a FROM later") == [(1, 1)]


@pytest.mark.parametrize("statement", ["UPDATE kept SET a = 2", "DELETE FROM kept", "TRUNCATE kept"])
def test_a_table_that_is_only_added_to_cannot_be_rewritten(as_web_role, monkeypatch, statement):
    monkeypatch.setattr(web_role, "APPEND_ONLY", ["kept"])
    run("CREATE TABLE kept (a int)")
    as_web_role()
    run("INSERT INTO kept VALUES (1)")
    with pytest.raises(Error, match="permission denied"), transaction.atomic():
        run(statement)
    assert run("SELECT a FROM kept") == [(1,)]


def test_the_log_keeps_quiet_for_it(role, capsys):
    call_command("grant_web_role", role)
    settings = run("SELECT unnest(setconfig) FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = setrole "
                   "WHERE rolname = %s", role)  # fmt: skip
    server = dict(run("SELECT name, setting FROM pg_settings WHERE name LIKE 'log%%'"))
    quiet = {**server, **dict(setting.split("=") for (setting,) in settings)}
    assert {name: quiet[name] for name in web_role.QUIET} == web_role.QUIET
    assert "As a superuser" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("DROP ROLE {role}", "There is no role"),
        ("ALTER ROLE {role} SUPERUSER", "may do more than a grant could limit"),
        ("ALTER ROLE {role} CREATEROLE", "may do more than a grant could limit"),
        ("GRANT {owner} TO {role}", "may do more than a grant could limit"),
        ("CREATE TABLE own (a int); ALTER TABLE own OWNER TO {role}", "owns something"),
    ],
)
def test_a_role_that_would_be_no_protection_is_refused(role, change, message):
    [(owner,)] = run("SELECT current_user")
    run(change.format(role=role, owner=owner))
    with pytest.raises(CommandError, match=message):
        call_command("grant_web_role", role)


def test_the_owner_itself_is_no_web_role():
    [(owner,)] = run("SELECT current_user")
    with pytest.raises(CommandError, match="Run this as the role that owns the tables"):
        call_command("grant_web_role", owner)


def test_a_name_is_a_name_and_no_statement():
    with pytest.raises(CommandError, match="There is no role"):
        call_command("grant_web_role", 'x"; DROP TABLE directory_correction; --')
    assert Correction.objects.count() == 0
