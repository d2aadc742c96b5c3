"""A site as ./run starts it, and the roles that it works as."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing, contextmanager

import psycopg2
from django.conf import settings

from config.embedded_postgres import EmbeddedPostgres


class Site:
    """A process and its database, in a folder of its own."""

    def __init__(self, data_dir):
        self.data_dir = data_dir
        self.log = data_dir / "log"
        self.process = None

    def start(self, port=0):
        names = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "HOST"}
        environment = {name: value for name, value in os.environ.items() if name not in names}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=settings.BASE_DIR,
                env=environment | {"DATA_DIR": str(self.data_dir), "PORT": str(port)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        return self

    def said(self):
        return self.log.read_text()

    def wait_until_ready(self):
        for _attempt in range(600):
            if "Sign in" in self.said():
                return int(re.search(r"http://127\.0\.0\.1:(\d+)/", self.said())[1])
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError(self.said())

    def end(self, signal_number):
        self.process.send_signal(signal_number)
        return self.process.wait(timeout=30)


@contextmanager
def site(data_dir):
    site = Site(data_dir)
    database = EmbeddedPostgres(data_dir)
    try:
        yield site
    finally:
        if site.process and site.process.poll() is None:
            site.end(signal.SIGKILL)
        if database.account:
            shutil.rmtree(database.home)
        shutil.rmtree(database.socket_dir, ignore_errors=True)


def roles_connected(database):
    """Whoever is connected to the site's database."""
    place = {"host": str(database.socket_dir), "port": 5432, "connect_timeout": 10}
    with closing(psycopg2.connect(user="app", dbname="postgres", **place)) as connection, connection.cursor() as c:
        c.execute("SELECT usename FROM pg_stat_activity WHERE datname = 'app'")
        return {name for (name,) in c.fetchall()}
