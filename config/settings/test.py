"""Tests: a database of their own, fast passwords, and one right-to-left language more."""

import os

from config import embedded_postgres, environment

from .base import *  # noqa: F403
from .base import CACHES, DATA_DIR, LANGUAGES

SECRET_KEY = "for tests only"  # noqa: S105
ENQUIRY_KEYS = ["dGVzdHMgb25seSB0ZXN0cyBvbmx5IHRlc3RzIG9ubHk="]
SITE_URL = "https://konsil.example.org"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
_url = os.environ.get("DATABASE_URL")
DATABASES = {
    "default": environment.database(_url)
    if _url
    else embedded_postgres.settings(DATA_DIR, name="test", is_throwaway=True)
}
DATABASES["default"]["TEST"] = {"TEMPLATE": "template0"}
CACHES = {**CACHES, "pages": environment.page_cache("")}
SECOND_FACTOR_REQUIRED = False  # tests of signing in turn it on; the others sign in by force_login
LANGUAGES = [*LANGUAGES, ("ar", "Arabic")]  # proves right to left; its texts fall back to the source
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
