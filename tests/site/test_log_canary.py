"""Nothing that somebody typed is in any log of a public site, whatever breaks meanwhile: PostgreSQL's included.

The server of the database talks as it does when it is new; only the role that the site works as is quiet.
"""

import re
import subprocess
import sys
from contextlib import contextmanager

import psycopg2
import pytest
from django.conf import settings
from django.core import signing

from enquiries import access
from tests.site.canary import CANARY, ask_everything, opened_forms
from tests.site.production import COMPLETE
from tests.site.public_server import OWNER, WEB

CONTROL = "control5d21"
LOUD = {"log_min_messages": "warning", "log_min_error_statement": "error", "log_error_verbosity": "default"}
RECONNECT = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{WEB}'"  # noqa: S608

# What the forms write into; the statuses below are those of the forms in their order, signing in last.
WRITTEN = ["directory_correction", "enquiries_enquiry", "legal_letter"]
SENT = ["enquiries_mail", *WRITTEN, "intake_floodcount", "axes_accessattempt"]
READ = ["directory_specialist", "directory_clinic", *WRITTEN]

# {what breaks: (statements that break it, statements that repair it, statuses of the forms)}
BREAKS = {
    "nothing": ([], [], [302] * 7 + [200]),
    "a constraint refuses what is written": (
        [f"ALTER TABLE {table} ADD CONSTRAINT broken CHECK (language = 'x') NOT VALID" for table in WRITTEN],
        [f"ALTER TABLE {table} DROP CONSTRAINT broken" for table in WRITTEN],
        [500] * 7 + [200],
    ),
    "a statement takes too long": (
        [
            "CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN PERFORM pg_sleep(1); RETURN NEW; END'",
            *(
                f"CREATE TRIGGER linger BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION linger()"
                for table in WRITTEN
            ),
            f"ALTER ROLE {WEB} SET statement_timeout = '300ms'",
            RECONNECT,
        ],
        ["DROP FUNCTION linger CASCADE", f"ALTER ROLE {WEB} RESET statement_timeout", RECONNECT],
        [500] * 7 + [200],
    ),
    "a view raises": (
        [f"ALTER TABLE {table} RENAME TO {table}_gone" for table in READ],
        [f"ALTER TABLE {table}_gone RENAME TO {table}" for table in READ],
        [500] * 7 + [200],
    ),
    "a role loses its rights": (
        [f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {WEB}"],
        [f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {WEB}"],
        [500] * 8,
    ),
}


@pytest.fixture(scope="module")
def site(public_site_server):
    server = public_site_server
    with server.connected("app") as superuser:
        for name, value in LOUD.items():
            superuser.execute(f"ALTER DATABASE konsil SET {name} = '{value}'")
        for statement in re.findall(r"^ALTER ROLE .+;$", server.manage("grant_web_role", WEB), flags=re.MULTILINE):
            superuser.execute(statement)
    assert "As a superuser" not in server.manage("grant_web_role", WEB)
    with server.serving():
        yield server


@pytest.fixture(scope="module")
def forms(site):
    return opened_forms(site)


def lines_with(token, server):
    logs = {"gunicorn": server.log, "PostgreSQL": server.postgres_log}
    return [
        (name, line)
        for name, log in logs.items()
        for line in log.read_text(errors="replace").splitlines()
        if token in line.lower()
    ]


@contextmanager
def broken(server, statements, repair):
    with server.connected("app") as superuser:
        for statement in [*(f"DELETE FROM {table}" for table in SENT), *statements]:  # noqa: S608
            superuser.execute(statement)
        yield
        for statement in repair:
            superuser.execute(statement)


@pytest.mark.parametrize(("statements", "repair", "statuses"), BREAKS.values(), ids=BREAKS)
def test_no_log_has_a_word_of_what_was_typed(site, forms, statements, repair, statuses):
    with broken(site, statements, repair):
        assert ask_everything(site, forms) == statuses
    assert lines_with(CANARY, site) == []


def test_no_log_has_a_word_of_what_was_typed_while_the_database_was_stopped(site, forms):
    with site.without_database():
        assert ask_everything(site, forms) == [503] * 8
    assert lines_with(CANARY, site) == []


def test_no_word_of_an_enquiry_is_said_when_its_mails_are_sent_in_vain(site, forms):
    """There is no mail server; what the worker says of it names nobody."""
    with broken(site, [], []):
        assert ask_everything(site, forms)[2] == 302
        command = [sys.executable, "manage.py", "send_outbox", "--once"]
        environment = site.environment(WEB) | {
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": "1",
            "EMAIL_SECURITY": "none",
        }
        done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (0, "1 mails tried.\n")
        assert done.stderr == "A mail was not sent: ConnectionRefusedError\n"
        assert _answered(site) == [200, 200]
    assert lines_with(CANARY, site) == []


def _answered(site):
    """The statuses of the recipient's page: opened and answered, with what the sender and the recipient wrote."""
    with site.connected("app") as superuser:
        superuser.execute(
            "UPDATE enquiries_enquiry SET confirmed_at = now(), forwarded_at = now() RETURNING reference"
        )
        [(reference,)] = superuser.fetchall()
    key = signing.dumps(reference, key=COMPLETE["SECRET_KEY"], salt=access.RECIPIENT)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    bodies = ["action=open", f"action=answer&text={CANARY}"]
    return [site.ask("POST", f"/de/enquiries/read/?key={key}", body, **form)[0] for body in bodies]


def test_these_logs_say_what_went_wrong(site, forms):
    statements, repair, _statuses = BREAKS["a constraint refuses what is written"]
    with broken(site, statements, repair):
        ask_everything(site, forms)
    with site.without_database():
        ask_everything(site, forms)
    said = site.log.read_text()
    route = "/en/specialists/<slug:specialist>/correction/"
    for line in (f"Internal Server Error: {route}", f"Service Unavailable: {route}", "IntegrityError"):
        assert f"{line}\n" in said
    assert "Not Found: /en/specialists/<slug:slug>/\n" in said


@pytest.mark.parametrize(("role", "kept"), [(OWNER, True), (WEB, False)])
def test_the_log_of_this_database_would_show_a_word(site, role, kept):
    token = f"{CONTROL}{role.replace('_', '')}"
    with site.connected(role) as cursor, pytest.raises(psycopg2.Error):
        cursor.execute("SELECT %s::integer", [token])
    assert bool(lines_with(token, site)) == kept
