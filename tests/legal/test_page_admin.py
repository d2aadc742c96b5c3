"""Legal pages at the editors' desk: changed by whoever answers for the site, and always the same five."""

import pytest
import time_machine

from desk.models import Revision
from legal.models import LegalPage
from tests.desk.translating import come_back, exported, translated
from tests.desk_forms import form_of, person, send, url
from tests.factories import make_legal_page

pytestmark = pytest.mark.django_db

LIST = "/admin/legal/legalpage/"


def test_a_change_is_shown_at_once_with_its_day_and_kept_as_a_version(client):
    page = make_legal_page(body_de="Alt.", body_fr="Vieux.")
    with time_machine.travel("2027-02-03 12:00+01:00"):
        manager = person("mara", "Directory manager")
        assert send(manager, url(page), {**form_of(manager, url(page)), "body_de": "Neu."}) == []
    html = client.get("/de/imprint/").content.decode()
    assert ("Neu." in html, "3. Februar 2027" in html) == (True, True)
    assert [revision.made_by_name for revision in Revision.objects.of(page)][:1] == ["mara"]
    assert "this translation is being updated" not in client.get("/en/imprint/").content.decode()
    assert "3 février 2027" in client.get("/fr/imprint/").content.decode()
    assert 'role="note"' in client.get("/fr/imprint/").content.decode()


def test_an_earlier_version_comes_back(manager):
    page = make_legal_page(body_de="Alt.")
    send(manager, url(page), {**form_of(manager, url(page)), "body_de": "Neu."})
    first = Revision.objects.of(page).last()
    manager.post(f"{LIST}{page.pk}/history/{first.pk}/")
    page.refresh_from_db()
    assert page.body_de == "Alt."


def test_a_heading_that_would_get_lost_is_refused(manager):
    page = make_legal_page()
    assert send(manager, url(page), {**form_of(manager, url(page)), "body_de": "## Wer\n\nText."}) == [
        "“Wer” would lose its form: write a subheading as “### Wer”."
    ]


def test_an_address_stays_what_it_is(manager):
    page = make_legal_page()
    assert send(manager, url(page), {**form_of(manager, url(page)), "slug": "privacy", "title_de": "Neu"}) == []
    assert LegalPage.objects.values_list("slug", "title_de").get() == ("imprint", "Neu")


def test_a_manager_adds_and_deletes_none(manager):
    page = make_legal_page()
    assert manager.get(f"{LIST}add/").status_code == 403
    assert manager.post(url(page, "delete"), {"post": "yes"}).status_code == 403


def test_a_superuser_adds_what_is_missing_and_no_sixth(admin_client):
    for slug in LegalPage.Slug.values[1:]:
        page = make_legal_page(slug)
    data = {**form_of(admin_client, f"{LIST}add/"), "slug": "imprint"}
    data |= {"title_de": "Impressum", "summary_de": "Kurz.", "body_de": "Text."}
    assert send(admin_client, f"{LIST}add/", data) == []
    assert set(LegalPage.objects.values_list("slug", flat=True)) == set(LegalPage.Slug.values)
    assert admin_client.get(f"{LIST}add/").status_code == 403
    assert admin_client.post(url(page, "delete"), {"post": "yes"}).status_code == 403
    delete = {"action": "delete_selected", "_selected_action": [page.pk], "post": "yes"}
    admin_client.post(LIST, delete)
    assert LegalPage.objects.count() == 5


@pytest.mark.parametrize("role", ["Editor", "Medical reviewer"])
def test_others_do_not_change_them(role):
    client, page = person("tom", role), make_legal_page()
    assert [client.get(address).status_code for address in (LIST, url(page))] == [403, 403]


def test_a_translator_changes_the_texts_of_their_languages():
    page = make_legal_page(body_de="Alt.")
    fanny = person("fanny", "Translator", languages=["fr"])
    data = form_of(fanny, url(page))
    assert send(fanny, url(page), {**data, "body_fr": "Neuf.", "body_de": "Neu.", "body_it": "Nuovo."}) == []
    assert LegalPage.objects.values_list("body_de", "body_fr", "body_it").get() == ("Alt.", "Neuf.", None)


def test_texts_go_out_to_translators_and_come_back():
    page = make_legal_page("privacy", title_fr="Données")
    file = exported("fr", page)
    assert [entry.address for entry in file.entries] == [
        f"legal.legalpage/privacy/{page.pk}/{field}" for field in ("summary", "body")
    ]
    come_back(translated(file, "Neuf."))
    page.refresh_from_db()
    assert (page.summary_fr, page.body_fr, page.body_de) == ("Neuf.", "Neuf.", "Text.")
