"""An editor maintains texts and listings in the admin, and sees them where readers do."""

import re

import pytest
from playwright.sync_api import expect

from conditions.models import Therapy
from tests.factories import make_reviewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(scope="module", autouse=True)
def physician(desk):
    """Whose name can stand under a medical review."""
    return make_reviewer("mara-muster", name="Dr. Mara Muster")


def open_object(page, kind, name):
    page.goto("/admin/")
    page.get_by_role("main").get_by_role("link", name=kind, exact=True).click()
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=name, level=2)).to_be_visible()


def save(page, button="Save"):
    page.get_by_role("button", name=button, exact=True).click()


def approve(page):
    """As Dr. Mara Muster, confirming whatever is asked."""
    page.get_by_label("Written by").select_option("Konsil-Redaktion")
    page.get_by_label("Medically reviewed by").select_option("Dr. Mara Muster")
    for tick in page.locator("form:has(button[value=publish])").get_by_role("checkbox").all():
        tick.check()
    page.get_by_role("button", name="Approve and publish").click()
    expect(page.get_by_text("Published: readers see this version now.")).to_be_visible()


def pick(page, field, typed, name):
    """Choose `name` in an autocomplete."""
    field.get_by_role("combobox").first.click()
    page.get_by_role("searchbox").last.fill(typed)
    page.get_by_role("option", name=name).click()


def test_an_editor_changes_the_german_text_of_a_therapy(desk_page):
    open_object(desk_page, "Therapies", "Radiotherapy")
    switch = desk_page.get_by_role("group", name="Language of the texts")
    switch.get_by_role("button", name="EN").click()
    expect(desk_page.get_by_label("Summary [de]")).to_be_hidden()
    switch.get_by_role("button", name="DE").click()
    expect(desk_page.get_by_label("Summary [en]")).to_be_hidden()
    desk_page.get_by_label("Summary [de]").fill(
        "Strahlen treffen die Metastase, von einer Redakteurin neu gesagt."
    )
    save(desk_page, "Save and submit for review")
    expect(desk_page.get_by_text("Submitted for review.")).to_be_visible()
    desk_page.goto("/de/therapies/radiation-therapy/")
    expect(desk_page.get_by_role("main")).not_to_contain_text("von einer Redakteurin")

    open_object(desk_page, "Therapies", "Radiotherapy")
    desk_page.get_by_role("link", name="Difference, review and next step").click()
    expect(desk_page.locator("ins", has_text="von einer Redakteurin neu gesagt")).to_be_visible()
    approve(desk_page)
    desk_page.goto("/de/therapies/radiation-therapy/")
    expect(desk_page.get_by_text("von einer Redakteurin neu gesagt")).to_be_visible()
    desk_page.goto("/de/conditions/bone-metastases/")
    expect(desk_page.get_by_text("von einer Redakteurin neu gesagt")).to_be_visible()
    desk_page.goto("/en/therapies/radiation-therapy/")
    expect(desk_page.get_by_role("main")).not_to_contain_text("Redakteurin")


def test_a_citation_of_nothing_is_refused_and_the_text_kept(desk_page):
    open_object(desk_page, "Therapies", "Surgery")
    before = desk_page.get_by_label("Benefit [de]").input_value()
    text = f"{before}\n\nDas ist belegt [@nobody-1999], siehe [hier](therapy:magic)."
    desk_page.get_by_label("Benefit [de]").fill(text)
    save(desk_page)
    expect(desk_page.get_by_text("Please correct the error")).to_be_visible()
    expect(desk_page.get_by_text("There is no reference with the key “nobody-1999”.")).to_be_visible()
    expect(
        desk_page.get_by_text("The link “therapy:magic” leads nowhere: there is no such therapy.")
    ).to_be_visible()
    expect(desk_page.get_by_label("Benefit [de]")).to_have_value(text)
    assert Therapy.objects.get(slug="surgery").benefit_de == before


def test_a_mistake_in_a_language_out_of_sight_is_brought_into_sight(desk_page):
    open_object(desk_page, "Therapies", "Chemotherapy")
    switch = desk_page.get_by_role("group", name="Language of the texts")
    switch.get_by_role("button", name="FR").click()
    desk_page.get_by_label("Aim [fr]").fill("Une preuve [@nobody-1999].")
    switch.get_by_role("button", name="DE").click()
    save(desk_page)
    expect(desk_page.get_by_label("Aim [fr]")).to_be_visible()
    expect(desk_page.get_by_text("There is no reference with the key “nobody-1999”.")).to_be_visible()
    expect(switch.get_by_role("button", name="FR")).to_have_text(re.compile("with errors"))


