"""A public site. Refuses to start without SECRET_KEY, ALLOWED_HOSTS and DATABASE_URL."""

from config import environment

from .base import *  # noqa: F403

SECRET_KEY, _hosts, _database_url = environment.required("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL")
ALLOWED_HOSTS = environment.words(_hosts)
DATABASES = {"default": environment.database(_database_url, conn_max_age=60, conn_health_checks=True)}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
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
