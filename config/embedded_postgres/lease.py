"""Who uses the server: each process holds a shared lock on one file, and even kill -9 gives it back."""

import fcntl
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

REAPER = Path(__file__).with_name("reaper.py")

_held = {}  # file -> descriptor; a forked worker inherits both, and so prolongs the lease


def is_held(path):
    """Whether this process, or the one it was forked from, has a lease."""
    return path in _held


def take(path):
    if path not in _held:
        descriptor = _open(path)
        fcntl.flock(descriptor, fcntl.LOCK_SH)  # waits while the reaper is stopping the server
        _held[path] = descriptor


def give_back(path, stop):
    """Call `stop` if nobody else has a lease; if the reaper was quicker, wait until it is done."""
    os.close(_held.pop(path))
    descriptor = _open(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _wait_for_reaper(descriptor)
    else:
        stop()
    os.close(descriptor)


def _wait_for_reaper(descriptor):
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)  # granted beside other users
    except BlockingIOError:
        fcntl.flock(descriptor, fcntl.LOCK_SH)  # the reaper is at it


@contextmanager
def one_at_a_time(path):
    """For what only one of several starting processes may do."""
    gate = _open(f"{path}.start")
    fcntl.flock(gate, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(gate)


def spawn_reaper(path, uid, gid, stop_command):
    """See that there is a process that stops the server when the last lease is given back or lost."""
    subprocess.run(  # noqa: S603 our own file
        [sys.executable, "-I", "-S", REAPER, path, str(uid), str(gid), *stop_command],
        start_new_session=True,  # Ctrl-C is not meant for it
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


def _open(path):
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
