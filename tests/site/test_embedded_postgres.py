"""The database that needs no installation: it survives what happens to servers, and keeps quiet."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing, contextmanager

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.base.base import NO_DB_ALIAS

from config import embedded_postgres
from config.embedded_postgres import EmbeddedPostgres, UnavailableError, base, binaries

USE_AND_WAIT = """
import sys, time
from pathlib import Path
from config.embedded_postgres import EmbeddedPostgres
EmbeddedPostgres(Path(sys.argv[1]), is_throwaway=True).ensure()
print("up", flush=True)
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def _not_the_tests_own_database(django_db_blocker):
    with django_db_blocker.unblock():
        yield


@contextmanager
def own_server(data_dir):
    server = EmbeddedPostgres(data_dir, is_throwaway=True)
    yield server
    server.release()
    if server.account:  # root's data lies elsewhere
        shutil.rmtree(server.home)
    shutil.rmtree(server.socket_dir, ignore_errors=True)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with own_server(tmp_path_factory.mktemp("data with space")) as server:
        yield server.ensure()


@pytest.fixture
def new_server(tmp_path):
    with own_server(tmp_path) as server:
        yield server


@contextmanager
def connected(server):
    """As Django connects; with the alias of a connection that is in no settings."""
    wrapper = base.DatabaseWrapper({**connection.settings_dict, **server.settings()}, alias=NO_DB_ALIAS)
    with closing(wrapper), wrapper.cursor() as cursor:
        yield cursor


def answer(server, question):
    with connected(server) as cursor:
        cursor.execute(question)
        return cursor.fetchone()


def pid(server):
    return int((server.data / "postmaster.pid").read_text().split("\n")[0])


def is_up(server):
    try:
        psycopg2.connect(host=str(server.socket_dir), port=5432, user="app", dbname="app").close()
    except psycopg2.OperationalError:
        return False
    return True


def wait_until(is_so):
    for _attempt in range(100):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError("not within ten seconds")


def test_settings_touch_nothing(tmp_path):
    found = embedded_postgres.settings(tmp_path)

    assert found["ENGINE"] == "config.embedded_postgres"
    assert list(tmp_path.iterdir()) == []


def test_letters_beyond_ascii_work(server):
    assert answer(server, "SELECT upper('äß'), 'Ärzte' ILIKE 'ä%'") == ("ÄSS", True)


def test_only_its_owner_gets_in(server):
    assert answer(server, "SHOW listen_addresses") == ("",)
    assert server.socket_dir.stat().st_mode & 0o777 == 0o700
    assert server.data.stat().st_mode & 0o777 == 0o700


def test_what_somebody_typed_does_not_reach_the_log(server):
    with connected(server) as cursor:
        cursor.execute("CREATE TABLE enquiry (text text UNIQUE CHECK (text LIKE '%y'))")
        cursor.execute("INSERT INTO enquiry VALUES ('canary')")
        cursor.execute("SET statement_timeout = '50ms'")
        for statement in (
            "INSERT INTO enquiry VALUES ('canary')",  # its detail says "Key (text)=(canary) already exists"
            "INSERT INTO enquiry VALUES ('canary bird')",  # "Failing row contains (canary bird)"
            "SELECT 'canary'::integer",
            "SELECT pg_sleep(1), 'canary'",
            "SELECT canary",
        ):
            with pytest.raises(Exception, match=r"."):
                cursor.execute(statement)

    log = (server.data / "server.log").read_text()
    assert "canary" not in log
    assert "ready to accept connections" in log  # it is the log, and it is written


def test_a_killed_server_is_back_with_the_next_connection(server):
    with connected(server) as cursor:
        cursor.execute("SET synchronous_commit = on")  # a throwaway server is careless otherwise
        cursor.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    killed = pid(server)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: not is_up(server))

    assert answer(server, "SELECT answer FROM kept") == (42,)
    assert pid(server) != killed


def test_a_stale_lock_with_the_number_of_a_stranger_is_removed(server):
    server.release()
    stranger = subprocess.Popen(["sleep", "60"])
    (server.data / "postmaster.pid").write_text(f"{stranger.pid}\n{server.data}\n")
    try:
        server.ensure()

        assert is_up(server)
        assert stranger.poll() is None  # and left in peace
    finally:
        stranger.kill()
        stranger.wait()


def test_released_by_its_last_user_it_stops_at_once(new_server):
    new_server.ensure()
    new_server.release()

    assert not is_up(new_server)


def test_it_stops_when_its_last_user_is_killed_and_not_before(new_server):
    users = [
        subprocess.Popen(
            [sys.executable, "-c", USE_AND_WAIT, new_server.data_dir],
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for user in users:
        with user.stdout as output:
            assert output.readline() == b"up\n"
    users[0].kill()
    users[0].wait()
    time.sleep(0.5)
    assert is_up(new_server)

    users[1].kill()
    users[1].wait()
    wait_until(lambda: not (new_server.data / "postmaster.pid").exists())


def test_an_interrupted_first_start_is_cleared_away(new_server):
    unfinished = new_server.data.with_name(f"{new_server.data.name}.unfinished")
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")

    assert answer(new_server.ensure(), "SELECT 1") == (1,)
    assert not unfinished.exists()


def test_data_of_another_version_is_not_replaced_by_an_empty_site(tmp_path):
    server = EmbeddedPostgres(tmp_path)
    (server.home / "pg14").mkdir(parents=True)

    with pytest.raises(UnavailableError, match="pg14 was made by another version"):
        server.ensure()

    if server.account:
        shutil.rmtree(server.home)


def test_where_there_is_no_postgresql_the_packages_are_named(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(binaries, "INSTALLED", [])
    monkeypatch.setenv("PATH", "")

    with pytest.raises(UnavailableError, match=r"(?s)apt install postgresql.*apk add postgresql"):
        binaries.find()


def test_an_installed_postgresql_serves_where_the_wheel_is_missing(monkeypatch, new_server):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    try:
        found = binaries.find()
    except UnavailableError:
        pytest.skip("none is installed here")

    assert not found.is_from_wheel
    assert answer(new_server.ensure(), "SELECT upper('ä')") == ("Ä",)
