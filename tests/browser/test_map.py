"""Somebody looks where the specialists are, and goes on from there."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.usefixtures("site")]

LIST = "/en/specialists/?therapy=radiation-therapy"


def open_map(page):
    page.get_by_text("Map by region").click()
    return page.get_by_role("group", name="Map of the regions")


def region(drawing):
    """A region that the drawing leads to."""
    return drawing.locator("a[data-region='DE-BY'][data-count]")


def painted(page, selector):
    """Whether the outline from the other file comes: it takes room on the page."""
    for _tenth_of_a_second in range(50):
        if page.locator(selector).first.evaluate("drawn => drawn.getBoundingClientRect().width > 5"):
            return True
        page.wait_for_timeout(100)
    return False


def test_the_map_opens_below_the_list_and_leads_to_a_region(page):
    page.goto(LIST)
    drawing = open_map(page)
    promised = region(drawing).get_attribute("data-count")
    assert painted(page, ".region-map use")
    region(drawing).click()
    expect(page.locator("[data-result-count]")).to_have_attribute("data-result-count", promised)
    expect(page).to_have_url(re.compile(r"/en/specialists/\?region=DE-BY&therapy=radiation-therapy$"))
    expect(region(drawing)).to_have_attribute("aria-current", "true")
    region(drawing).click()
    expect(page).to_have_url(re.compile(r"/en/specialists/\?therapy=radiation-therapy$"))


def test_the_map_is_fetched_only_when_it_is_opened(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url.partition("8000/")[2] or request.url))
    page.goto(LIST)
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/map/" in url or "regions.svg" in url] == []
    expect(open_map(page)).to_be_visible()
    assert [url for url in asked if "/map/" in url] != []


def test_a_region_is_reached_and_followed_by_keyboard(page):
    page.goto("/en/map/specialists/")
    bavaria = region(page)
    before = bavaria.evaluate("link => getComputedStyle(link).fill")
    page.get_by_role("link", name="Skip the map: the regions as a table").focus()
    while page.evaluate("document.activeElement.dataset.region") != "DE-BY":
        page.keyboard.press("Tab")
    assert bavaria.evaluate("link => getComputedStyle(link).fill") != before
    promised = bavaria.get_attribute("data-count")
    page.keyboard.press("Enter")
    expect(page.locator("[data-result-count]")).to_have_attribute("data-result-count", promised)


def test_without_scripts_a_link_leads_to_the_map(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(LIST)
    page.get_by_text("Map by region").click()
    page.get_by_role("link", name="Open the map").click()
    link = page.get_by_role("row", name=re.compile("Bavaria|Bayern")).get_by_role("link")
    promised = page.locator("a[data-region='DE-BY'][data-count]").get_attribute("data-count")
    link.click()
    expect(page.locator("[data-result-count]")).to_have_attribute("data-result-count", promised)


def test_a_map_never_turns_to_the_other_side(page):
    page.goto("/ar/map/specialists/")
    lefts = [
        page.locator(f"svg [data-region='{code}']").first.evaluate("drawn => drawn.getBoundingClientRect().left")
        for code in ("DE-NW", "DE-SN")
    ]
    assert lefts == sorted(lefts)


def test_a_profile_shows_where_it_is(page):
    page.goto("/en/clinics/universitaetsklinikum-ahornfeld/")
    expect(page.get_by_role("img", name=re.compile("On the map of Germany"))).to_be_visible()
    assert painted(page, ".locator use")
