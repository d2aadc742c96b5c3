"""Whose folders and processes these are. PostgreSQL refuses root, so root lends it another account."""

import os
import pwd
import shutil
import subprocess
import time
from pathlib import Path

from .binaries import UnavailableError


def account_for_root():
    """Debian's account for PostgreSQL where it exists; nobody is everywhere."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise UnavailableError(
        "PostgreSQL refuses to run as root, and there is no account nobody. Start as another user."
    )


def run_as(account):
    """Arguments for subprocess.run."""
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def take(folder, account, mode=0o700):
    """Make the folder, and see that it is ours: in /tmp, somebody else may have been there first."""
    folder.mkdir(parents=True, exist_ok=True)
    owner = folder.lstat().st_uid
    if owner not in ((0, account.pw_uid) if account else (os.geteuid(),)):
        raise UnavailableError(
            f"{folder} belongs to another user (number {owner}). Remove it, or set DATABASE_URL."
        )
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid, follow_symlinks=False)
    folder.chmod(mode)


def place_for_copy(source, target):
    """The programs find their libraries by the path from one to the other, so that is kept."""
    return target.joinpath(*source.parts[-3:])


def copy_programs(source, target):
    """The wheel's programs and libraries, for root's other account to read. Copied again when they changed."""
    package = source.parent.parent
    made_from = f"{source} {source.stat().st_mtime_ns}"
    note = target / "made-from"
    if note.exists() and note.read_text() == made_from:
        return
    fresh = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(
        source.parent,
        fresh / package.name / source.parent.name,
        symlinks=True,
        ignore=shutil.ignore_patterns("include", "doc", "man"),
    )
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
    for path in [fresh, *fresh.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    (fresh / note.name).write_text(made_from)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def link(data_dir, data, *, is_throwaway):
    """Root's data lies outside `data_dir`; a link there says where, and that they belong together.

    Without the link, the data is of a `data_dir` that was deleted since: a new one starts afresh.
    """
    sign = Path(data_dir) / data.name
    if sign.is_dir() and not sign.is_symlink():
        owner = sign.stat().st_uid
        raise UnavailableError(
            f"{sign} belongs to another user (number {owner}). Start as that user, or set DATA_DIR."
        )
    if not sign.is_symlink():
        if data.exists() and is_throwaway:
            shutil.rmtree(data)
        elif data.exists():
            data.rename(data.with_name(f"{data.name}-of-a-deleted-site-{time.time():.0f}"))
        sign.parent.mkdir(parents=True, exist_ok=True)
        sign.symlink_to(data)


def is_postmaster(lock, data):
    """Whether the process named in the lock file is the server of this data folder."""
    try:
        pid = int(lock.read_text().split("\n")[0])
        if Path("/proc/self").exists():
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        else:  # macOS
            ps = ["/bin/ps", "-o", "command=", "-p", str(pid)]
            command = subprocess.run(ps, capture_output=True, check=False).stdout  # noqa: S603
    except (OSError, ValueError):
        return False
    return b"postgres" in command and os.fsencode(data) in command
