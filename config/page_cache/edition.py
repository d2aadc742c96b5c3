"""What rendered a page beside the data: the code, its templates and catalogues, and the settings it shows."""

import functools
from hashlib import blake2b

import django
from django.conf import settings

FOLDERS = [
    "conditions", "config", "desk", "directory", "enquiries", "intake", "legal", "locale", "static", "templates"
]  # fmt: skip
LOCK = "requirements.lock"
SHOWN = ["SETTINGS_MODULE", "ADMIN_PATH", "IS_DEMO", "SITE_URL", "STATIC_URL", "MEDIA_URL", "TIME_ZONE"]


@functools.cache
def edition():
    """Another text after each deployment, so that pages kept outside the process are never of older code."""
    told = blake2b(digest_size=20)
    for path in sorted(_files()):
        told.update(f"\n{path.relative_to(settings.BASE_DIR)}\n".encode())
        told.update(path.read_bytes())
    told.update(repr([django.VERSION, *(getattr(settings, name, None) for name in SHOWN)]).encode())
    return told.hexdigest()


def _files():
    for folder in FOLDERS:
        for path in (settings.BASE_DIR / folder).rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                yield path
    if (settings.BASE_DIR / LOCK).exists():
        yield settings.BASE_DIR / LOCK
