"""No type of page has a barrier that a machine can find: two languages, two widths, light and dark.

Structure does not depend on colours, so a dark page is asked for its contrast only. The narrow page has everything
open that can be opened, the wide one is as it was loaded.
"""

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.content import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.usefixtures("site")]

NARROW = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}
LIKE_ANOTHER = {"specialists, second page", "specialists, filtered", "clinics, nowhere"}
PATHS = {name: path for name, path in PAGES.items() if name not in LIKE_ANOTHER} | {"unknown": "nowhere/"}
OPEN_ALL = """document.querySelectorAll('main details').forEach(
    details => { details.removeAttribute('name'); details.open = true })"""
TOO_WIDE = """[...document.querySelectorAll('body *')]
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1
        || element.getBoundingClientRect().left < -1)
    .filter(element => !element.closest('.visually-hidden'))
    .map(element => element.outerHTML.slice(0, 120))"""


def scrolls_sideways(page):
    """What sticks out, where the page is wider than the window."""
    if page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        return []
    return page.evaluate(TOO_WIDE) or ["something"]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_a_page_has_no_barrier_at_any_width_in_light_and_dark(language, path, page):
    page.set_viewport_size(WIDE)
    page.goto(f"/{language}/{path}")
    assert axe.violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe.violations(page, axe.COLOURS) == []
    page.set_viewport_size(NARROW)
    page.evaluate(OPEN_ALL)
    assert axe.violations(page, axe.COLOURS) == []
    page.emulate_media(color_scheme="light")
    assert axe.violations(page) == []
    assert scrolls_sideways(page) == []


@pytest.mark.parametrize("language", ["fr", "it", "ar"])
def test_no_page_scrolls_sideways_on_a_phone(language, page):
    page.set_viewport_size(NARROW)
    wide = {}
    for path in PATHS.values():
        page.goto(f"/{language}/{path}")
        page.evaluate(OPEN_ALL)
        if found := scrolls_sideways(page):
            wide[path] = found
    assert wide == {}


def test_dark_pages_are_dark(page):
    """Otherwise the runs in the dark would say nothing."""
    page.goto("/en/")
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    assert (light, page.evaluate(colour)) == ("rgb(250, 248, 244)", "rgb(16, 23, 26)")


def test_the_open_language_menu_has_no_barrier(page):
    page.set_viewport_size(NARROW)
    page.goto("/en/about/")
    page.locator(".language-menu summary").click()
    expect(page.get_by_role("link", name="Deutsch")).to_be_visible()
    assert axe.violations(page, {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa"]}}) == []


def test_axe_finds_a_barrier_where_there_is_one(page):
    page.goto("/en/about/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input name=x>')")
    assert [rule for rule, _, _ in axe.violations(page)] == ["label"]
