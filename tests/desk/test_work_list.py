"""The work list: what waits for whom, each a count that leads to exactly that many."""

from datetime import date

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.test import Client

from conditions.models import Condition
from desk import workflow
from desk.long_lists import AT_MOST
from desk.work_list import Task, tasks
from directory.models import Clinic, Correction
from tests.desk.writing import edit
from tests.desk_forms import form_of, person, url
from tests.factories import (
    make_account,
    make_clinic,
    make_condition,
    make_reference,
    make_region,
    make_specialist,
    make_therapy,
)

pytestmark = pytest.mark.django_db
ROLES = ["Editor", "Medical reviewer", "Directory manager", "Translator"]
TODAY = date(2026, 11, 22)
OLD = {"checked_on": date(2020, 1, 1), "source": "s"}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def everything_to_do():
    """One of each kind, no two with the same count where that could be mixed up."""
    make_reference("chow-2012")
    make_condition("due", next_review_on=date(2026, 11, 30), summary_fr="F", name_fr="F")
    make_condition("later", next_review_on=date(2026, 12, 1))
    make_condition("draft", status="draft", next_review_on=date(2020, 1, 1))
    make_condition("waiting", status="in-review")
    make_therapy("surgery", risk_de="Beleg [@chow-2012] [@gone-1999] und [hier](therapy:gone).")
    make_clinic("no-contact", latitude="48.1", longitude="11.5", **OLD)
    make_clinic("no-place", phone="1", **OLD)
    make_clinic("proposal", phone="1", latitude="48.1", longitude="11.5")
    make_specialist("ada-draft", status="draft")


def titles(account):
    return {f"{task.group}: {task.title} {task.number}" for task in tasks(account) if task.group != "translate"}


def test_an_editor_sees_texts_and_listings_to_mend(everything_to_do):
    assert titles(make_account("anna", "Editor")) == {
        "mend: Drafts: Conditions 1",
        "mend: Drafts: Specialists 1",
        "check: Review due this month: Conditions 1",
        "check: Published without a medical review: Conditions 2",
        "check: Published without a medical review: Therapies 1",
        "mend: Broken links or citations: Therapies 1",
        "mend: Without any contact: Clinics 1",
        "mend: Without coordinates: Clinics 1",
        "check: Checked more than two years ago: Clinics 2",
        "check: Never checked: Clinics 1",
    }


def test_a_reviewer_sees_what_is_to_be_decided(everything_to_do):
    assert titles(make_account("rita", "Medical reviewer")) == {
        "decide: In review: Conditions 1",
        "mend: Drafts: Conditions 1",
        "check: Review due this month: Conditions 1",
        "check: Published without a medical review: Conditions 2",
        "check: Published without a medical review: Therapies 1",
        "mend: Broken links or citations: Therapies 1",
    }


def test_a_manager_sees_proposals_and_corrections(everything_to_do):
    anna, clinic = person("anna", "Editor"), Clinic.objects.get(slug="proposal")
    anna.post(url(clinic), {**form_of(anna, url(clinic)), "phone": "2"})
    assert "decide: In review: Clinics 1" in titles(make_account("max", "Directory manager"))


def test_a_translator_sees_own_languages_only(everything_to_do):
    found = {task.title: task.count for task in tasks(make_account("fanny", "Translator", languages=["fr"]))}
    assert {title.split(",")[0] for title in found} == {"French"}
    assert found["French, Conditions: missing"] == 3


@pytest.mark.parametrize(
    ("role", "waiting"),
    [
        ("Editor", {"mend: Sent back: Conditions 1", "mend: Drafts: Conditions 1"}),
        ("Translator", {"mend: Sent back: Conditions 1", "translate: To submit: Conditions 1"}),
    ],
)
def test_what_was_sent_back_waits_once_and_for_whoever_may_submit_it(accounts, reviewer, role, waiting):
    account = accounts[role]
    for slug in ("back", "draft"):
        edit(make_condition(slug), account, summary_fr="F")
    back = Condition.objects.get(slug="back")
    workflow.submit(back, by=account)
    workflow.send_back(back, by=reviewer, reason="R")
    found = [task for task in tasks(account) if "stage=" in task.url]
    assert {f"{task.group}: {task.title} {task.number}" for task in found} == waiting
    client = Client()
    client.force_login(account)
    shown = [[obj.slug for obj in client.get(task.url).context["cl"].result_list] for task in found]
    assert shown == [["back"], ["draft"]]


