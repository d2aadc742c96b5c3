"""Settings that hold everywhere; demo.py, production.py and test.py add the rest."""

import os
from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config import environment
from config.headers import content_security_policy

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "var").resolve()

DEBUG = False
IS_DEMO = False  # then the pages say that their listings are invented
ROOT_URLCONF = "config.urls"
ADMIN_PATH = environment.admin_path(os.environ.get("ADMIN_PATH", ""))
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, which it extends
    "config",
    "legal",
    "enquiries",
    "directory",
    "conditions",
    "intake",
    "desk",
    "desk.sign_in",
    "desk.apps.DeskSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_filters",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "config.headers.HeadersMiddleware",  # outermost: every response, also those made below in an early return
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.request_limits.RequestLimitsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.page_cache.middleware.PageCacheMiddleware",  # a page that is kept needs nothing of what follows
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["config.templates.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "conditions.templatetags.languages",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.alternates.alternates",
                "directory.shortlist.context.shortlist",
            ],
        },
    }
]

# Public pages, kept whole: config/page_cache/
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": environment.page_cache(os.environ.get("REDIS_URL", "").strip()),
}

# Languages: German is the source of all content; adding a language to the content is a migration.
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English")), ("fr", _("French")), ("it", _("Italian"))]
FORMAT_MODULE_PATH = ["config.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_LANGUAGES = ("de", "en", "fr", "it")
MODELTRANSLATION_DEFAULT_LANGUAGE = "de"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("de", "en", "fr", "it")
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

FORMS_URLFIELD_ASSUME_HTTPS = True  # what Django 6 does anyway

EMAIL_TIMEOUT = 10  # seconds; an editor waits for it

LEAST_OF_PASSWORD = 12  # characters
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [  # none about kinds of characters: length is what counts
    {"NAME": f"{_validation}.MinimumLengthValidator", "OPTIONS": {"min_length": LEAST_OF_PASSWORD}},
    {"NAME": "desk.sign_in.passwords.CommonWordValidator"},
    {"NAME": f"{_validation}.UserAttributeSimilarityValidator"},
]
# Needs 16 MB for each guess, and nothing but Python (argon2 would be three packages, one of them compiled).
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of accounts made before; changed when they sign in
]

# Signing in to the admin, see desk/sign_in/.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SECOND_FACTOR_REQUIRED = True  # of everybody who may publish
OTP_TOTP_ISSUER = "Konsil"  # what the app calls us
CLIENT_ADDRESS_VARIABLE = "REMOTE_ADDR"
AXES_HANDLER = "desk.sign_in.lockout.Handler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username", "ip_address"]  # the handler knows this order
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else one address could lock a name out everywhere
AXES_LOCKOUT_CALLABLE = "desk.sign_in.lockout.locked_out"
AXES_USERNAME_CALLABLE = "desk.sign_in.lockout.user_name"
AXES_CLIENT_IP_CALLABLE = "desk.client_address.client_address"
AXES_ENABLE_ADMIN = False

# Security. Readers get no cookie at all; these concern the admin.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # Django's default is one cookie more
SESSION_COOKIE_AGE = 8 * 60 * 60
# Not Strict: who comes from the link in a mail would seem signed out, and get a new CSRF cookie, by which the form
# that is open beside it could not be saved any more. What changes anything is a POST with a token.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
CSRF_COOKIE_AGE = None  # until the browser closes; the default is a year
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
# same-origin, not no-referrer: with the latter, browsers send "Origin: null" and Django refuses every form
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURITY_CONTACT = environment.contact(os.environ.get("SECURITY_CONTACT", ""))  # in /.well-known/security.txt
CSP_REPORTS = os.environ.get("CSP_REPORTS") == "1"
CONTENT_SECURITY_POLICY = content_security_policy(report_to="/csp-report/" if CSP_REPORTS else "")
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's page needs our static files

# What a person filters by is health data: no query string reaches a log.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"without_query": {"()": "config.logs.FormatterWithoutQuery"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "without_query"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
