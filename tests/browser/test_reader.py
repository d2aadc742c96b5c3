"""A person who was just told “bone metastases” reads, and gets from a sentence to those who treat it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.usefixtures("site")]

CONDITION = "/en/conditions/bone-metastases/"


def test_a_reader_gets_from_the_first_page_to_those_who_treat(page):
    page.goto("/en/")
    page.get_by_role("main").get_by_role("link", name="Bone metastases", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bone metastases")

    card = page.get_by_role("article").filter(has=page.get_by_role("heading", name="Radiotherapy", exact=True))
    offer = card.get_by_role("link", name="specialists offer it")
    promised = re.match(r"\d+", offer.inner_text())[0]
    offer.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Specialists")
    expect(page.locator("[data-result-count]")).to_have_attribute("data-result-count", promised)
    expect(page.locator("[data-query-in-words]")).to_have_text(
        "Specialists who treat bone metastases with radiotherapy."
    )
    expect(page.get_by_role("article")).to_have_count(int(promised))

    page.get_by_role("article").first.get_by_role("link").first.click()
    treats = page.get_by_role("region", name="Treats")
    treats.get_by_role("link", name="Radiotherapy").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Radiotherapy")
    page.get_by_role("link", name="Bone metastases", exact=True).last.click()
    expect(page).to_have_url(re.compile(f"{CONDITION}$"))
    assert page.context.cookies() == []


def test_what_is_urgent_stands_above_the_text_with_numbers_to_touch(page):
    page.goto(CONDITION)
    card = page.get_by_role("region", name="Call for help at once")
    expect(card).to_be_visible()
    for country, number in {"Germany": "112", "Austria": "144", "Switzerland": "144"}.items():
        place = card.get_by_role("listitem").filter(has=page.get_by_role("heading", name=country, exact=True))
        expect(place.get_by_role("link").first).to_have_attribute("href", f"tel:{number}")
    text = page.get_by_role("region", name="What are bone metastases?")
    assert card.bounding_box()["y"] < text.bounding_box()["y"]


def test_the_prognosis_stays_closed_until_it_is_asked_for(page):
    page.goto(CONDITION)
    outlook = page.get_by_text("Bone metastases usually appear at a late stage.")
    expect(outlook).to_be_hidden()
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="What may lie ahead").click()
    expect(page).to_have_url(re.compile("#prognosis$"))
    expect(page.get_by_role("heading", name="What may lie ahead")).to_be_in_viewport()
    expect(outlook).to_be_hidden()
    page.get_by_text("Read this part", exact=True).click()
    expect(outlook).to_be_visible()


def test_a_citation_leads_to_its_reference_and_back(page):
    page.goto(CONDITION)
    mark = page.get_by_role("main").get_by_role("link", name="Reference 1", exact=True).first
    mark.click()
    entry = page.get_by_role("region", name="References").get_by_role("listitem").first
    expect(entry).to_be_in_viewport()
    entry.get_by_role("link", name="Back to the text: reference 1, place 1").click()
    expect(mark).to_be_in_viewport()


def test_the_question_where_the_cancer_started_leads_to_those_who_lead(page):
    page.goto(CONDITION)
    question = page.get_by_role("region", name="Where did the cancer start?")
    question.get_by_text("Prostate cancer", exact=True).click()
    show = question.get_by_role("link", name=re.compile(r"^Show \d+ specialists.*Prostate cancer$"))
    promised = re.search(r"\d+", show.inner_text())[0]
    expect(question.get_by_role("link", name="Urology")).to_be_visible()
    show.click()
    expect(page.locator("[data-result-count]")).to_have_attribute("data-result-count", promised)


def test_the_numbers_beside_the_choices_stay_true_while_a_reader_chooses(page):
    page.goto(CONDITION)
    block = page.get_by_role("region", name="Who treats bone metastases?")
    therapy = block.get_by_role("checkbox", name="Radiotherapy")
    everywhere = therapy.get_attribute("data-count")
    block.get_by_role("checkbox", name="Austria").check()
    expect(therapy).not_to_have_attribute("data-count", everywhere)
    promised = therapy.get_attribute("data-count")
    therapy.check()
    expect(block.get_by_role("status")).to_have_text(f"{promised} specialists")
    block.get_by_role("button", name="Show specialists").click()
    expect(page.locator("[data-result-count]")).to_have_attribute("data-result-count", promised)


def test_the_same_page_is_one_click_away_in_another_language(page):
    page.goto(CONDITION)
    page.get_by_text("English", exact=True).first.click()
    page.get_by_role("link", name="Deutsch").click()
    expect(page).to_have_url(re.compile("/de/conditions/bone-metastases/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Knochenmetastasen")


def test_the_keyboard_gets_past_the_navigation_first(page):
    page.goto(CONDITION)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
