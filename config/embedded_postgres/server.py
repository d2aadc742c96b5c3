"""One PostgreSQL server under the data directory, shared by all processes that ask for it."""

import hashlib
import os
import shlex
import shutil
import subprocess
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg2

from . import binaries, lease, ownership
from .binaries import UnavailableError

OWNER = DATABASE = "app"
PORT = 5432  # part of the socket's name; said everywhere, because PGPORT in the environment would change it
# What a person typed must not reach the server's log. A failed statement holds it, and so do an error's
# message and detail ("Failing row contains ..."). The application hears of every error anyway.
QUIET = {
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
}
OPTIONS = {
    "listen_addresses": "",  # the socket only, and that is its owner's alone
    "unix_socket_permissions": "0700",
    "port": PORT,
    "max_connections": 60,
    "shared_buffers": "64MB",
    **QUIET,
}
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class EmbeddedPostgres:
    data_dir: Path
    name: str = "pg"
    is_throwaway: bool = False  # may be lost in a power cut; faster

    @cached_property
    def account(self):
        """PostgreSQL refuses to run as root: then another account runs it."""
        return ownership.account_for_root() if os.geteuid() == 0 else None

    @cached_property
    def tag(self):
        return hashlib.sha256(f"{self.data_dir}/{self.name}".encode()).hexdigest()[:10]

    @cached_property
    def home(self):
        """The data directory; for root a folder that the other account can enter."""
        return Path(f"/var/tmp/devdb-0-{self.tag}") if self.account else Path(self.data_dir)  # noqa: S108

    @cached_property
    def socket_dir(self):
        """Always in /tmp: 107 bytes are all the kernel allows, and TMPDIR may differ between two processes."""
        return Path(f"/tmp/devdb-{os.geteuid()}-{self.tag}")  # noqa: S108 whose it is, is checked

    @cached_property
    def found(self):
        return binaries.find()

    @cached_property
    def programs(self):
        """Where they are run from."""
        if self.account and self.found.is_from_wheel:
            return ownership.place_for_copy(self.found.folder, self.home / "bin")
        return self.found.folder

    @property
    def data(self):
        return self.home / f"{self.name}{self.found.major}"

    @property
    def lease(self):
        return self.data.with_name(f"{self.data.name}.lease")

    @property
    def is_leased(self):
        return lease.is_held(self.lease)

    def settings(self):
        return {
            "ENGINE": "config.embedded_postgres",
            "EMBEDDED": self,
            "NAME": DATABASE,
            "USER": OWNER,
            "HOST": str(self.socket_dir),
            "PORT": PORT,
        }

    def ensure(self):
        """Start the server unless it runs; it stays up as long as this process lives."""
        self._prepare_home()
        lease.take(self.lease)
        with lease.one_at_a_time(self.lease):
            if not self._answers():
                self._start()
            self._create_database()
            account = (self.account.pw_uid, self.account.pw_gid) if self.account else (os.geteuid(), os.getegid())
            lease.spawn_reaper(self.lease, *account, self._stop_command())
        return self

    def release(self):
        """This process needs the server no longer; if nobody does, return when it has stopped."""
        if self.is_leased:
            lease.give_back(self.lease, stop=self._stop)

    def _prepare_home(self):
        if self.account:
            ownership.take(self.home, self.account, mode=0o755)
            os.chown(self.home, 0, 0)  # root runs psql from there: nobody else may put one
        self.home.mkdir(parents=True, exist_ok=True)
        others = {folder.name for folder in self.home.glob(f"{self.name}[0-9][0-9]")} - {self.data.name}
        if others and not self.data.exists() and not self.is_throwaway:
            raise UnavailableError(
                f"{self.home / min(others)} was made by another version of PostgreSQL than the "
                f"{self.found.major} that is here. docs/running.md says how to carry the data over."
            )

    def _connect(self):
        return psycopg2.connect(
            host=str(self.socket_dir), port=PORT, user=OWNER, dbname="postgres", connect_timeout=10
        )

    def _answers(self):
        """A real connection; a pid file proves nothing. Waits while the server starts, recovers or stops."""
        for _attempt in range(300):
            try:
                self._connect().close()
            except psycopg2.OperationalError as error:
                if "the database system is" not in str(error):
                    return False
                time.sleep(0.2)
            else:
                return True
        raise UnavailableError(f"PostgreSQL has not become ready within a minute.\n{self._end_of_log()}")

    def _create_database(self):
        with closing(self._connect()) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if not cursor.fetchone():
                    cursor.execute(f"CREATE DATABASE {DATABASE}")

    def _start(self):
        ownership.take(self.socket_dir, self.account)
        if self.account:
            ownership.link(self.data_dir, self.data, is_throwaway=self.is_throwaway)
        if self.programs != self.found.folder:
            ownership.copy_programs(self.found.folder, self.home / "bin")
        if not self.data.exists():
            self._initialise()
        ownership.take(self.data, self.account)
        self._stop()  # it may run, but with its socket gone
        options = OPTIONS | {"unix_socket_directories": self.socket_dir} | (CARELESS if self.is_throwaway else {})
        words = " ".join(shlex.quote(f"-c{name}={value}") for name, value in options.items())
        log = self.data / "server.log"
        for attempts_left in reversed(range(20)):
            self._remove_stale_locks()
            try:
                self._run("pg_ctl", "-D", self.data, "-w", "-t60", "-s", "-l", log, "-o", words, "start")
            except UnavailableError:
                if not attempts_left:
                    raise
                time.sleep(0.5)  # processes of a server that was killed still hold its memory
            else:
                return

    def _initialise(self):
        """Under another name first: a folder that an interrupted initdb leaves behind looks like a whole one."""
        unfinished = self.data.with_name(f"{self.data.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        ownership.take(unfinished, self.account)
        self._run(
            *("initdb", "-D", unfinished, "-U", OWNER, "--encoding=UTF8", "--auth=trust", "--no-instructions"),
            *self.found.locale_options(),
            *(["--no-sync"] if self.is_throwaway else []),
        )
        unfinished.rename(self.data)

    def _stop(self):
        if ownership.is_postmaster(self.data / "postmaster.pid", self.data):
            self._run(*self._stop_command(), check=False)

    def _stop_command(self):
        return [self.programs / "pg_ctl", "-D", self.data, "-m", "fast", "-s", "stop"]

    def _remove_stale_locks(self):
        """PostgreSQL itself believes a lock whose number belongs to any living process, be it a stranger's."""
        for lock in (self.data / "postmaster.pid", self.socket_dir / f".s.PGSQL.{PORT}.lock"):
            if lock.exists() and not ownership.is_postmaster(lock, self.data):
                lock.unlink()

    def _run(self, program, *arguments, check=True):
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PG"))
        }
        with tempfile.TemporaryFile("w+") as output:  # no pipe: the server inherits it and would keep it open
            done = subprocess.run(  # noqa: S603 our own programs
                [self.programs / program, *arguments],
                env=inherited | {"LC_ALL": "C"},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=90,
                check=False,
                **ownership.run_as(self.account),
            )
            output.seek(0)
            said = output.read()
        if check and done.returncode:
            raise UnavailableError(f"PostgreSQL: {program} failed.\n{said}{self._end_of_log()}")

    def _end_of_log(self):
        log = self.data / "server.log"
        return log.read_text(errors="replace")[-2000:] if log.exists() else ""
