"""What the mail server has taken, on this machine's disk until the database knows it too.

A worker that is killed between the server's answer and the commit would send the mail again; so it first makes an
empty file here, named by the mail's number. Whoever claims the mail next finds it and sends nothing.
"""

import contextlib
import logging
import os

from django.conf import settings

logger = logging.getLogger(__name__)
FOLDER = settings.DATA_DIR / "outbox"


def note(mail):
    """On the disk when this returns. A disk that is full or not ours is no reason to send the mail again."""
    try:
        FOLDER.mkdir(parents=True, exist_ok=True)
        os.close(os.open(_path(mail), os.O_WRONLY | os.O_CREAT, 0o600))
        _sync(FOLDER)
    except OSError as error:
        logger.error("What the mail server took cannot be noted in %s: %s", FOLDER, type(error).__name__)


def _sync(folder):
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def is_noted(mail):
    return _path(mail).exists()


def forget(mail):
    """The database knows it now."""
    with contextlib.suppress(OSError):
        _path(mail).unlink()


def _path(mail):
    return FOLDER / str(mail.message_id)
