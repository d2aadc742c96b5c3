"""Whole stories at the desk, each role at a browser of its own."""

import re

import pytest
from playwright.sync_api import expect

from conditions.models import Reviewer, Therapy
from tests.browser.conftest import sign_in
from tests.browser.test_editor import open_object, save
from tests.factories import make_account

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
TEXTS = {"qualification_de": "Ärztin für Strahlentherapie", "conflict_of_interest_de": "Keine."}


@pytest.fixture(scope="module")
def staff(desk):
    """One of each role, committed; the server sees them."""
    make_account("anna", "Editor", first_name="Anna", last_name="Beispiel")
    rita = make_account("rita", "Medical reviewer", first_name="Rita", last_name="Muster")
    make_account("max", "Directory manager")
    make_account("fanny", "Translator", languages=["fr"])
    Reviewer.objects.create(slug="rita-muster", name="Dr. Rita Muster", is_physician=True, account=rita, **TEXTS)


@pytest.fixture
def at_desk(staff, new_context):
    """A browser of somebody."""
    return lambda name: sign_in(new_context().new_page(), name)


def review(page, kind, name):
    open_object(page, kind, name)
    page.get_by_role("link", name="Difference, review and next step").click()


def language(page, code):
    page.get_by_role("group", name="Language of the texts").get_by_role("button", name=code).click()


def test_write_submit_refuse_mend_approve_and_translate(at_desk, new_context):
    anna, rita, fanny = at_desk("anna"), at_desk("rita"), at_desk("fanny")
    reader = new_context().new_page()

    # Anna writes beside what readers see, and submits
    open_object(anna, "Therapies", "Chemotherapy")
    language(anna, "DE")
    before = anna.get_by_label("Summary [de]").input_value()
    anna.get_by_label("Summary [de]").fill(f"{before} Ein neuer Satz.")
    anna.get_by_label("What did you change").fill("Ein Satz fehlte")
    save(anna, "Save and submit for review")
    expect(anna.get_by_text("Readers still see the published version")).to_be_visible()
    reader.goto("/de/therapies/chemotherapy/")
    expect(reader.get_by_role("main")).not_to_contain_text("Ein neuer Satz.")

    # Rita finds it in her work list and sends it back
    rita.goto("/admin/")
    rita.get_by_role("link", name=re.compile("In review: Therapies")).click()
    rita.get_by_role("link", name="Chemotherapy").click()
    rita.get_by_role("link", name="Difference, review and next step").click()
    expect(rita.locator("ins", has_text="Ein neuer Satz.")).to_be_visible()
    rita.get_by_label("What is to be changed?").fill("Bitte genauer.")
    rita.get_by_role("button", name="Send back").click()
    expect(rita.get_by_text("Sent back.")).to_be_visible()

    # Anna reads why, mends and submits again
    open_object(anna, "Therapies", "Chemotherapy")
    expect(anna.get_by_text("Bitte genauer.")).to_be_visible()
    anna.get_by_label("Summary [de]").fill(f"{before} Ein genauer Satz.")
    save(anna, "Save and submit for review")

    # Rita looks at it as a patient, and approves
    review(rita, "Therapies", "Chemotherapy")
    rita.get_by_role("navigation", name="Preview").get_by_role("link", name="German").click()
    expect(rita.get_by_text("Ein genauer Satz.")).to_be_visible()
    rita.go_back()
    rita.get_by_role("button", name="Approve and publish").click()
    expect(rita.get_by_text("Published: readers see this version now.")).to_be_visible()
    reader.reload()
    expect(reader.get_by_text("Ein genauer Satz.")).to_be_visible()
    about = reader.get_by_role("region", name="Wer für diesen Text einsteht")
    expect(about).to_contain_text("Dr. Rita Muster")
    expect(about).to_contain_text("Zusammenfassung")

    # Fanny is shown what changed in the source, and translates
    fanny.goto("/admin/")
    fanny.get_by_role("link", name=re.compile("French, Therapies: outdated")).click()
    fanny.get_by_role("link", name="Chemotherapy").click()
    expect(fanny.locator("ins:visible", has_text="Ein genauer Satz")).to_have_count(1)
    language(fanny, "DE")
    expect(fanny.get_by_label("Summary [de]")).to_be_disabled()
    language(fanny, "FR")
    fanny.get_by_label("Summary [fr]").fill("Une phrase plus précise.")
    save(fanny, "Save and submit for review")
    review(rita, "Therapies", "Chemotherapy")
    rita.get_by_role("button", name="Approve and publish").click()
    reader.goto("/fr/therapies/chemotherapy/")
    expect(reader.get_by_text("Une phrase plus précise.").first).to_be_visible()
    fanny.goto("/admin/")
    expect(fanny.get_by_text("French, Therapies")).to_have_count(0)

    # Rita brings the first version back: it waits as a working version
    open_object(rita, "Therapies", "Chemotherapy")
    rita.get_by_role("link", name="History").click()
    rita.get_by_role("row", name=re.compile("as it was before its first change")).get_by_role("link").click()
    rita.get_by_role("button", name="Restore this version").click()
    expect(rita.get_by_text("Restored as a working version")).to_be_visible()
    assert "Ein genauer Satz." in Therapy.objects.get(slug="chemotherapy").summary_de


def test_propose_and_accept_a_change_of_a_listing(at_desk, new_context):
    anna, manager = at_desk("anna"), at_desk("max")
    reader = new_context().new_page()
    open_object(anna, "Clinics", "Krankenhaus Moosbruck")
    language(anna, "DE")
    anna.get_by_label("Profile [de]").fill("Ein neues Profil, von Anna vorgeschlagen.")
    save(anna)
    reader.goto("/de/clinics/krankenhaus-moosbruck/")
    expect(reader.get_by_role("main")).not_to_contain_text("von Anna vorgeschlagen")

    manager.goto("/admin/")
    manager.get_by_role("link", name=re.compile("In review: Clinics")).click()
    manager.get_by_role("link", name="Krankenhaus Moosbruck").click()
    manager.get_by_role("link", name="Difference, review and next step").click()
    expect(manager.locator("ins", has_text="von Anna vorgeschlagen")).to_be_visible()
    manager.get_by_role("button", name="Accept and publish").click()
    reader.reload()
    expect(reader.get_by_text("von Anna vorgeschlagen")).to_be_visible()


def test_two_editors_of_one_text_lose_nothing(at_desk):
    first, second = at_desk("anna"), at_desk("rita")
    for page in (first, second):
        open_object(page, "Conditions", "Bone metastases")
        language(page, "DE")
    first.get_by_label("Summary [de]").fill("Von Anna.")
    save(first)
    expect(first.get_by_text("was changed successfully")).to_be_visible()
    second.get_by_label("Summary [de]").fill("Von Rita.")
    save(second)
    alert = second.get_by_role("alert")
    expect(alert).to_contain_text("Changed while you were editing, by:")
    expect(alert).to_contain_text("Von Anna.")
    expect(second.get_by_label("Summary [de]")).to_have_value("Von Rita.")
    save(second)
    expect(second.get_by_text("was changed successfully")).to_be_visible()


def test_a_colleague_without_an_account_sees_a_preview(at_desk, new_context):
    anna = at_desk("anna")
    review(anna, "Conditions", "Bone metastases")
    link = anna.get_by_label("Link for a colleague").input_value()
    colleague = new_context().new_page()
    colleague.goto(link)
    expect(colleague.get_by_role("heading", level=1)).to_have_text("Bone metastases")
