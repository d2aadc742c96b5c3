"""What a reader writes and their address stay in the table: no log of the site or of the database holds them."""

import io
import logging

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from directory.corrections import deciding, limits
from directory.models import Correction
from intake import answering
from tests.factories import make_account

from .sending import opened, post

pytestmark = pytest.mark.django_db

CANARY = "canary4c1f"
TYPED = {
    "phone": f"+49 89 {CANARY}"[:40],
    "remark": f"I have {CANARY}.",
    "source": f"{CANARY} told me",
    "reply_to": f"{CANARY}@example.org",
}
ADDRESS = "203.0.113.77"


@pytest.fixture
def logs(monkeypatch):
    """What the site and the database write into their logs meanwhile: a function that reads it."""
    written = io.StringIO()
    for name in ("", "django", "django.server"):
        for handler in logging.getLogger(name).handlers:
            if type(handler) is logging.StreamHandler:
                monkeypatch.setattr(handler, "stream", written)
    embedded = connection.settings_dict.get("EMBEDDED")
    server_log = embedded.data / "server.log" if embedded else None
    before = server_log.stat().st_size if server_log else 0

    def read():
        of_server = server_log.read_bytes()[before:].decode(errors="replace") if server_log else ""
        return written.getvalue() + of_server

    return read


@pytest.fixture
def reader():
    return Client(raise_request_exception=False, REMOTE_ADDR=ADDRESS)


def sent(reader, ada, *, status, **changed):
    """Whether the form was answered with this status."""
    data = {**opened(reader, ada, "phone"), **TYPED, **changed}
    headers = {"origin": "https://evil.example"} if status == 403 else {}
    return post(reader, ada, "phone", data, **headers).status_code == status


@pytest.mark.parametrize(
    ("status", "changed"),
    [
        (302, {}),
        (200, {"reply_to": f"{CANARY}@"}),
        (200, {"remark": f"\0{CANARY}"}),
        (400, {CANARY: CANARY}),
        (403, {}),
    ],
)
def test_a_form_leaves_no_word_in_a_log_whatever_becomes_of_it(reader, ada, logs, status, changed):
    assert sent(reader, ada, status=status, **changed)
    assert [word for word in (CANARY, ADDRESS) if word in logs()] == []


def test_a_form_that_is_one_too_many_leaves_no_word_in_a_log(reader, ada, logs):
    for _ in range(10):
        limits.count(ADDRESS, ada)
    assert sent(reader, ada, status=429)
    assert "Too Many Requests: /en/specialists/<slug:specialist>/correction/\n" in logs()
    assert [word for word in (CANARY, ADDRESS) if word in logs()] == []


def test_a_form_that_the_database_refuses_leaves_no_word_in_a_log(reader, ada, logs, monkeypatch):
    """An INSERT that fails is what PostgreSQL would write down whole, with its values."""
    monkeypatch.setattr("directory.corrections.page.get_language", lambda: "x" * 11)
    assert sent(reader, ada, status=500)
    assert "DataError" in logs()
    assert [word for word in (CANARY, ADDRESS) if word in logs()] == []


def test_no_answer_and_no_decision_leaves_a_word_in_a_log(reader, ada, logs, monkeypatch):
    sent(reader, ada, status=302)
    correction = Correction.objects.get()
    deciding.decline(correction, by=make_account("edith", "Editor"), reason="known", note=CANARY)

    def fail(self, messages):
        raise OSError(f"550 <{CANARY}@example.org> unknown")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
        with pytest.raises(answering.NotSentError):
            answering.send_answer(correction, text=CANARY)
    answering.send_answer(correction, text=CANARY)
    assert len(mail.outbox) == 1
    assert "An answer was not sent: OSError\n" in logs()
    assert CANARY not in logs()


def test_these_logs_would_show_a_word(logs):
    logging.getLogger("directory").warning("heard %s", CANARY)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL log_statement = 'all'")
        cursor.execute("SELECT %s", [f"{CANARY} in a statement"])
    assert f"heard {CANARY}" in logs()
    if connection.settings_dict.get("EMBEDDED"):
        assert f"{CANARY} in a statement" in logs()
