"""Whoever found a hole finds whom to tell (RFC 9116)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from config import environment
from config.environment import NotConfiguredError
from tests.site.production import browser, public_site  # noqa: F401 fixture


def fields(client):
    response = client.get("/.well-known/security.txt")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


def test_it_says_whom_to_tell_and_until_when_that_is_so(client):
    told = fields(client)
    expires = datetime.fromisoformat(told.pop("Expires"))
    assert timedelta(days=170) < expires - datetime.now(UTC) < timedelta(days=365)
    assert told == {
        "Contact": "mailto:webmaster@localhost",
        "Preferred-Languages": "de, en",
        "Canonical": "https://konsil.example.org/.well-known/security.txt",
        "Policy": "https://konsil.example.org/security-policy.txt",
    }


@pytest.mark.usefixtures("public_site")
def test_a_public_site_says_it_over_tls():
    assert fields(browser())["Contact"].startswith("mailto:")
    refused = browser().get("/.well-known/security.txt", headers={"x-forwarded-proto": "http"})
    assert refused.headers["Location"] == "https://konsil.example.org/.well-known/security.txt"


def test_the_policy_is_what_the_project_promises(client):
    policy = client.get("/security-policy.txt").content.decode()
    assert policy == (settings.BASE_DIR / "SECURITY.md").read_text()


def test_somebody_else_may_be_the_one_to_tell(client, settings):
    settings.SECURITY_CONTACT = environment.contact("holes@example.org")
    assert fields(client)["Contact"] == "mailto:holes@example.org"


@pytest.mark.parametrize("value", ["https://example.org/holes", "mailto:a@example.org", "tel:+49-89-1", ""])
def test_a_contact_is_an_address(value):
    assert environment.contact(value) == value


@pytest.mark.parametrize("value", ["holes", "http://example.org", "a@b@c", "a@b\nExpires: never", "javascript:x"])
def test_what_is_no_address_is_refused(value):
    with pytest.raises(NotConfiguredError, match=r"^SECURITY_CONTACT must be"):
        environment.contact(value)
