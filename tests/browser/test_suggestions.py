"""Suggestions under the search field: by keyboard, by touch, and out of the way."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.usefixtures("site")]

LIST = "/en/specialists/?country=CH"
ON_TOP = """option => {
  option.scrollIntoView({ block: "nearest" });
  const box = option.getBoundingClientRect();
  return option.contains(document.elementFromPoint(box.x + 20, box.y + box.height / 2));
}"""  # not cut off, nor under the next part of the page


def type_into(page, text):
    field = page.get_by_role("combobox", name="Find a specialist")
    field.fill(text)  # at once: what comes for half a word is replaced
    expect(field).to_have_attribute("aria-expanded", "true")
    return field, page.get_by_role("listbox", name="Suggestions")


def test_a_treatment_is_chosen_by_keyboard_and_the_filters_stay(page):
    page.goto(LIST)
    field, suggestions = type_into(page, "radioth")
    option = suggestions.get_by_role("option", name="Radiotherapy").first
    promised = option.locator(".count").inner_text()
    field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"\?country=CH&therapy=radiation-therapy$"))
    expect(page.locator("[data-result-count]")).to_have_attribute("data-result-count", promised)


def test_somebody_is_touched_on_the_first_page(new_context):
    page = new_context(viewport={"width": 360, "height": 740}, has_touch=True).new_page()
    page.goto("/en/")
    _field, suggestions = type_into(page, "radioth")
    last = suggestions.get_by_role("option").last
    assert last.evaluate(ON_TOP)
    _field, suggestions = type_into(page, "zuri")
    expect(suggestions.get_by_role("group", name="People")).to_be_visible()
    suggestions.get_by_role("group", name="People").get_by_role("option").first.tap()
    expect(page).to_have_url(re.compile(r"/en/specialists/[\w-]+/$"))


def test_suggestions_go_without_being_chosen(page):
    page.goto(LIST)
    field, suggestions = type_into(page, "radioth")
    field.press("Escape")
    expect(suggestions).to_be_hidden()
    expect(field).to_have_value("radioth")
    field.press("e")
    expect(suggestions).to_be_visible()
    field.press("Tab")
    expect(suggestions).to_be_hidden()


def test_open_suggestions_have_no_barrier(page):
    page.goto(LIST)
    type_into(page, "zuri")
    expect(page).to_have_url(re.compile("q=zuri"))  # the list follows; it is pale while it is fetched
    expect(page.locator("#results[aria-busy]")).to_have_count(0)
    assert axe.violations(page) == []


def test_a_typing_error_is_forgiven_and_the_spelling_can_be_chosen(page):
    page.goto("/en/specialists/?q=Radiotherpay")
    notice = page.locator("[data-forgiven]")
    expect(notice).to_contain_text("Nothing is called “Radiotherpay”.")
    spelling = notice.get_by_role("link").first
    promised = re.search(r"\((\d+)\)", spelling.inner_text())[1]
    spelling.click()
    expect(page.locator("[data-result-count]")).to_have_attribute("data-result-count", promised)
    expect(page.locator("[data-forgiven]")).to_have_count(0)
