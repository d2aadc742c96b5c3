"""Editors see counts and states, never a text."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from desk.work_list import tasks
from enquiries import steps
from enquiries.models import ConsentText, Enquiry, Mail
from tests.desk_forms import person
from tests.factories import make_account

from .sending import forwarded, make_enquiry

LISTS = ["enquiry", "mail", "event", "consenttext"]


@pytest.fixture
def manager():
    return person("mara", "Directory manager")


@pytest.mark.parametrize("model", LISTS)
def test_a_manager_sees_how_enquiries_stand_and_no_word_of_them(manager, ada, model):
    forwarded(ada)
    page = manager.get(f"/admin/enquiries/{model}/")
    assert page.status_code == 200
    shown = page.content.decode()
    assert [word for word in ("Rita", "rita@", "mother", "gAAAA") if word in shown] == []


def test_a_manager_sees_the_log_of_an_enquiry_and_no_word_of_it(manager, ada):
    enquiry = forwarded(ada)
    steps.read(enquiry.reference)
    page = manager.get(f"/admin/enquiries/enquiry/{enquiry.pk}/change/").content.decode()
    assert "Read by the recipient" in page
    assert [word for word in ("Rita", "rita@", "mother", "gAAAA") if word in page] == []


@pytest.mark.parametrize(
    "state", ["unconfirmed", "waiting", "unread", "long_unread", "read", "closed", "nonsense"]
)
def test_enquiries_are_found_by_their_state(manager, ada, state):
    make_enquiry(ada)
    steps.confirm(make_enquiry(ada).reference)
    now = timezone.now()
    common = {"confirmed_at": now, "forwarded_at": now}
    make_enquiry(ada, **common)
    make_enquiry(ada, confirmed_at=now, forwarded_at=now - timedelta(days=8))
    make_enquiry(ada, **common, read_at=now)
    make_enquiry(ada, **common, read_at=now, closed_at=now, outcome="declined")
    found = manager.get(f"/admin/enquiries/enquiry/?state={state}").context["cl"].result_count
    assert found == {"unread": 2, "nonsense": 6}.get(state, 1)


@pytest.mark.parametrize("role", ["Editor", "Medical reviewer", "Translator"])
@pytest.mark.parametrize("model", LISTS)
def test_nobody_else_sees_even_that(role, model):
    assert person("somebody", role).get(f"/admin/enquiries/{model}/").status_code == 403


@pytest.mark.parametrize("path", ["enquiry/add/", "mail/add/", "event/add/"])
def test_nobody_makes_one_at_the_desk(manager, path):
    assert manager.get(f"/admin/enquiries/{path}").status_code == 403


def test_dead_letters_wait_for_the_manager(manager, ada):
    enquiry = make_enquiry(ada)
    dead = Mail.objects.create(enquiry=enquiry, kind="news", error="550", dead_at=timezone.now())
    account = make_account("mona", "Directory manager")
    [task] = [one for one in tasks(account) if "could not be sent" in one.title]
    assert (task.count, task.url) == (1, "/admin/enquiries/mail/?state=dead")

    act(manager, "try_again", dead)
    dead.refresh_from_db()
    assert (dead.dead_at, dead.tries) == (None, 0)

    Mail.objects.update(dead_at=timezone.now(), error="550")
    act(manager, "note", dead)
    assert not Mail.objects.dead().exists()


def act(manager, action, mail):
    data = {"action": action, "_selected_action": [mail.pk]}
    assert manager.post("/admin/enquiries/mail/", data).status_code == 302


def test_nobody_is_surprised_by_a_message_that_they_heard_was_lost(manager, ada):
    enquiry = make_enquiry(ada)
    steps.confirm(enquiry.reference)
    Mail.objects.update(dead_at=timezone.now(), error="550")
    steps.undeliverable(enquiry)
    act(manager, "try_again", Mail.objects.get(kind="forward"))
    assert Mail.objects.get(kind="forward").dead_at


def test_late_mail_and_unread_enquiries_are_on_the_work_list(ada):
    make_enquiry(ada, confirmed_at=timezone.now(), forwarded_at=timezone.now() - timedelta(days=8))
    old = timezone.now() - timedelta(minutes=16)
    Mail.objects.create(enquiry=Enquiry.objects.get(), kind="news", wanted_at=old, due_at=old)
    account = make_account("mona", "Directory manager")
    titles = [one.title for one in tasks(account) if "nquir" in one.title]
    assert titles == [
        "Mails of enquiries that wait for more than 15 minutes",
        "Enquiries that their recipient has not read for a week",
    ]
    assert [one.title for one in tasks(make_account("edith", "Editor")) if "nquir" in one.title] == []


def test_a_watch_asks_whether_mail_is_late(ada):
    out, err = StringIO(), StringIO()
    call_command("send_outbox", "--check", stdout=out)
    assert out.getvalue() == "No mail is late.\n"
    old = timezone.now() - timedelta(minutes=16, seconds=10)
    Mail.objects.create(enquiry=make_enquiry(ada), kind="news", wanted_at=old, due_at=old)
    with pytest.raises(SystemExit):
        call_command("send_outbox", "--check", stderr=err)
    assert err.getvalue() == "The oldest unsent mail has waited for 16 minutes.\n"
    call_command("send_outbox", "--once", stdout=out)
    assert out.getvalue().endswith("1 mails tried.\n")


def test_a_superuser_writes_a_new_text_of_consent_and_changes_none(admin_client, consent_text):
    form = admin_client.get("/admin/enquiries/consenttext/add/").context["adminform"].form
    assert (form["version"].value(), form["text_de"].value()) == (2, consent_text.text_de)
    data = {"version": 2, "text_de": "Neu.", "text_en": "New.", "text_fr": "", "text_it": ""}
    assert admin_client.post("/admin/enquiries/consenttext/add/", data).status_code == 302
    new = ConsentText.objects.in_force()
    assert (new.version, new.text_de, new.text_fr) == (2, "Neu.", None)
    page = admin_client.post(f"/admin/enquiries/consenttext/{new.pk}/change/", data)
    assert page.status_code == 403
