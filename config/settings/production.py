"""A public site. Refuses to start without what it needs to know, see docs/running.md."""

import os

from config import environment

from .base import *  # noqa: F403

SECRET_KEY, _hosts, _database_url, EMAIL_HOST, _sender, _enquiry_keys = environment.required(
    "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_HOST", "DEFAULT_FROM_EMAIL", "ENQUIRY_KEYS"
)
ENQUIRY_KEYS = environment.enquiry_keys(_enquiry_keys)  # the first encrypts, all decrypt
SECRET_KEY_FALLBACKS = environment.words(os.environ.get("SECRET_KEY_FALLBACKS", ""))  # former ones
ALLOWED_HOSTS = environment.words(_hosts)
# where the links of the weekly mail to editors lead
SITE_URL = os.environ.get("SITE_URL", "").rstrip("/") or f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
DATABASES = {"default": environment.database(_database_url, conn_max_age=60, conn_health_checks=True)}

# Mail: notices of enquiries, and answers to readers.
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.sender(_sender)
EMAIL_PORT, EMAIL_USE_TLS, EMAIL_USE_SSL = environment.mail_connection()
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")

STORAGES = {
    "default": {"BACKEND": "config.storage.WholeFileStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by the machine next door, without TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CLIENT_ADDRESS_VARIABLE = "HTTP_X_REAL_IP"  # set by the proxy, see docs/running.md
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
