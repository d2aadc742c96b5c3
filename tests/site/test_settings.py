"""What the settings promise: no half-configured site, no weak secret, no query in a log."""

import logging
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.core import signing

from config import environment, local_secret
from config.environment import NotConfiguredError
from config.logs import FormatterWithoutQuery
from tests.site.production import COMPLETE


def manage(*arguments, **variables):
    """A management command as on a public server, with nothing else in the environment."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings.production", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_public_site_names_all_that_it_lacks_at_once():
    refused = manage("check")

    assert refused.returncode == 1
    assert refused.stderr == (
        "Set SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL, EMAIL_HOST, DEFAULT_FROM_EMAIL, ENQUIRY_KEYS in the "
        "environment; docs/running.md says how.\n"
    )


@pytest.mark.parametrize("missing", COMPLETE)
def test_a_public_site_does_not_start_with_one_of_them_missing_or_blank(monkeypatch, missing):
    for name, value in COMPLETE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv(missing, " ")

    with pytest.raises(NotConfiguredError, match=rf"^Set {missing} in the environment"):
        environment.required(*COMPLETE)


@pytest.mark.parametrize(
    ("port", "security", "connection"),
    [
        ("", "", (587, True, False)),
        ("465", "tls", (465, False, True)),
        ("25", "none", (25, False, False)),
    ],
)
def test_mail_is_encrypted_unless_said_otherwise(monkeypatch, port, security, connection):
    monkeypatch.setenv("EMAIL_PORT", port)
    monkeypatch.setenv("EMAIL_SECURITY", security)

    assert environment.mail_connection() == connection


@pytest.mark.parametrize(
    ("name", "value"),
    [("EMAIL_PORT", "smtp"), ("EMAIL_PORT", "0"), ("EMAIL_PORT", "9" * 5000), ("EMAIL_SECURITY", "ssl")],
)
def test_a_mail_server_that_cannot_be_meant_is_refused(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(NotConfiguredError, match=f"^{name} must be "):
        environment.mail_connection()


def test_keys_of_enquiries_are_told_by_number_and_never_repeated():
    key = COMPLETE["ENQUIRY_KEYS"]
    assert environment.enquiry_keys(f"{key}, {key}") == [key, key]
    with pytest.raises(NotConfiguredError) as refusal:
        environment.enquiry_keys(f"{key} secret")
    assert str(refusal.value) == "ENQUIRY_KEYS: number 2 is no key. `python -m enquiries.keyring` makes one."


def test_mail_comes_from_an_address():
    assert environment.sender("Konsil <a@example.org>") == "Konsil <a@example.org>"
    with pytest.raises(NotConfiguredError, match=r"^DEFAULT_FROM_EMAIL must be an e-mail address"):
        environment.sender("Konsil")


def test_a_public_site_passes_djangos_deployment_check():
    checked = manage("check", "--deploy", "--fail-level", "WARNING", **COMPLETE)

    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(("key", "status", "said"), [("the-former", 0, "kept\n"), ("another", 1, "")])
def test_what_a_former_key_signed_stays_good_for_as_long_as_it_is_told(key, status, said):
    token = signing.dumps("kept", key=key, salt="a")
    check = f"from django.core import signing; print(signing.loads({token!r}, salt='a'))"
    asked = manage("shell", "--no-imports", "-c", check, **COMPLETE, SECRET_KEY_FALLBACKS="older the-former")
    assert (asked.returncode, asked.stdout) == (status, said)


def test_the_demo_is_not_served_to_the_public():
    refused = manage("serve", **COMPLETE)

    assert refused.returncode == 1
    assert "for a site on one's own machine" in refused.stderr


@pytest.mark.parametrize(
    "url", ["sqlite:///konsil.db", "mysql://web:secret@db/konsil", "konsil", "postgres://h:p/x"]
)
def test_only_postgresql_is_taken_and_the_password_is_not_repeated(url):
    with pytest.raises(NotConfiguredError) as refusal:
        environment.database(url)

    assert str(refusal.value) == (
        "DATABASE_URL must be the address of a PostgreSQL database: postgres://user:password@host/name"
    )


@pytest.mark.parametrize("value", ["a.org,b.org", "a.org b.org", " a.org , b.org "])
def test_hosts_may_be_separated_as_one_likes(value):
    assert environment.words(value) == ["a.org", "b.org"]


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "new" / "secret-key"
    with ThreadPoolExecutor() as threads:
        secrets = set(threads.map(local_secret.read_or_make, [path] * 8))

    assert len(secrets) == 1
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(path.read_text().strip()) >= 50
    assert list(path.parent.iterdir()) == [path]


def test_a_password_to_read_aloud_is_not_one_to_guess():
    passwords = {local_secret.readable_password() for _ in range(100)}

    assert len(passwords) == 100
    assert {len(password) for password in passwords} == {19}


def record(message, *arguments):
    return logging.LogRecord("django.request", logging.WARNING, __file__, 1, message, arguments, None)


def test_djangos_log_loses_the_query():
    line = record("Not Found: %s", "/de/specialists/?condition=bone-metastases&q=Anna")

    assert FormatterWithoutQuery("%(message)s").format(line) == "Not Found: /de/specialists/"


def test_a_traceback_loses_the_words_of_the_error():
    line = record("Internal Server Error: %s", "/de/")
    try:
        raise ValueError("invalid input: Anna Muster\nLINE 1: Anna Muster")
    except ValueError:
        line.exc_info = sys.exc_info()
    logged = FormatterWithoutQuery("%(message)s").format(line)

    assert logged.splitlines()[:2] == ["Internal Server Error: /de/", "Traceback (most recent call last):"]
    assert logged.splitlines()[-1] == "ValueError"
    assert "Anna Muster" not in "\n".join(part for part in logged.splitlines() if "raise " not in part)


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("Error handling request GET /de/?q=bone metastases", "Error handling request"),
        ("Invalid request from ip=192.0.2.1: Invalid HTTP Version: 'metastases HTTP/1.1'", "Invalid request"),
        ("Worker (pid:7) was sent SIGKILL!", "Worker (pid:7) was sent SIGKILL!"),
    ],
)
def test_gunicorns_log_loses_the_query_and_the_reader(said, logged):
    assert FormatterWithoutQuery("%(message)s").format(record(said)) == logged
