"""What somebody writes and their address stay in the table: no log of the site or of the database holds them."""

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.test import Client

from intake import answering
from legal import deciding, limits
from legal.models import Letter
from tests.directory.corrections.test_privacy import logs  # noqa: F401 a fixture
from tests.factories import make_account, make_specialist

from .buttons import act
from .sending import opened, slowly

pytestmark = pytest.mark.django_db

CANARY = "canary7b2e"
ADDRESS = "203.0.113.78"
TYPED = {
    "writer": f"Dr. {CANARY}",
    "capacity": "agent",
    "identity": f"Ask {CANARY}",
    "text": f"My {CANARY}\n…",
    "reply_to": f"{CANARY}@example.org",
}


@pytest.fixture
def writer():
    return Client(raise_request_exception=False, REMOTE_ADDR=ADDRESS)


@pytest.fixture
def ada():
    return make_specialist("ada-muster")


def sent(writer, ada, *, status, **changed):
    """Whether the form was answered with this status."""
    data = {**opened(writer, "objection", ada), **TYPED, **changed}
    headers = {"origin": "https://evil.example"} if status == 403 else {}
    return slowly(writer, "objection", data, ada, **headers).status_code == status


@pytest.mark.parametrize(
    ("status", "changed"),
    [
        (302, {}),
        (200, {"reply_to": f"{CANARY}@"}),
        (200, {"text": f"\0{CANARY}"}),
        (400, {CANARY: CANARY}),
        (403, {}),
    ],
)
def test_a_form_leaves_no_word_in_a_log_whatever_becomes_of_it(writer, ada, logs, status, changed):  # noqa: F811
    assert sent(writer, ada, status=status, **changed)
    assert [word for word in (CANARY, ADDRESS) if word in logs()] == []


@time_machine.travel("2026-12-03 10:20Z")
def test_a_form_that_is_one_too_many_leaves_no_word_in_a_log(writer, ada, logs):  # noqa: F811
    for _ in range(6):
        limits.count(ADDRESS, ada)
    assert sent(writer, ada, status=429)
    assert "Too Many Requests: /en/specialists/<slug:specialist>/objection/\n" in logs()
    assert [word for word in (CANARY, ADDRESS) if word in logs()] == []


def test_a_form_that_the_database_refuses_leaves_no_word_in_a_log(writer, ada, logs, monkeypatch):  # noqa: F811
    """An INSERT that fails is what PostgreSQL would write down whole, with its values."""
    monkeypatch.setattr("legal.letter_page.get_language", lambda: "x" * 11)
    assert sent(writer, ada, status=500)
    assert "DataError" in logs()
    assert [word for word in (CANARY, ADDRESS) if word in logs()] == []


def test_no_answer_and_no_decision_leaves_a_word_in_a_log(writer, ada, logs, monkeypatch):  # noqa: F811
    sent(writer, ada, status=302)
    letter = Letter.objects.get()
    deciding.close(letter, by=make_account("edith", "Editor"), note=CANARY)

    def fail(self, messages):
        raise OSError(f"550 <{CANARY}@example.org> unknown")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
        with pytest.raises(answering.NotSentError):
            answering.send_answer(letter, text=CANARY)
    answering.send_answer(letter, text=CANARY)
    assert len(mail.outbox) == 1
    assert "An answer was not sent: OSError\n" in logs()
    assert CANARY not in logs()


def test_the_desks_own_log_names_nobody(writer, ada, manager):
    sent(writer, ada, status=302)
    act(manager, Letter.objects.get(), "close", note=CANARY)
    entry = LogEntry.objects.get()
    assert entry.change_message == "Marked as done."
    assert entry.object_repr.startswith("Objection to being listed, ")
