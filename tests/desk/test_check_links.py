"""Web addresses that lead nowhere are noticed, after two tries a day apart, and shown to who can mend them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from conditions.models import HelpLine, Reference, Section
from desk.link_checks import NothingAnsweredError, Run, check_all
from desk.link_visitor import LinkVisitor
from desk.models import LinkCheck
from desk.work_list import tasks
from directory.models import Certificate
from tests.desk.web_server import serving
from tests.desk_forms import person, url
from tests.factories import (
    make_account,
    make_clinic,
    make_condition,
    make_reference,
    make_specialist,
    make_therapy,
)

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)
NEXT_DAY = MONDAY + timedelta(days=1)
NEXT_WEEK = MONDAY + timedelta(days=7)


@pytest.fixture
def site():
    """Somebody's site, of which /gone is gone."""
    with serving() as site:
        site.answers["/gone"] = 404
        yield site


def check(at=MONDAY, **options):
    visitor = LinkVisitor("Konsil", is_allowed=lambda ip: ip == "127.0.0.1", pause=0)
    with time_machine.travel(at):
        return check_all(visitor, **options)


def broken():
    return [check.address for check in LinkCheck.objects.broken()]


# What is asked


def test_every_address_that_the_content_names_is_asked_once(site, monkeypatch):
    monkeypatch.setattr(Reference, "web_addresses", {"url": "", "doi": f"{site.url}/doi/"})
    for n in (1, 2):
        make_reference(f"r{n}", url=f"{site.url}/paper")
    make_reference("r3", doi="10.1000/1")
    help_line = {"country": "DE", "purpose": "information", "name_de": "N", "number": "1"}
    HelpLine.objects.create(slug="help", website=f"{site.url}/help", **help_line)
    make_specialist(website=f"{site.url}/ada", source_url=f"{site.url}/ada-source")
    clinic = make_clinic(website=f"{site.url}/clinic", status="draft")
    certificate = {"issuer": "I", "scope_de": "S", "valid_until": "2027-01-01"}
    Certificate.objects.create(clinic=clinic, url=f"{site.url}/certificate", **certificate)
    make_therapy(risk_de=f"[Hier]({site.url}/risk) und [hier](therapy:surgery).")
    text = {"kind": "overview", "position": 1, "title_de": "T", "body_de": "T"}
    Section.objects.create(condition=make_condition(), **text, body_fr=f"[Ici]({site.url}/section).")
    assert check() == Run(asked=9)
    assert sorted(path for _method, path in site.asked) == [
        "/ada",
        "/ada-source",
        "/certificate",
        "/clinic",
        "/doi/10.1000/1",
        "/help",
        "/paper",
        "/risk",
        "/section",
    ]


@pytest.mark.parametrize("host", ["example.org", "klinik.example.org", "a.example", "x.test", "localhost"])
def test_an_invented_address_is_not_asked(host):
    make_clinic(website=f"https://{host}/")
    assert check() == Run(invented=1)
    assert LinkCheck.objects.count() == 0


@pytest.mark.parametrize("address", ["ftp://files.site/x", "mailto:a@site", "https:///x"])
def test_what_is_no_web_address_is_left_alone(address):
    make_clinic(website=address)
    assert check() == Run()


def test_what_does_not_fit_in_the_time_waits_for_the_next_run(site):
    make_reference("a", url=f"{site.url}/a")
    check(MONDAY)
    make_reference("b", url=f"{site.url}/b")
    assert check(NEXT_DAY, seconds=0) == Run(left=2)
    check(NEXT_DAY)
    assert [path for _method, path in site.asked] == ["/a", "/b", "/a"]


# What is broken


def test_one_failure_is_not_enough(site):
    make_reference(url=f"{site.url}/gone")
    assert check() == Run(asked=1, failing=1)
    assert broken() == []


@pytest.mark.parametrize(("later", "is_broken"), [(timedelta(hours=22), False), (timedelta(days=1), True)])
def test_an_address_is_broken_after_failing_a_day_later(site, later, is_broken):
    make_reference(url=f"{site.url}/gone")
    check(MONDAY)
    check(MONDAY + later)
    assert bool(broken()) == is_broken


def test_an_address_that_answers_again_is_whole(site):
    make_reference(url=f"{site.url}/gone")
    check(MONDAY)
    check(NEXT_DAY)
    del site.answers["/gone"]
    assert check(NEXT_WEEK) == Run(asked=1)
    assert broken() == []


def test_a_failure_counts_from_its_first_day(site):
    make_reference(url=f"{site.url}/gone")
    for at in (MONDAY, NEXT_DAY, NEXT_WEEK):
        check(at)
    found = LinkCheck.objects.get()
    assert (found.failing_since.date(), found.checked_at.date()) == (MONDAY.date(), NEXT_WEEK.date())
    assert found.words == "it answers with an error (404)"


def test_an_address_that_nobody_names_any_more_is_forgotten(site):
    reference = make_reference(url=f"{site.url}/gone")
    check(MONDAY)
    Reference.objects.filter(pk=reference.pk).update(url="")
    check(NEXT_DAY)
    assert LinkCheck.objects.count() == 0


