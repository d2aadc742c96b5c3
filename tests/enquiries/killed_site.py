"""A site of its own whose workers, database and mail server are killed: processes, not stand-ins.

`python -m tests.enquiries.killed_site NUMBER` puts confirmed enquiries into the site of its environment.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg2

from config.embedded_postgres import EmbeddedPostgres

from .smtp_sink import free_port

ROOT = Path(__file__).resolve().parents[2]
SECONDS_A_MAIL = "0.05"


class KilledSite:
    """`with KilledSite(data_dir, number) as site:` has a mail server, workers, and `number` mails to send."""

    def __init__(self, data_dir, number, workers=2):
        self.data_dir, self.number, self.workers = data_dir, number, workers
        self.port, self.file = free_port(), data_dir / "taken.jsonl"
        self.database = EmbeddedPostgres(data_dir)
        self.running, self._stack = {}, ExitStack()

    def __enter__(self):
        self._log = self._stack.enter_context((self.data_dir / "said.log").open("a"))
        self.database.ensure()
        self._stack.callback(self._remove_database)
        self._stack.callback(self.stop)
        self._run("manage.py", "migrate", "--verbosity=0").wait()
        self._run("-m", "tests.enquiries.killed_site", str(self.number)).wait()
        self.start()
        return self

    def __exit__(self, *error):
        self._stack.close()

    def start(self):
        """What is not running."""
        if "sink" not in self.running:
            sink = ["-m", "tests.enquiries.smtp_sink", str(self.port), str(self.file), SECONDS_A_MAIL]
            self.running["sink"] = self._run(*sink)
        for name in {f"worker {number}" for number in range(self.workers)} - self.running.keys():
            self.running[name] = self._run("manage.py", "send_outbox")

    def stop(self):
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        for process in self.running.values():
            process.wait(30)
        self.running.clear()

    def _remove_database(self):
        self.database.release()
        if self.database.account:  # root's data lies elsewhere
            shutil.rmtree(self.database.home)
        shutil.rmtree(self.database.socket_dir, ignore_errors=True)

    def kill(self, what):
        for name in [name for name in self.running if name.startswith(what)]:
            process = self.running.pop(name)
            process.send_signal(signal.SIGKILL)
            process.wait()

    def kill_database(self):
        """As in a crash: it recovers from its log when somebody asks for it again."""
        pid = int((self.database.data / "postmaster.pid").read_text().split("\n")[0])
        os.kill(pid, signal.SIGQUIT)

    def ask(self, statement):
        """The rows of a statement; tried until the database is back."""
        for _attempt in range(300):
            try:
                with closing(self._connect()) as connection, connection, connection.cursor() as cursor:
                    cursor.execute(statement)
                    return cursor.fetchall() if cursor.description else []
            except psycopg2.Error:
                time.sleep(0.1)
                self.database.ensure()
        raise AssertionError("The database does not come back.")

    def _connect(self):
        settings = self.database.settings()
        return psycopg2.connect(
            host=settings["HOST"], port=settings["PORT"], user=settings["USER"], dbname=settings["NAME"]
        )

    def taken(self):
        """[Message-ID, …] of all mails that the mail server took, in their order."""
        lines = self.file.read_text().splitlines() if self.file.exists() else []
        return [json.loads(line)["id"] for line in lines]

    def _run(self, *arguments):
        environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "DATA_DIR": str(self.data_dir),
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.port),
            "EMAIL_SECURITY": "none",
        }
        return subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=self._log, stderr=subprocess.STDOUT
        )


def fill(number):
    import django

    django.setup()
    from enquiries import steps
    from tests.factories import make_specialist

    from .sending import make_enquiry

    ada = make_specialist("ada-muster", email="ada@example.org")
    for _ in range(number):
        steps.confirm(make_enquiry(ada).reference)


if __name__ == "__main__":
    fill(int(sys.argv[1]))
