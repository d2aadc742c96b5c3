"""Letters at the editors' desk: listed by what is due, closed, answered."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core import mail

from desk.work_list import tasks
from legal.models import Letter
from tests.desk_forms import person
from tests.factories import make_account, make_clinic, make_specialist

from .buttons import LIST, act, messages_of, url
from .sending import DONE, NOW, make_letter

pytestmark = pytest.mark.django_db

ADDRESS = {"reply_to": "a@example.org"}
LONG_AGO = NOW - timedelta(days=40)


def text_of(response):
    page = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index('id="content"') :]))


def buttons_of(response):
    return re.findall(r'name="action" value="([\w-]+)"', response.content.decode())


# The list


@pytest.fixture
def letters():
    make_letter(text="late", sent_at=LONG_AGO)
    make_letter(text="new")
    make_letter("barrier", text="waiting", sent_at=LONG_AGO, **DONE, **ADDRESS)
    make_letter(text="answered", sent_at=LONG_AGO, **DONE, **ADDRESS, answer="Yes", answered_at=NOW)
    make_letter(text="no address", sent_at=LONG_AGO, **DONE)


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", ["late", "new", "waiting", "answered", "no address"]),
        ("?state=to-answer", ["late", "new", "waiting"]),
        ("?state=overdue", ["late", "waiting"]),
        ("?state=open", ["late", "new"]),
        ("?state=done", ["waiting", "answered", "no address"]),
        ("?subject__exact=barrier", ["waiting"]),
    ],
)
def test_the_list_is_filtered_by_what_is_to_do_and_begins_with_what_is_open(manager, question, found):
    rows = manager.get(f"{LIST}{question}").context["cl"].result_list
    assert [row.text for row in rows if row.is_open] == [text for text in found if text in ("late", "new")]
    assert {row.text for row in rows} == set(found)


@pytest.mark.usefixtures("letters")
def test_the_list_marks_what_is_overdue(manager):
    response = manager.get(LIST)
    marked = response.content.decode().count('<span class="desk-badge is-missing">overdue</span>')
    assert marked == len([row for row in response.context["cl"].result_list if row.is_overdue]) == 2


@pytest.mark.usefixtures("letters")
def test_the_work_list_counts_what_is_to_answer_and_names_what_is_overdue_first():
    found = [
        (task.title, task.count, task.url)
        for task in tasks(make_account("edith", "Editor"))
        if task.url.startswith(LIST)
    ]
    assert found == [
        ("Letters overdue: the month to answer is over", 2, f"{LIST}?state=overdue"),
        ("Letters to answer", 3, f"{LIST}?state=to-answer"),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_statements(manager, django_assert_num_queries, number):
    made = [make_letter("access", make_specialist(f"ada-{n}")) for n in range(number)]
    manager.get(url(made[0]))  # content types are asked for once
    with django_assert_num_queries(6):
        manager.get(f"{LIST}?state=open")
    with django_assert_num_queries(5):
        manager.get(url(made[0]))


# One letter


@pytest.mark.parametrize("make", [make_specialist, make_clinic])
def test_the_desk_sees_who_objects_and_what_to_do(manager, make):
    listing = make()
    letter = make_letter("objection", listing, text="<b>Mine</b>")
    response = manager.get(url(letter))
    text, name = text_of(response), listing._meta.model_name
    for said in (
        f"Listing {listing} ",
        "Who writes Ada Muster , listed person or institution",
        "How to check it Call the clinic.",
        "&lt;b&gt;Mine&lt;/b&gt;",
        "Wanted, to a@example.org",
        "Check who writes: call a number",
        f"manage.py forget directory.{name} {listing.pk}",
    ):
        assert said in text
    assert f'<a href="/admin/directory/{name}/{listing.pk}/review/">withdraw it</a>' in response.content.decode()
    assert buttons_of(response) == ["close"]


@pytest.mark.parametrize(
    ("become", "said", "not_said"),
    [
        (lambda ada: ada.delete(), "The entry is deleted already.", "withdraw it"),
        (lambda ada: type(ada).objects.update(status="draft"), "not on the site", "withdraw it"),
    ],
)
def test_the_checklist_knows_what_is_done(manager, become, said, not_said):
    ada = make_specialist()
    letter = make_letter("objection", ada)
    become(ada)
    text = text_of(manager.get(url(letter)))
    assert (said in text, not_said in text) == (True, False)


@pytest.mark.parametrize(
    ("subject", "fields", "has_checklist"),
    [
        ("access", {}, True),
        ("access", {**DONE, "answer": "This.", "answered_at": NOW}, False),
        ("barrier", {}, False),
        ("other", {}, False),
    ],
)
def test_only_rights_that_wait_have_a_checklist(manager, subject, fields, has_checklist):
    letter = make_letter(subject, make_specialist() if subject == "access" else None, **fields)
    assert ("What to do" in text_of(manager.get(url(letter)))) == has_checklist


# Closing and answering


def test_closing_leads_to_the_answer(editor):
    letter = make_letter("objection", make_specialist(), language="fr")
    response = act(editor, letter, "close", note="Called them")
    assert messages_of(response) == ["Marked as done."]
    assert response.redirect_chain == [(url(letter), 302)]
    response = act(editor, letter, "answer", text="Voici.")
    assert messages_of(response) == ["The answer is sent."]
    assert response.redirect_chain == [(f"{LIST}?state=open", 302)]
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["a@example.org"], "Votre message à Konsil", "Voici.")
    assert sent.extra_headers["Message-ID"].startswith(f"<letter-{letter.form_key}@")
    letter.refresh_from_db()
    assert (letter.state, letter.decided_by_name, letter.note) == ("done", "edith", "Called them")
    assert (letter.answer, letter.answered_at is not None) == ("Voici.", True)


def test_a_letter_without_an_address_is_closed_and_that_is_all(editor):
    letter = make_letter()
    response = act(editor, letter, "close")
    assert response.redirect_chain == [(f"{LIST}?state=open", 302)]
    assert buttons_of(editor.get(url(letter))) == ["reopen"]


def test_who_comes_second_is_told(manager, editor):
    letter = make_letter()
    act(editor, letter, "close", note="First")
    response = manager.post(url(letter), {"action": "close", "close-note": "Second"})
    assert messages_of(response) == ["Somebody has decided about this already."]
    assert Letter.objects.get().note == "First"


def test_a_decision_is_taken_back_while_nobody_was_told(editor):
    letter = make_letter(**DONE, **ADDRESS)
    assert messages_of(act(editor, letter, "reopen")) == ["It is open again."]
    act(editor, letter, "close")
    act(editor, letter, "answer", text="Yes")
    assert messages_of(editor.post(url(letter), {"action": "reopen"})) == ["This cannot be opened again."]


def test_an_answer_that_could_not_be_sent_is_kept_in_the_form(editor, monkeypatch):
    def fail(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
    letter = make_letter(**DONE, **ADDRESS)
    response = act(editor, letter, "answer", text="Voici.")
    assert messages_of(response) == ["The mail could not be sent. Nothing is lost: please try again later."]
    assert response.context["page"].answer_form["text"].value() == "Voici."
    assert Letter.objects.get().answered_at is None


def test_an_address_is_deleted_without_an_answer(editor):
    letter = make_letter("access", make_specialist(), **DONE)
    assert messages_of(act(editor, letter, "delete-address")) == ["The address is deleted."]
    response = editor.get(url(letter))
    assert "a@example.org" not in response.content.decode()
    assert "Not sent; the address is deleted" in text_of(response)


# Who may


ACTIONS = ["close", "reopen", "answer", "delete-address"]


@pytest.mark.parametrize("roles", [[], ["Medical reviewer"], ["Translator"]], ids=str)
def test_others_of_the_desk_see_no_letters(roles):
    client, letter = person("tom", *roles), make_letter()
    assert [client.get(address).status_code for address in (LIST, url(letter))] == [403, 403]
    assert {client.post(url(letter), {"action": action}).status_code for action in ACTIONS} == {403}


def test_who_may_only_look_changes_nothing_and_sees_no_address():
    client = person("tom")
    User.objects.get(username="tom").user_permissions.set(Permission.objects.filter(codename="view_letter"))
    for fields in ({}, DONE):
        letter = make_letter(**ADDRESS, **fields)
        response = client.get(url(letter))
        assert ("a@example.org" in response.content.decode(), buttons_of(response)) == (False, [])
        assert {client.post(url(letter), {"action": action}).status_code for action in ACTIONS} == {403}


@pytest.mark.parametrize(("role", "status"), [("Editor", 403), ("Directory manager", 302)])
def test_managers_delete(role, status):
    letter = make_letter()
    assert person("tom", role).post(f"{LIST}{letter.pk}/delete/", {"post": "yes"}).status_code == status
    assert Letter.objects.exists() == (status == 403)


@pytest.mark.parametrize("action", ACTIONS)
def test_nothing_is_decided_by_looking(manager, action):
    letter = make_letter(**ADDRESS)
    before = Letter.objects.values().get()
    assert manager.get(url(letter), {"action": action}).status_code == 200
    assert Letter.objects.values().get() == before


def test_nobody_makes_letters_at_the_desk_and_an_unknown_button_does_nothing(manager):
    assert manager.get(f"{LIST}add/").status_code == 403
    assert manager.post(url(make_letter()), {"action": "publish"}).status_code == 400
