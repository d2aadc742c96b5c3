"""A translator takes a file along and brings it back; the pages for it have no barrier of ours."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from conditions.models import Condition
from desk.translation_files import po
from desk.workflow import working_version
from tests.browser import axe
from tests.browser.conftest import sign_in
from tests.browser.test_desk_accessibility import DJANGOS_OWN, QUIETLY
from tests.factories import make_account

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WIDTHS = [360, 1280]
THEIRS = [*DJANGOS_OWN, "#toolbar"]  # the link that shows a filtered list unfiltered


@pytest.fixture(scope="module")
def translator(editor):
    """After `editor`, who adds a condition that lacks everything but German and some English."""
    return make_account("tea", "Translator", languages=["it"])


@pytest.fixture
def translator_page(translator, page):
    return sign_in(page, "tea")


def translate(path, words):
    """The file at `path` as a program saves it once everything that was missing is translated."""
    text = path.read_text()
    head, *entries = re.split(r"\n\n", text)
    done = [re.sub(r'msgstr ""$', f'msgstr "{words}"', entry.strip()) for entry in entries]
    path.write_text("\n\n".join([head, *done]) + "\n")


def no_barrier(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert axe.violations(page, axe.EVERYTHING | QUIETLY, besides=THEIRS) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.emulate_media(color_scheme="dark")
    assert axe.violations(page, axe.COLOURS | QUIETLY, besides=THEIRS) == []
    page.emulate_media(color_scheme="light")


def test_a_translator_takes_a_file_along_and_brings_it_back(translator_page, tmp_path):
    page, path = translator_page, tmp_path / "konsil-it.po"
    page.get_by_role("link", name="Translations: totals, export and import").click()
    italian = page.get_by_role("region", name="Italian")
    italian.get_by_role("row", name="Conditions").get_by_role("link").first.click()
    expect(page.get_by_role("link", name="Brain metastases")).to_be_visible()
    expect(page.get_by_text("IT 2 missing")).to_be_visible()
    no_barrier(page)

    page.goto("/admin/translations/")
    no_barrier(page)
    with page.expect_download() as download:
        italian.get_by_role("button", name="Export Italian (PO)").click()
    download.value.save_as(path)
    assert {entry.source for entry in po.read(path.read_bytes()).entries} >= {"Hirnmetastasen", "Kurz."}
    translate(path, "Tradotto.")

    page.get_by_role("link", name="Import translations").click()
    no_barrier(page)
    page.get_by_label("PO file").set_input_files(path)
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("heading", name="What the file would change")).to_be_visible()
    expect(page.get_by_text("Condition “Brain metastases” · Summary")).to_be_visible()
    no_barrier(page)
    page.get_by_role("button", name="Write these translations").click()
    expect(page.get_by_text("The translations were written.")).to_be_visible()
    no_barrier(page)
    assert Condition.objects.get(slug="brain-metastases").summary_it == "Tradotto."  # a draft: nobody reads it yet


def test_selected_objects_go_into_a_file_and_refused_entries_come_back(desk_page, tmp_path):
    page, path = desk_page, tmp_path / "konsil-fr.po"
    page.goto("/admin/conditions/condition/")
    page.get_by_label("Select this object for an action - Bone metastases").check()
    page.get_by_label("Action:").select_option("Export translations")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_text("The texts of 1 object go into a PO file.")).to_be_visible()
    no_barrier(page)
    page.get_by_label("French").check()
    page.get_by_label("also what is up to date").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export", exact=True).click()
    download.value.save_as(path)
    text = Path(path).read_text()
    before = Condition.objects.get(slug="bone-metastases").name_fr
    changed = text.replace(f'msgstr "{before}"', 'msgstr "Métastases dans les os"', 1)
    path.write_text(changed + po.written("conditions.condition/gone/999999/summary", "Fort", "Parti"))

    page.goto("/admin/translations/import/")
    page.get_by_label("PO file").set_input_files(path)
    page.get_by_label("Translated by a machine").check()
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_text("Translated by a machine: what it changes will count as not checked.")).to_be_visible()
    expect(page.get_by_role("link", name="Take 1 refused entry along as a PO file")).to_be_visible()
    no_barrier(page)
    page.get_by_role("button", name="Write these translations").click()
    expect(page.get_by_text("as a working version, to be submitted and approved")).to_be_visible()
    condition = Condition.objects.get(slug="bone-metastases")
    assert condition.name_fr == before
    assert working_version(condition).translation_totals["fr"] == {"machine": 1}


def test_a_broken_file_is_a_sentence_beside_the_field(desk_page, tmp_path):
    path = tmp_path / "broken.po"
    path.write_text('msgid "')
    desk_page.goto("/admin/translations/import/")
    desk_page.get_by_label("PO file").set_input_files(path)
    desk_page.get_by_role("button", name="Check the file").click()
    expect(desk_page.get_by_text('Line 1 cannot be read: msgid "')).to_be_visible()
    no_barrier(desk_page)
