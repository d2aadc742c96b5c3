"""The directory manager imports a file with faults, decides, confirms, and takes it all back."""

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.conftest import sign_in
from tests.browser.test_desk_accessibility import DJANGOS_OWN, QUIETLY
from tests.factories import make_account

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
FILE = """\
Vorname;Nachname;Telefon;Zweitmeinung;geprüft am;Quelle
Henrike;Saalfrank;+49 30 23125 001;;;
Neu;Hinzugekommen;+49 30 23125 002;ja;01.10.2026;Website
Unklar;Geblieben;+49 30 23125 003;vielleicht;01.10.2026;Website
"""


@pytest.fixture(scope="module")
def manager(desk):
    """Committed, so that the server sees it."""
    return make_account("max", "Directory manager")


@pytest.fixture
def at_desk(manager, page):
    return sign_in(page, "max")


def has_no_barrier(page):
    """Neither at once nor on a phone; and nothing is wider than the screen."""
    assert axe.violations(page, axe.EVERYTHING | QUIETLY, besides=DJANGOS_OWN) == []
    page.emulate_media(color_scheme="dark")
    assert axe.violations(page, axe.COLOURS | QUIETLY, besides=DJANGOS_OWN) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe.violations(page, axe.EVERYTHING | QUIETLY, besides=DJANGOS_OWN) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def row(page, name):
    return page.get_by_role("row").filter(has_text=name)


def test_a_file_with_faults_is_imported_and_undone(at_desk):
    page = at_desk
    page.goto("/admin/directory/specialist/")
    page.get_by_role("link", name="Import", exact=True).click()
    has_no_barrier(page)
    file = {"name": "liste.csv", "mimeType": "text/csv", "buffer": FILE.encode("cp1252")}
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Compare with the directory").click()

    expect(page.get_by_text("CSV, Windows-1252, separated by semicolons")).to_be_visible()
    expect(row(page, "Unklar Geblieben")).to_contain_text("“vielleicht” is neither yes nor no.")
    has_no_barrier(page)
    suspect = row(page, "Henrike Saalfrank")
    suspect.get_by_role("radio", name="The same as Prof. Dr. med. Henrike Saalfrank, München").check()
    page.get_by_role("button", name="Save these decisions").click()
    expect(row(page, "Henrike Saalfrank")).to_contain_text("+49 30 23125 001")

    with page.expect_download() as download:
        page.get_by_role("link", name="Download the refused rows").click()
    assert download.value.suggested_filename.startswith("refused-")

    page.get_by_role("button", name="Import 2 rows").click()
    expect(page.get_by_role("button", name="Undo this import")).to_be_visible()
    has_no_barrier(page)
    page.get_by_role("row").get_by_role("link", name="Henrike Saalfrank").click()
    expect(page.get_by_label("Telephone")).to_have_value("+49 30 23125 001")

    page.goto("/admin/directory/importrun/")
    has_no_barrier(page)
    page.get_by_role("link", name="liste.csv").click()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("Undone by max")).to_be_visible()
    page.get_by_role("row").get_by_role("link", name="Henrike Saalfrank").click()
    expect(page.get_by_label("Telephone")).to_have_value("+49 89 99998 131")


def test_progress_has_no_barrier_while_it_is_paused(at_desk):
    page = at_desk
    page.goto("/admin/directory/importrun/add/")
    page.get_by_label("File").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": FILE.encode()})
    with page.expect_navigation(wait_until="commit"):
        page.get_by_role("button", name="Compare with the directory").click()
    page.goto(f"{page.url.split('?')[0]}?paused")
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    has_no_barrier(page)


def test_the_exported_list_is_the_one_that_is_shown(at_desk):
    page = at_desk
    page.goto("/admin/directory/clinic/?country=CH")
    page.get_by_role("link", name="Export").click()
    has_no_barrier(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Clinics, CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert "CH-ZH" in text
    assert "DE-BE" not in text
