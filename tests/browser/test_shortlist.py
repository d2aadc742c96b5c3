"""A person puts together whom to ask, on a telephone, and takes the list along."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.usefixtures("site")]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("runs_scripts", [True, False], ids=["script", "no script"])
def test_a_list_survives_filters_profiles_and_languages(runs_scripts, new_context):
    page = new_context(**PHONE, java_script_enabled=runs_scripts).new_page()
    page.goto("/en/specialists/?country=AT")
    chosen = [page.get_by_role("article").nth(0).get_attribute("data-slug")]
    page.get_by_role("link", name="Add to my list").first.tap()
    expect(page.locator(f"#entry-{chosen[0]}")).to_be_in_viewport()
    expect(page.get_by_role("link", name="On my list")).to_have_count(1)

    page.get_by_label("Find a specialist").fill("Zürich")
    page.get_by_label("Find a specialist").press("Enter")
    expect(page).to_have_url(re.compile(r"q=Z.*specialist="))
    page.get_by_role("link", name="Remove all filters").first.tap()
    expect(page).to_have_url(re.compile(rf"/specialists/\?specialist={chosen[0]}$"))

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Clinics").tap()
    expect(page).to_have_url(re.compile(rf"/clinics/\?specialist={chosen[0]}$"))
    clinic = page.get_by_role("article").nth(2)
    chosen.append(clinic.get_attribute("data-slug"))
    clinic.get_by_role("heading").get_by_role("link").tap()
    expect(page).to_have_url(re.compile(rf"/clinics/{chosen[1]}/"))
    page.get_by_role("link", name="Add to my list").tap()
    page.get_by_role("link", name="My list (2)").tap()
    expect(page).to_have_url(re.compile("/shortlist/"))
    assert page.get_by_role("article").evaluate_all("cards => cards.map(card => card.dataset.slug)") == chosen

    page.locator(".language-menu summary").tap()
    page.get_by_role("link", name="Deutsch").tap()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert page.get_by_role("article").evaluate_all("cards => cards.map(card => card.dataset.slug)") == chosen
    address = page.locator("textarea").input_value()
    assert page.context.cookies() == []

    friend = new_context().new_page()
    friend.goto(address)
    assert friend.get_by_role("article").evaluate_all("cards => cards.map(card => card.dataset.slug)") == chosen
