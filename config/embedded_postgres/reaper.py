"""Stops an embedded PostgreSQL when its last user is gone: reaper.py LEASE UID GID PG_CTL ARGUMENT…

A process of its own, started by path with `python -I -S`, so the standard library only.
"""

import fcntl
import os
import subprocess
import sys


def main(lease, uid, gid, *stop):
    place = os.open(f"{lease}.reaper", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return  # one reaper is enough
    if os.fork():
        return  # who asked for a reaper need not wait for it, nor bury it
    users = os.open(lease, os.O_RDWR)
    fcntl.flock(users, fcntl.LOCK_EX)  # granted when nobody shares the lease any more, be it by kill -9
    other = {"user": int(uid), "group": int(gid), "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run(stop, check=False, **other)  # noqa: S603 what server.py put together
    os.close(place)  # before the lease is free: who starts the server next must find the reaper's place empty
    os.close(users)


if __name__ == "__main__":
    main(*sys.argv[1:])
