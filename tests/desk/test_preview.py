"""Previews: any language, any state, for the desk and for a colleague with a link."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.utils import timezone

from desk import preview
from directory.models import Clinic
from tests.desk_forms import form_of, person, url
from tests.factories import make_clinic, make_condition, make_specialist, make_therapy

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return person("anna", "Editor")


def save(client, obj, **changed):
    client.post(url(obj), {**form_of(client, url(obj)), **changed})


def test_the_preview_shows_the_working_version_and_readers_the_published_one(editor, client):
    therapy = make_therapy("surgery", risk_de="Altes Risiko.")
    save(editor, therapy, risk_de="Neues Risiko.")
    page = editor.get(f"{url(therapy, 'preview')}de/").content.decode()
    assert "Neues Risiko." in page
    assert "Vorschau einer neuen Fassung" in page
    assert "Altes Risiko." in client.get("/de/therapies/surgery/").content.decode()


@pytest.mark.parametrize("make", [make_condition, make_therapy, make_clinic, make_specialist])
@pytest.mark.parametrize("status", ["draft", "in-review", "published"])
def test_a_link_shows_a_colleague_without_an_account_any_state_in_any_language(make, status):
    obj = make(status=status)
    for language in ("de", "en", "fr", "it"):
        answer = Client().get(preview.link(obj, language))
        assert (answer.status_code, answer["Content-Language"]) == (200, language)
        assert (answer["X-Robots-Tag"], answer["Set-Cookie"] if answer.cookies else "") == ("noindex", "")
        assert "no-store" in answer["Cache-Control"]


def test_the_link_leads_on_to_the_other_languages(client):
    link = preview.link(make_condition(status="draft"), "de")
    assert f'href="{link[:-3]}fr/"' in client.get(link).content.decode()


def test_the_link_stands_on_the_review_page(editor, client):
    condition = make_condition(status="draft")
    link = editor.get(url(condition, "review")).context["page"].shared_link
    assert client.get(link).status_code == 200


def test_a_link_expires(client):
    link = preview.link(make_condition(status="draft"), "en")
    with time_machine.travel(timezone.now() + timedelta(days=13)):
        assert client.get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        answer = client.get(link)
    assert answer.status_code == 410
    assert "This link has expired" in answer.content.decode()


@pytest.mark.parametrize("language", ["xx", "de"])
def test_a_link_that_was_tampered_with_shows_nothing(client, language):
    link = preview.link(make_condition("bone", status="draft"), language)
    changed = link if language == "xx" else link.replace("/preview/", "/preview/x")
    assert client.get(changed).status_code == 404


def test_a_link_that_was_changed_in_any_place_shows_nothing(client):
    link = preview.link(make_condition("bone", status="draft"), "de")
    start, end = link.index("/preview/") + len("/preview/"), link.index("/de/")
    for place in range(start, end - 1):  # the last character of base64 has bits that mean nothing
        other = "A" if link[place] != "A" else "B"
        assert client.get(link[:place] + other + link[place + 1 :]).status_code == 404, place


def test_the_signature_of_one_object_opens_no_other(client):
    ours, theirs = (preview.link(make(status="draft"), "de") for make in (make_condition, make_clinic))
    payload, *_rest = theirs.split("/")[2].split(":")
    _payload, *signature = ours.split("/")[2].split(":")
    assert client.get(f"/preview/{':'.join([payload, *signature])}/de/").status_code == 404


def test_a_signature_made_for_something_else_is_no_link(client):
    token = signing.dumps(["conditions.condition", make_condition(status="draft").pk], salt="other")
    assert client.get(f"/preview/{token}/de/").status_code == 404


def test_a_link_to_something_deleted_shows_nothing(client):
    clinic = make_clinic(status="draft")
    link = preview.link(clinic, "de")
    clinic.delete()
    assert client.get(link).status_code == 404


def test_a_preview_writes_nothing(editor):
    clinic = make_clinic(profile_de="Alt.")
    save(editor, clinic, profile_de="Neu.")
    Client().get(preview.link(clinic, "de"))
    assert Clinic.objects.get().profile_de == "Alt."
