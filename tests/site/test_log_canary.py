"""Nothing that somebody typed is in any log of a public site, whatever breaks meanwhile: PostgreSQL's included.

The server of the database talks as it does when it is new; only the role that the site works as is quiet.
"""

import re
from contextlib import contextmanager

import psycopg2
import pytest

from tests.site.canary import CANARY, ask_everything, opened_forms
from tests.site.public_server import OWNER, WEB

CONTROL = "control5d21"
LOUD = {"log_min_messages": "warning", "log_min_error_statement": "error", "log_error_verbosity": "default"}
RECONNECT = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{WEB}'"  # noqa: S608

SENT = ["directory_correction", "directory_correctioncount", "axes_accessattempt"]

# {what breaks: (statements that break it, statements that repair it, statuses of the forms)}
BREAKS = {
    "nothing": ([], [], [302, 302, 200]),
    "a constraint refuses what is written": (
        ["ALTER TABLE directory_correction ADD CONSTRAINT broken CHECK (remark = 'x') NOT VALID"],
        ["ALTER TABLE directory_correction DROP CONSTRAINT broken"],
        [500, 500, 200],
    ),
    "a statement takes too long": (
        [
            "CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN PERFORM pg_sleep(1); RETURN NEW; END'",
            "CREATE TRIGGER linger BEFORE INSERT ON directory_correction FOR EACH ROW EXECUTE FUNCTION linger()",
            f"ALTER ROLE {WEB} SET statement_timeout = '300ms'",
            RECONNECT,
        ],
        ["DROP FUNCTION linger CASCADE", f"ALTER ROLE {WEB} RESET statement_timeout", RECONNECT],
        [500, 500, 200],
    ),
    "a view raises": (
        [f"ALTER TABLE directory_{name} RENAME TO {name}_gone" for name in ("specialist", "clinic", "correction")],
        [f"ALTER TABLE {name}_gone RENAME TO directory_{name}" for name in ("specialist", "clinic", "correction")],
        [500, 500, 200],
    ),
    "a role loses its rights": (
        [f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {WEB}"],
        [f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {WEB}"],
        [500, 500, 500],
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
        assert ask_everything(site, forms) == [503, 503, 503]
    assert lines_with(CANARY, site) == []


def test_these_logs_say_what_went_wrong(site):
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
