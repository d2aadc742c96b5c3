"""What the environment tells the settings."""

import os
import re
from email.utils import parseaddr

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from enquiries import keyring

# Seconds, and a number: a database behind a broken cable is as silent as one that is stopped, and is told as soon.
PATIENCE = {"connect_timeout": 3, "keepalives_idle": 30, "keepalives_interval": 5, "keepalives_count": 3}


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


def admin_path(value):
    """Where the desk is, with one / at its end: `admin/` unless said otherwise."""
    path = value.strip().strip("/") or "admin"
    if not re.fullmatch(r"[\w-]{3,60}(?:/[\w-]{1,60})*", path, re.ASCII):
        raise NotConfiguredError("ADMIN_PATH must be a path like admin/ or desk-4f81/.")
    return f"{path}/"


def mail_connection():
    """(port, whether STARTTLS is used, whether TLS from the first byte) of EMAIL_PORT and EMAIL_SECURITY."""
    port = os.environ.get("EMAIL_PORT", "").strip() or "587"
    security = os.environ.get("EMAIL_SECURITY", "").strip() or "starttls"
    if not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
        raise NotConfiguredError("EMAIL_PORT must be a number between 1 and 65535.")
    if security not in ("starttls", "tls", "none"):
        raise NotConfiguredError("EMAIL_SECURITY must be starttls, tls or none.")
    return int(port), security == "starttls", security == "tls"


def sender(value):
    """`Konsil <editors@konsil.example.org>`, or the address alone."""
    if "@" not in parseaddr(value)[1]:
        raise NotConfiguredError("DEFAULT_FROM_EMAIL must be an e-mail address, or a name and <an address>.")
    return value


def contact(value):
    """An address of e-mail or of a page, as a URI; "" where none is said."""
    value = value.strip()
    uri = f"mailto:{value}" if "@" in value and ":" not in value else value
    if uri and not re.fullmatch(r"(?:mailto:[^@\s]+@[^@\s]+|https://\S+|tel:\+?[\d-]+)", uri):
        raise NotConfiguredError("SECURITY_CONTACT must be an e-mail address, or begin with https:// or tel:.")
    return uri


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
    found["OPTIONS"] = PATIENCE | found.get("OPTIONS", {})
    return found


def enquiry_keys(value):
    """The key ring of enquiries: keys of `python -m enquiries.keyring`, separated by commas or spaces."""
    keys = words(value)
    for number, key in enumerate(keys, start=1):
        if not keyring.is_key(key):
            # without the key itself
            raise NotConfiguredError(
                f"ENQUIRY_KEYS: number {number} is no key. `python -m enquiries.keyring` makes one."
            )
    return keys


def page_cache(url):
    """Django's settings for where whole pages are kept: this process's memory, or the Redis at this address."""
    kept = {"TIMEOUT": 60 * 60, "KEY_PREFIX": "konsil-page"}  # never stale, but perhaps never asked for again
    if not url:
        size = {"MAX_ENTRIES": 1000}  # of 10 kB or so, none above 64: config/page_cache/store.py
        backend = "django.core.cache.backends.locmem.LocMemCache"
        return {"BACKEND": backend, "LOCATION": "pages", "OPTIONS": size, **kept}
    if not url.startswith(("redis://", "rediss://", "unix://")):
        # without the address itself: it may hold a password
        raise NotConfiguredError("REDIS_URL must be the address of a Redis: redis://host:6379/0")
    backend = "django.core.cache.backends.redis.RedisCache"
    waits = {"socket_connect_timeout": 0.1, "socket_timeout": 0.1}  # seconds
    options = {"serializer": "config.page_cache.store.Bytes", **waits}
    return {"BACKEND": backend, "LOCATION": url, "OPTIONS": options, **kept}