@pytest.mark.parametrize("role", ROLES)
def test_every_count_is_what_the_list_behind_it_shows(everything_to_do, role):
    account = make_account("somebody", role, languages=["fr", "it"])
    client = Client()
    client.force_login(account)
    found = tasks(account)
    assert found != []
    for task in found:
        shown = client.get(task.url).context["cl"].result_count
        assert shown == task.count, task


@pytest.mark.parametrize("role", ROLES)
def test_the_first_page_costs_the_same_for_one_and_three_of_each(django_assert_max_num_queries, role):
    client = person("somebody", role, languages=["fr"])
    client.get("/admin/")
    numbers = []
    for slugs in (["a"], ["b", "c"]):
        for slug in slugs:
            make_condition(slug, status="in-review")
            make_therapy(f"t-{slug}", risk_de="[@gone]")
            make_clinic(slug)
        with django_assert_max_num_queries(60) as captured:
            client.get("/admin/")
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]


def test_a_long_list_is_not_counted_to_its_end():
    region = make_region("DE-BY")
    common = {"kind": "hospital", "city": "O", "postal_code": "80331", "region": region, "status": "published"}
    Clinic.objects.bulk_create(Clinic(slug=f"c{n}", name=f"C{n}", **common) for n in range(AT_MOST + 5))
    numbers = {task.number for task in tasks(make_account("max", "Directory manager")) if task.group == "mend"}
    assert numbers == {"1000+"}


def test_the_first_page_leads_to_the_lists_and_shows_the_own_last_changes(everything_to_do):
    client = person("anna", "Editor")
    clinic = make_clinic("mine", status="draft")
    client.post(url(clinic), {**form_of(client, url(clinic)), "phone": "2"})
    page = client.get("/admin/").content.decode()
    assert 'href="/admin/conditions/condition/?stage=not-sent-back"' in page
    assert "Mine, Musterstadt</a>" in page


def test_nothing_to_do_is_said():
    assert "Nothing. Everything is done." in person("rita", "Medical reviewer").get("/admin/").content.decode()


# The weekly mail


def test_the_digest_goes_to_everybody_with_something_to_do(everything_to_do):
    make_account("anna", "Editor", email="anna@example.org", first_name="Anna", last_name="Beispiel")
    make_account("fanny", "Translator", email="fanny@example.org")
    make_account("gone", "Editor", email="gone@example.org", is_active=False)
    make_account("mute", "Editor")
    call_command("send_digest", verbosity=0)
    (message,) = mail.outbox
    assert message.to == ["anna@example.org"]
    assert "Anna Beispiel" in message.body
    assert "https://konsil.example.org/admin/conditions/condition/?stage=not-sent-back" in message.body


def test_it_is_sent_only_when_there_is_something():
    make_account("rita", "Medical reviewer", email="rita@example.org")
    call_command("send_digest", verbosity=0)
    assert mail.outbox == []


def test_a_dry_run_sends_nothing(everything_to_do, capsys):
    make_account("anna", "Editor", email="anna@example.org")
    call_command("send_digest", "--dry-run")
    assert mail.outbox == []
    assert "To anna:" in capsys.readouterr().out


def test_who_has_no_address_is_named_to_whoever_runs_the_command(everything_to_do, capsys):
    make_account("anna", "Editor", email="anna@example.org")
    make_account("mute", "Editor")
    make_account("root", is_superuser=True)
    make_account("gone", "Editor", is_active=False)
    call_command("send_digest")
    told = capsys.readouterr()
    assert (told.err, told.out) == ("No address, so no mail: mute, root (2).\n", "1 sent.\n")


def test_nothing_is_said_of_addresses_when_everybody_has_one(capsys):
    make_account("anna", "Editor", email="anna@example.org")
    call_command("send_digest")
    assert capsys.readouterr().err == ""


def test_one_address_that_fails_does_not_cost_the_others_their_mail(everything_to_do, monkeypatch):
    for name in ("anna", "berta"):
        make_account(name, "Editor", email=f"{name}@example.org")
    send = EmailBackend.send_messages

    def refuse_anna(backend, messages):
        if messages[0].to == ["anna@example.org"]:
            raise ConnectionRefusedError
        return send(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_anna)
    with pytest.raises(CommandError, match=r"Not sent: anna: ConnectionRefusedError\. 1 sent\."):
        call_command("send_digest", verbosity=0)
    assert [message.to for message in mail.outbox] == [["berta@example.org"]]


def test_a_task_beyond_the_limit_says_so():
    assert Task("mend", "T", AT_MOST + 1, "/").number == "1000+"
    assert Correction.objects.open().count() == 0
