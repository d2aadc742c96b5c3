"""A person with a phone looks for somebody near who offers the treatment."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.usefixtures("site")]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
NOBODY = "/en/specialists/?region=AT-8&therapy=radionuclide-therapy"


@pytest.fixture
def phone(new_context):
    return new_context(**PHONE).new_page()


@pytest.fixture
def plain_phone(new_context):
    """A phone that runs no script."""
    return new_context(**PHONE, java_script_enabled=False).new_page()


def option(page, name):
    return page.get_by_role("checkbox", name=re.compile(rf"^{name} \d+$"))


def announced(page, name):
    return option(page, name).get_attribute("data-count")


def expect_results(page, number):
    expect(page.locator("[data-result-count]")).to_have_attribute("data-result-count", number)


def slugs(page):
    return page.get_by_role("article").evaluate_all("cards => cards.map(card => card.dataset.slug)")


def test_choices_on_a_phone_find_as_many_as_announced(phone, new_context):
    phone.goto("/en/specialists/")
    expect(option(phone, "Switzerland")).to_be_hidden()
    phone.get_by_text("Filters", exact=True).tap()

    in_switzerland = announced(phone, "Switzerland")
    option(phone, "Switzerland").check()
    expect_results(phone, in_switzerland)
    expect(phone).to_have_url(re.compile(r"\?country=CH$"))

    with_radiotherapy = announced(phone, "Radiotherapy")
    assert 0 < int(with_radiotherapy) < int(in_switzerland)
    option(phone, "Radiotherapy").check()
    expect_results(phone, with_radiotherapy)
    expect(phone.locator("[data-announcement]")).to_have_text(f"{with_radiotherapy} specialists")
    phone.get_by_role("button", name=f"Show {with_radiotherapy} results").tap()
    expect(phone.locator("[data-query-in-words]")).to_be_in_viewport()
    expect(phone.locator("[data-query-in-words]")).to_have_text(
        "Specialists who offer radiotherapy and work in Switzerland."
    )
    expect(option(phone, "Switzerland")).to_be_hidden()
    found = slugs(phone)
    assert len(found) == int(with_radiotherapy)

    friend = new_context().new_page()
    friend.goto(phone.url)
    expect_results(friend, with_radiotherapy)
    assert slugs(friend) == found
    assert phone.context.cookies() == []


def test_the_back_button_takes_choices_back(phone):
    phone.goto("/en/specialists/")
    everybody = phone.locator("[data-result-count]").get_attribute("data-result-count")
    phone.get_by_text("Filters", exact=True).tap()
    in_switzerland = announced(phone, "Switzerland")
    option(phone, "Switzerland").check()
    expect_results(phone, in_switzerland)
    option(phone, "Radiotherapy").check()
    expect(phone).to_have_url(re.compile("therapy=radiation-therapy"))

    phone.go_back()
    expect_results(phone, in_switzerland)
    expect(option(phone, "Switzerland")).to_be_checked()
    expect(option(phone, "Radiotherapy")).not_to_be_checked()
    phone.go_back()
    expect_results(phone, everybody)
    expect(option(phone, "Switzerland")).not_to_be_checked()
    phone.go_forward()
    expect_results(phone, in_switzerland)


def test_without_scripts_the_same_choices_find_the_same(plain_phone, phone):
    plain_phone.goto("/en/specialists/")
    plain_phone.get_by_text("Filters", exact=True).tap()
    option(plain_phone, "Switzerland").check()
    promised = announced(plain_phone, "Switzerland")
    plain_phone.get_by_role("button", name="Apply filters").tap()
    expect_results(plain_phone, promised)

    plain_phone.get_by_text("Filters (1 active)").tap()
    promised = announced(plain_phone, "Radiotherapy")
    option(plain_phone, "Radiotherapy").check()
    plain_phone.get_by_role("button", name="Apply filters").tap()
    expect_results(plain_phone, promised)

    phone.goto(plain_phone.url)
    expect_results(phone, promised)
    assert slugs(phone) == slugs(plain_phone)


def test_a_choice_is_taken_back_by_its_pill(phone):
    phone.goto("/en/specialists/?country=CH&therapy=radiation-therapy")
    phone.get_by_role("link", name="Remove Therapy: Radiotherapy").tap()
    expect(phone).to_have_url(re.compile(r"/en/specialists/\?country=CH$"))
    expect(phone.get_by_role("link", name="Remove Country: Switzerland")).to_be_visible()
    phone.get_by_role("link", name="Remove all filters").tap()
    expect(phone).to_have_url(re.compile(r"/en/specialists/$"))


def test_a_value_nobody_knows_is_named_and_dropped_with_one_touch(phone):
    phone.goto("/en/specialists/?country=XX&therapy=radiation-therapy")
    expect_results(phone, "0")
    message = phone.locator("[data-unknown-value]")
    expect(message).to_contain_text("We do not know “XX” (Country), so nothing can match it.")
    message.get_by_role("link", name="Search without it").tap()
    expect(phone).to_have_url(re.compile(r"\?therapy=radiation-therapy$"))
    expect(phone.locator("[data-unknown-value]")).to_have_count(0)
    expect(phone.get_by_role("article").first).to_be_visible()


def test_nobody_found_is_no_dead_end(phone):
    phone.goto(NOBODY)
    expect_results(phone, "0")
    ways = phone.locator("[data-without]")
    assert len(ways.all()) == 2
    for position, asked in enumerate(ways.evaluate_all("ways => ways.map(way => way.dataset.count)")):
        phone.goto(NOBODY)
        phone.locator("[data-without]").nth(position).get_by_role("link", name="Without").tap()
        expect_results(phone, asked)
    phone.goto(NOBODY)
    phone.get_by_role("link", name="Clinics with a tumour board").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Clinics")
    expect(phone.get_by_role("article").first).to_be_visible()


def test_a_profile_says_why_it_was_found_and_leads_back(phone):
    asked = "?country=CH&therapy=radiation-therapy&second_opinion=yes&second_opinion=not-stated"
    phone.goto(f"/en/specialists/{asked}")
    found = slugs(phone)
    phone.get_by_role("article").first.get_by_role("link").first.tap()
    reasons = phone.get_by_role("region", name="Measured by what you asked for")
    expect(reasons.get_by_role("listitem").filter(has_text="Radiotherapy")).to_be_visible()
    expect(reasons.get_by_role("listitem").filter(has_text="Switzerland")).to_be_visible()
    phone.get_by_role("link", name="Back to the results").tap()
    expect(phone.locator("[data-result-count]")).to_be_visible()
    assert phone.url.endswith(asked)
    assert slugs(phone) == found


def test_a_choice_that_would_find_nobody_cannot_be_made(phone):
    phone.goto("/en/specialists/?region=AT-8")
    phone.get_by_text("Filters (1 active)").tap()
    expect(option(phone, "Radionuclide therapy")).to_be_disabled()
    expect(option(phone, "Radionuclide therapy")).to_have_attribute("data-count", "0")


def test_the_next_page_of_results_goes_on_where_the_first_ended(phone):
    phone.goto("/en/specialists/?country=DE")
    first = slugs(phone)
    phone.get_by_role("navigation", name="Pages of results").get_by_role("link", name="Next").tap()
    expect(phone).to_have_url(re.compile(r"\?country=DE&page=2$"))
    expect(phone.get_by_role("link", name="Previous")).to_be_visible()
    assert set(slugs(phone)) & set(first) == set()


def test_the_search_of_the_first_page_finds_by_place(phone):
    phone.goto("/en/")
    phone.get_by_role("combobox", name="Find a specialist").fill("zurich")
    phone.get_by_role("button", name="Search").tap()
    expect(phone.get_by_role("link", name="Remove Search: zurich")).to_be_visible()
    expect(phone.get_by_role("article").first).to_contain_text("Zürich")
