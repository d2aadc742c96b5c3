"""A site on one's own machine: ./run. Makes its own secret; serves on loopback unless told otherwise."""

import os

from config import embedded_postgres, environment, local_secret
from enquiries import keyring

from .base import *  # noqa: F403
from .base import DATA_DIR

SITE_URL = f"http://{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
IS_DEMO = True  # ./run may put sample content and an account into it
SECOND_FACTOR_REQUIRED = os.environ.get("SECOND_FACTOR_REQUIRED") == "1"  # who tries it has no phone at hand
SECRET_KEY = os.environ.get("SECRET_KEY") or local_secret.read_or_make(DATA_DIR / "secret-key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *environment.words(os.environ.get("ALLOWED_HOSTS", ""))]

_url = os.environ.get("DATABASE_URL")
DATABASES = {
    "default": {
        **(environment.database(_url) if _url else embedded_postgres.settings(DATA_DIR)),
        "CONN_MAX_AGE": 60,  # seconds; a page that is kept takes less time than to connect
        "CONN_HEALTH_CHECKS": True,
    }
}

# Nothing is sent from one's own machine: mails are files to look at.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = "Konsil <konsil@example.org>"
if os.environ.get("EMAIL_HOST"):  # unless a mail server is named, perhaps one that only shows what it gets
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = os.environ["EMAIL_HOST"]
    EMAIL_PORT, EMAIL_USE_TLS, EMAIL_USE_SSL = environment.mail_connection()

ENQUIRY_KEYS = environment.enquiry_keys(
    os.environ.get("ENQUIRY_KEYS") or local_secret.read_or_make(DATA_DIR / "enquiry-key", keyring.new_key)
)

STORAGES = {
    "default": {"BACKEND": "config.storage.WholeFileStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # static files are served from where they lie, no collectstatic first
STATIC_ROOT = None
