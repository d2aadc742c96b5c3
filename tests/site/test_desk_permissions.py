"""Who has no right to something at the desk gets nowhere: every address of it is tried."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from desk.models import Revision, Step, TranslationUpload
from directory.models import Correction, ImportRun
from enquiries.models import ConsentText, Enquiry, Event, Mail
from legal.models import LegalPage, Letter
from tests.desk_forms import EVERYTHING
from tests.factories import make_account
from tests.site.desk_addresses import addresses, fill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

FOR_ANYBODY = {"login", "logout"}
# of oneself, and what holds nothing: the start page, its translations, the way from an object to its public page
FOR_ALL_STAFF = FOR_ANYBODY | {
    *("index", "to the form", "jsi18n", "password_change", "password_change_done", "sign_in_code", "view_on_site"),
    *("second_factor", "second_factor_set_up", "second_factor_replace", "second_factor_backup_codes"),
}


@pytest.fixture
def desk():
    fill(make_account("uma", *EVERYTHING))
    found = addresses()
    assert len(found) > 150
    return found


def person(name, *permissions):
    account = make_account(name)
    account.user_permissions.set(permissions)
    client = Client()
    client.force_login(account)
    return client


def outcome(client, method, path):
    response = getattr(client, method)(path)
    leads_to = response.headers.get("Location", "").partition("?")[0]
    return f"{response.status_code} {leads_to}".strip()


def outcomes(client, method, desk, *, but):
    return {path: outcome(client, method, path) for name, path in desk if name not in but}


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_not_signed_in_is_sent_to_the_entrance(desk, method):
    found = outcomes(Client(), method, desk, but=FOR_ANYBODY)
    assert {path: answer for path, answer in found.items() if answer != "302 /admin/login/"} == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_no_staff_is_sent_to_the_entrance(desk, method):
    reader = Client()
    reader.force_login(User.objects.create_user("rita"))
    found = outcomes(reader, method, desk, but=FOR_ANYBODY)
    assert {path: answer for path, answer in found.items() if answer != "302 /admin/login/"} == {}


REFUSALS = {"403", "404", "405", "302 /admin/"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_without_any_right_are_refused(desk, method):
    clerk = person("clerk")
    before = state()
    found = outcomes(clerk, method, desk, but=FOR_ALL_STAFF)
    assert {path: answer for path, answer in found.items() if answer not in REFUSALS} == {}
    assert state() == before


def test_who_may_only_look_is_shown_pages_and_changes_nothing(desk):
    clerk = person("clerk", *Permission.objects.filter(codename__startswith="view_"))
    before = state()
    found = outcomes(clerk, "post", desk, but=FOR_ALL_STAFF)
    assert {path: answer for path, answer in found.items() if answer not in {*REFUSALS, "200", "400"}} == {}
    assert state() == before


def test_these_addresses_are_not_refused_because_nothing_is_there(desk):
    User.objects.filter(username="uma").update(is_superuser=True)
    client = Client()
    client.force_login(User.objects.get(username="uma"))
    found = outcomes(client, "get", desk, but={"logout", "autocomplete"})
    refused = {name for name, path in desk if found.get(path, "").startswith("4")}
    posted_only = {f"directory_importrun_{step}" for step in ("decide", "confirm", "undo", "discard")}
    nobody_may = {
        "directory_correction_add", "directory_importrun_delete", "legal_letter_add", "legal_legalpage_add",
        "legal_legalpage_delete", "enquiries_consenttext_delete",
        *(f"enquiries_{model}_{action}" for model in ("enquiry", "mail", "event") for action in ("add", "delete")),
    }  # fmt: skip
    assert refused == posted_only | nobody_may


def state():
    """What a step at the desk would change."""
    counted = (Revision, Step, LogEntry, User, Group, Correction, ImportRun, TranslationUpload, Permission)
    more = (Letter, Enquiry, Mail, Event, ConsentText, LegalPage)
    return (
        [model.objects.count() for model in (*counted, *more)],
        Correction.objects.get().state,
        ImportRun.objects.get().state,
        Letter.objects.get().state,
        Mail.objects.get().dead_at,
    )
