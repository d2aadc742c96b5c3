"""Secrets that a site on one's own machine makes for itself and keeps in its data directory."""

import contextlib
import os
import secrets
import tempfile

from config.environment import NotConfiguredError

CONSONANTS = "bdfgkmnprstvz"
VOWELS = "aeiou"


def read_or_make(path, make=lambda: secrets.token_urlsafe(48)):
    """The secret in the file `path`, readable by its owner only; made on first use."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write_once(path, make())
        return path.read_text().strip()
    except PermissionError as error:
        raise NotConfiguredError(
            f"{error.filename} belongs to another user. Start as that user, or set DATA_DIR to your own folder."
        ) from error


def _write_once(path, secret):
    """Whole or not at all, and the first of two processes wins."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f"{path.name}.") as file:  # of mode 0600
        file.write(f"{secret}\n")
        file.flush()
        os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)


def readable_password():
    """Like "tuka-remo-sila-vopu": easy to type, and 48 bits of chance."""
    syllables = [secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(8)]
    return "-".join(first + second for first, second in zip(syllables[::2], syllables[1::2], strict=True))
