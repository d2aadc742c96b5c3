"""What the mail server has taken, on this machine's disk until the database knows it too.

A worker that is killed between the server's answer and the commit would send the mail again; so it first makes an
empty file here, named by the mail's number. Whoever claims the mail next finds it and sends nothing.
"""

import os

from django.conf import settings

FOLDER = settings.DATA_DIR / "outbox"


def note(mail):
    """On the disk when this returns."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.close(os.open(_path(mail), os.O_WRONLY | os.O_CREAT, 0o600))
    folder = os.open(FOLDER, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def is_noted(mail):
    return _path(mail).exists()


def forget(mail):
    """The database knows it now."""
    _path(mail).unlink(missing_ok=True)


def _path(mail):
    return FOLDER / str(mail.message_id)
