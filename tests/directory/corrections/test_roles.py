"""Who may do what with a correction."""

import re

import pytest
from django.contrib.auth.models import Permission, User

from directory.models import Correction
from tests.desk_forms import person

from .buttons import DECIDED, LIST, act, messages_of, url
from .sending import make_correction

pytestmark = pytest.mark.django_db


ACTIONS = ["accept", "take-over", "decline", "reopen", "answer", "delete-address"]


@pytest.mark.parametrize("roles", [[], ["Medical reviewer"], ["Translator"]], ids=str)
def test_others_of_the_desk_see_no_corrections(ada, roles):
    client = person("tom", *roles)
    correction = make_correction(ada)
    assert client.get(LIST).status_code == 403
    assert client.get(url(correction)).status_code == 403
    assert {client.post(url(correction), {"action": action}).status_code for action in ACTIONS} == {403}


def grant(name, *codenames):
    client = person(name)
    User.objects.get(username=name).user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return client


def test_who_may_only_look_changes_nothing_and_sees_no_address(ada):
    client = grant("tom", "view_correction", "change_specialist")
    for fields in ({}, DECIDED):
        correction = make_correction(ada, reply_to="r@example.org", **fields)
        page = client.get(url(correction)).content.decode()
        assert ("r@example.org" in page, 'name="action"' in page) == (False, False)
        assert {client.post(url(correction), {"action": action}).status_code for action in ACTIONS} == {403}
    ada.refresh_from_db()
    assert ada.phone == "+49 89 1"


def test_who_may_not_change_the_listing_may_decline_but_not_accept(ada):
    client = grant("tom", "view_correction", "change_correction", "change_clinic")
    correction = make_correction(ada)
    page = client.get(url(correction)).content.decode()
    assert re.findall(r'name="action" value="([\w-]+)"', page) == ["decline"]
    statuses = [client.post(url(correction), {"action": action}).status_code for action in ("accept", "take-over")]
    assert statuses == [403, 403]
    act(client, correction, "decline", reason="known")
    correction.refresh_from_db()
    ada.refresh_from_db()
    assert (correction.state, ada.phone) == ("declined", "+49 89 1")


@pytest.mark.parametrize(("role", "status"), [("Editor", 403), ("Directory manager", 302)])
def test_managers_delete(ada, role, status):
    correction = make_correction(ada)
    assert person("tom", role).post(f"{LIST}{correction.pk}/delete/", {"post": "yes"}).status_code == status
    assert Correction.objects.count() == (1 if status == 403 else 0)


@pytest.mark.parametrize("action", ACTIONS)
def test_nothing_is_decided_by_looking(manager, ada, action):
    correction = make_correction(ada, reply_to="r@example.org")
    before = Correction.objects.values().get()
    assert manager.get(url(correction), {"action": action}).status_code == 200
    assert Correction.objects.values().get() == before


def test_a_button_that_does_not_exist_does_nothing(manager, ada):
    correction = make_correction(ada)
    assert manager.post(url(correction), {"action": "publish"}).status_code == 400


def test_nobody_makes_corrections_at_the_desk_and_one_that_is_gone_is_named(manager):
    assert manager.get(f"{LIST}add/").status_code == 403
    response = manager.get(f"{LIST}4711/change/", follow=True)
    assert messages_of(response) == ["correction with ID “4711” doesn’t exist. Perhaps it was deleted?"]


def test_the_desks_own_log_names_the_step_and_not_the_reader(manager, ada):
    correction = make_correction(ada, reply_to="r@example.org", remark="Secret")
    act(manager, correction, "decline", reason="known", note="Private")
    page = manager.get(f"{LIST}{correction.pk}/history/").content.decode()
    assert "Declined." in page
    assert re.findall("r@example.org|Secret|Private", page) == []