def test_a_machine_without_the_web_notes_nothing(site):
    make_reference(url="http://127.0.0.1:1/")
    with pytest.raises(NothingAnsweredError):
        check()
    assert LinkCheck.objects.count() == 0


def test_where_somebody_answers_the_others_fail(site):
    make_reference("a", url="http://127.0.0.1:1/a")
    make_reference("b", url=f"{site.url}/b")
    assert check() == Run(asked=2, failing=1)
    assert dict(LinkCheck.objects.values_list("outcome", "status")) == {"no-answer": None, "answered": 200}


# What the desk shows


def break_links(site):
    check(MONDAY)
    check(NEXT_DAY)


def web_tasks(account):
    return {task.title: (task.number, task.url) for task in tasks(account) if "web=broken" in task.url}


def test_the_desk_lists_what_names_a_broken_address(site, monkeypatch):
    monkeypatch.setattr(Reference, "web_addresses", {"url": "", "doi": f"{site.url}/doi/"})
    site.answers["/doi/10.1000/1"] = 404
    make_reference("by-url", url=f"{site.url}/gone")
    make_reference("by-doi", doi="10.1000/1")
    make_reference("whole", url=f"{site.url}/paper")
    make_clinic("by-website", website=f"{site.url}/gone")
    certificate = {"issuer": "I", "scope_de": "S", "valid_until": "2027-01-01", "url": f"{site.url}/gone"}
    Certificate.objects.create(clinic=make_clinic("by-certificate"), **certificate)
    make_clinic("untouched")
    make_specialist("ada-source", source_url=f"{site.url}/gone")
    make_therapy("by-text", risk_it=f"[Qui]({site.url}/gone).")
    make_therapy("by-nothing")
    break_links(site)
    client = person("anna", "Editor")
    account = make_account("berta", "Editor")
    assert web_tasks(account) == {
        "Broken web addresses: References": ("2", "/admin/conditions/reference/?web=broken"),
        "Broken web addresses: Clinics": ("2", "/admin/directory/clinic/?web=broken"),
        "Broken web addresses: Specialists": ("1", "/admin/directory/specialist/?web=broken"),
        "Broken web addresses: Therapies": ("1", "/admin/conditions/therapy/?web=broken"),
    }
    shown = {
        str(getattr(obj, "slug", None) or obj.key)
        for _number, address in web_tasks(account).values()
        for obj in client.get(address).context["cl"].result_list
    }
    assert shown == {"by-url", "by-doi", "by-website", "by-certificate", "ada-source", "by-text"}


def test_who_may_not_mend_it_is_not_told(site):
    make_clinic(website=f"{site.url}/gone")
    break_links(site)
    assert web_tasks(make_account("fanny", "Translator", languages=["fr"])) == {}


def test_nothing_is_broken_before_somebody_asked(site):
    make_clinic(website=f"{site.url}/gone")
    assert web_tasks(make_account("anna", "Editor")) == {}


def test_the_form_says_which_address_it_is_and_why(site):
    clinic = make_clinic(website=f"{site.url}/gone", source_url=f"{site.url}/source")
    break_links(site)
    page = person("anna", "Editor").get(url(clinic)).content.decode()
    note = "This address has led nowhere since 23 November 2026: it answers with an error (404)."
    assert page.count(note) == 1


def test_a_working_address_has_no_note(site):
    clinic = make_clinic(website=f"{site.url}/fine")
    break_links(site)
    assert "led nowhere" not in person("anna", "Editor").get(url(clinic)).content.decode()


# The command


def test_the_command_says_what_it_did(capsys):
    make_clinic(website="https://klinik.example.org/")
    call_command("check_links", "--minutes", "1")
    assert capsys.readouterr().out == (
        "Asked 0 addresses: 0 fail, 0 of them for a day or more. "
        "Left for the next run: 0. Invented, so not asked: 1.\n"
    )


def test_the_command_says_when_it_does_not_reach_the_web(site):
    make_clinic(website=f"{site.url}/here")
    with pytest.raises(CommandError, match=r"^Not one address answered: this machine does not reach the web\.$"):
        call_command("check_links")
    assert site.asked == []


# What is always true

NOW = {"checked_at": NEXT_DAY, "address": "https://a.b/"}


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("linkcheck_is_of_a_web_address", {"outcome": "answered", "address": "ftp://a.b/"}),
        ("linkcheck_outcome_is_known", {"outcome": "fine", "failing_since": MONDAY}),
        ("linkcheck_error_has_its_status", {"outcome": "refused", "failing_since": MONDAY}),
        ("linkcheck_error_has_its_status", {"outcome": "refused", "failing_since": MONDAY, "status": 200}),
        ("linkcheck_fails_unless_it_answered", {"outcome": "answered", "failing_since": MONDAY}),
        ("linkcheck_fails_unless_it_answered", {"outcome": "no-name"}),
        ("linkcheck_fails_no_longer_than_it_was_checked", {"outcome": "no-name", "failing_since": NEXT_WEEK}),
    ],
)
def test_a_check_that_cannot_be_is_refused(name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        LinkCheck.objects.create(**NOW | fields)


def test_an_address_is_noted_once():
    LinkCheck.objects.create(**NOW, outcome="answered")
    with pytest.raises(IntegrityError, match="address"), transaction.atomic():
        LinkCheck.objects.create(**NOW, outcome="answered")
