"""The settings of a public site, for tests of what they do."""

import importlib

import pytest
from django.test import Client

COMPLETE = {
    "SECRET_KEY": "kiyuvedi-sobalupa-mefotiga-ranuzeko-9-dogipefu-tavanoli",
    "ALLOWED_HOSTS": "konsil.example.org",
    "DATABASE_URL": "postgres://web:secret@db.example.org/konsil",
    "EMAIL_HOST": "mail.example.org",
    "DEFAULT_FROM_EMAIL": "Konsil <editors@konsil.example.org>",
    "ENQUIRY_KEYS": "Zmlyc3QgZmlyc3QgZmlyc3QgZmlyc3QgZmlyc3QgMTE=",
}
OF_REQUESTS = ("SECURE_", "SESSION_", "CSRF_", "X_FRAME_", "CONTENT_SECURITY_", "CLIENT_ADDRESS_", "ALLOWED_HOSTS")


@pytest.fixture
def public_site(settings, monkeypatch):
    """What a public site has set for requests and answers; its database and files stay those of the tests."""
    for name, value in COMPLETE.items():
        monkeypatch.setenv(name, value)
    production = importlib.import_module("config.settings.production")
    for name in dir(production):
        if name.startswith(OF_REQUESTS):
            setattr(settings, name, getattr(production, name))


def browser(**options):
    """Through the proxy that ends TLS."""
    return Client(
        raise_request_exception=False,
        headers={"host": "konsil.example.org", "x-forwarded-proto": "https", "x-real-ip": "192.0.2.1"},
        **options,
    )
