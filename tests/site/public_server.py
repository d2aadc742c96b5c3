"""A public site as docs/running.md sets it up: a PostgreSQL, an owner, a web role, gunicorn, files on a disk."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg2
import pytest
from django.conf import settings

from config.embedded_postgres import EmbeddedPostgres
from tests.site.production import COMPLETE

OWNER, WEB = "konsil_owner", "konsil_web"
HEADERS = {"Host": COMPLETE["ALLOWED_HOSTS"], "X-Forwarded-Proto": "https", "X-Real-IP": "192.0.2.1"}


@dataclass(frozen=True)
class PublicServer:
    folder: Path

    @cached_property
    def postgres(self):
        return EmbeddedPostgres(self.folder, is_throwaway=True)

    @cached_property
    def port(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            return free.getsockname()[1]

    @property
    def log(self):
        """What gunicorn and the site write to stderr."""
        return self.folder / "gunicorn.log"

    @property
    def postgres_log(self):
        return self.postgres.data / "server.log"

    def environment(self, role):
        socket_folder = quote(str(self.postgres.socket_dir), safe="")
        return {
            "PATH": os.environ["PATH"],
            **COMPLETE,
            "DATABASE_URL": f"postgres://{role}@{socket_folder}:5432/konsil",
            "DATA_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "tests.site.public_settings",
            "PYTHONUNBUFFERED": "1",
        }

    def manage(self, *arguments, role=OWNER):
        """What the command said; it is run as the owner of the tables."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=self.environment(role), capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def connected(self, role, database="konsil"):
        """A cursor; each statement is a transaction of its own."""
        place = {"host": str(self.postgres.socket_dir), "port": 5432, "connect_timeout": 10}
        with closing(psycopg2.connect(user=role, dbname=database, **place)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor

    def ask(self, method, path, body=None, **headers):
        """(status, headers, body as text), as through the proxy that ends TLS."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, body, HEADERS | headers)
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode(errors="replace")

    def set_up(self):
        self.postgres.ensure()
        with self.connected("app", "postgres") as cursor:
            cursor.execute(f"CREATE ROLE {OWNER} LOGIN")
            cursor.execute(f"CREATE ROLE {WEB} LOGIN")
            cursor.execute(f"CREATE DATABASE konsil OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'")
        self.manage("migrate", "--verbosity=0")
        self.manage("load_fixtures")
        self.manage("grant_web_role", WEB)

    def _is_healthy(self):
        try:
            return self.ask("GET", "/healthz")[0] == 200
        except OSError:
            return False

    @contextmanager
    def serving(self, role=WEB):
        with self.log.open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", "config.wsgi"],
                cwd=settings.BASE_DIR,
                env=self.environment(role),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            for _attempt in range(300):
                if self._is_healthy():
                    break
                assert process.poll() is None, self.log.read_text()
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)

    @contextmanager
    def without_database(self):
        self.postgres.release()
        assert not (self.postgres.data / "postmaster.pid").exists()
        try:
            yield
        finally:
            self.postgres.ensure()

    def remove(self):
        self.postgres.release()
        if self.postgres.account:  # root's data lies elsewhere
            shutil.rmtree(self.postgres.home)
        shutil.rmtree(self.postgres.socket_dir, ignore_errors=True)


@pytest.fixture(scope="session")
def public_site_server(tmp_path_factory):
    server = PublicServer(tmp_path_factory.mktemp("public"))
    try:
        server.set_up()
        yield server
    finally:
        server.remove()
