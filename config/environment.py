"""What the environment tells the settings."""

import os

import dj_database_url
from django.core.exceptions import ImproperlyConfigured


class NotConfiguredError(ImproperlyConfigured):
    """A setting is missing or wrong; the message is all that its reader needs."""


def required(*names):
    """The values of these variables; all that are missing are named at once."""
    missing = [name for name in names if not os.environ.get(name, "").strip()]
    if missing:
        raise NotConfiguredError(f"Set {', '.join(missing)} in the environment; docs/running.md says how.")
    return [os.environ[name].strip() for name in names]


def words(value):
    """`a, b c` as a list."""
    return value.replace(",", " ").split()


def database(url, **options):
    """Django's settings for the PostgreSQL database at this address."""
    try:
        found = dj_database_url.parse(url, **options)
    except ValueError:
        found = {"ENGINE": None}
    if found["ENGINE"] != "django.db.backends.postgresql":
        # without the address itself: it holds a password
        raise NotConfiguredError(
            "DATABASE_URL must be the address of a PostgreSQL database: postgres://user:password@host/name"
        )
    return found