def test_a_draft_is_seen_by_its_editor_only_in_each_language(desk_page):
    assert desk_page.goto("/de/conditions/brain-metastases/").status == 404
    for language, code, title in [("German", "de", "Hirnmetastasen"), ("English", "en", "Brain metastases")]:
        open_object(desk_page, "Conditions", "Brain metastases")
        preview = desk_page.get_by_role("navigation", name="Preview")
        preview.get_by_role("link", name=language, exact=True).click()
        expect(desk_page.get_by_role("heading", level=1)).to_have_text(title)
        expect(desk_page.locator("html")).to_have_attribute("lang", code)
    expect(desk_page.get_by_text("Preview of a draft. Readers do not see this page yet.")).to_be_visible()


def test_an_editor_lists_a_specialist_who_works_at_two_places_and_treats_two_conditions(desk_page, new_context):
    desk_page.goto("/admin/directory/specialist/")
    desk_page.get_by_role("link", name="Add specialist").click()
    desk_page.get_by_label("Academic title").fill("Dr. med.")
    desk_page.get_by_label("Given name").press_sequentially("Ada")
    desk_page.get_by_label("Family name").press_sequentially("Zyprian")
    expect(desk_page.get_by_label("Short name in addresses")).to_have_value("ada-zyprian")
    pick(desk_page, desk_page.locator(".field-specialties"), "radiation", "Radiation oncology")
    pick(desk_page, desk_page.locator(".field-languages"), "ital", "Italian")

    places = [
        ("ahornfeld", "Universitätsklinikum Ahornfeld", "Senior physician"),
        ("moosbruck", "Krankenhaus Moosbruck", "Visiting physician"),
    ]
    for number, (typed, clinic, role) in enumerate(places):
        desk_page.get_by_role("button", name="Add another Affiliation").click()
        row = desk_page.locator(f"#affiliations-{number}")
        pick(desk_page, row.locator(".field-clinic"), typed, clinic)
        row.locator(".field-role select").select_option(role)
    desk_page.locator("#affiliations-0 .field-is_main input").check()

    for number, condition in enumerate(["Bone metastases", "Brain metastases"]):
        desk_page.get_by_role("button", name="Add another Treats condition").click()
        part = desk_page.locator(f"#treatments-{number}")
        pick(desk_page, part.locator(".field-condition"), condition[:5], condition)
        pick(desk_page, part.locator(".field-therapies"), "radio", "Radiotherapy")
    save(desk_page, "Save and continue editing")
    expect(desk_page.get_by_text("was added successfully")).to_be_visible()
    reader = new_context().new_page()
    assert reader.goto("/en/specialists/ada-zyprian/").status == 404

    desk_page.get_by_role("link", name="Difference, review and next step").click()
    desk_page.get_by_role("button", name="Accept and publish").click()
    expect(desk_page.get_by_text("Published: readers see this version now.")).to_be_visible()
    open_object(desk_page, "Conditions", "Brain metastases")
    save(desk_page, "Save and submit for review")
    open_object(desk_page, "Conditions", "Brain metastases")
    desk_page.get_by_role("link", name="Difference, review and next step").click()
    approve(desk_page)

    reader.goto("/en/specialists/?condition=brain-metastases&country=DE&language=it&q=zyprian")
    expect(reader.locator("[data-result-count]")).to_have_attribute("data-result-count", "1")
    reader.get_by_role("link", name="Dr. med. Ada Zyprian", exact=True).click()
    found_at = reader.get_by_role("region", name="Where to find").get_by_role("heading", level=3)
    expect(found_at).to_have_text([clinic for _, clinic, _ in places])
    treated = reader.get_by_role("region", name="Treats").get_by_role("heading", level=3)
    expect(treated).to_have_text(["Bone metastases", "Brain metastases"])


def test_who_signs_out_is_out(desk_page):
    desk_page.get_by_role("button", name="Log out").click()
    desk_page.goto("/admin/conditions/therapy/")
    expect(desk_page.get_by_label("Username")).to_be_visible()
