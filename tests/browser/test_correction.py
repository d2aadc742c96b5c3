"""A reader on a phone says that a number is wrong; an editor accepts it; the next reader sees it."""

import re

import pytest
from django.core import mail
from django.utils import timezone, translation
from playwright.sync_api import expect

from directory.models import Specialist
from tests.browser import axe
from tests.browser.test_desk_accessibility import DJANGOS_OWN, QUIETLY
from tests.directory.corrections.sending import make_correction
from tests.factories import make_account

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
PROFILE = "/fr/specialists/zoltan-kerekeshazi/"
DECIDED = {"state": "accepted", "decided_at": timezone.now(), "decided_by_name": "Mara"}
FORM = f"{PROFILE}correction/?fact=phone"


def in_french(text, context=None):
    with translation.override("fr"):
        return translation.pgettext(context, text) if context else translation.gettext(text)


@pytest.fixture(scope="module")
def manager(desk):
    """Committed, so that the server sees the account."""
    manager = make_account("mara", "Directory manager")
    manager.set_password("ein-Wort-aus-vier")
    manager.save()


@pytest.fixture(scope="module")
def corrections(desk):
    """One to decide about, one to answer; committed, too."""
    listing = Specialist.objects.get(slug="zoltan-kerekeshazi")
    fact = {"fact": "is_barrier_free", "proposed": {"is_barrier_free": True}, "stated": "No", "remark": "A ramp"}
    return [make_correction(listing, **fact, **fields, reply_to="lea@example.org") for fields in ({}, DECIDED)]


@pytest.fixture
def desk_page(manager, page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/admin/")
    page.get_by_label("Username").fill("mara")
    page.get_by_label("Password").fill("ein-Wort-aus-vier")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="What waits for you")).to_be_visible()
    return page


@pytest.fixture
def plain_phone(new_context, desk):
    """A phone that runs no script."""
    return new_context(**PHONE, java_script_enabled=False).new_page()


def test_a_readers_correction_reaches_the_page_and_is_answered(plain_phone, desk_page):
    reader = plain_phone
    reader.goto(PROFILE)
    reader.get_by_role("link", name=in_french("Something is wrong here")).tap()
    number = Specialist.objects.get(slug="zoltan-kerekeshazi").phone
    reader.get_by_role("main").get_by_role("link", name=number).tap()
    expect(reader.get_by_role("region", name=in_french("The page says now"))).to_contain_text(number)

    send = reader.get_by_role("button", name=in_french("Send", "button"), exact=True)
    send.tap()
    unchanged = in_french("Nothing is changed yet. Please write what is right, or what is wrong.")
    expect(reader.get_by_role("alert")).to_contain_text(unchanged)
    reader.get_by_label(in_french("What is right?")).fill("+49 30 99998 777")
    reader.get_by_label(in_french("Your e-mail address, if you would like an answer (optional)")).fill(
        "lea@example.org"
    )
    send.tap()
    expect(reader.get_by_role("heading", level=1)).to_have_text(in_french("Thank you"))
    assert reader.context.cookies() == []

    desk_page.goto("/admin/directory/correction/?state=open")
    desk_page.get_by_role("link", name="Telephone", exact=True).click()
    expect(desk_page.get_by_text("+49 30 99998 777")).to_be_visible()
    desk_page.get_by_role("button", name="Accept into the field").click()
    expect(desk_page.get_by_text("Accepted: the page says it now.")).to_be_visible()
    desk_page.get_by_role("button", name="Send the answer").click()
    expect(desk_page.get_by_text("The answer is sent.")).to_be_visible()
    assert [sent.to for sent in mail.outbox] == [["lea@example.org"]]

    reader.goto(PROFILE)
    expect(reader.get_by_role("link", name="+49 30 99998 777")).to_be_visible()


def test_the_form_is_filled_in_by_keyboard_alone(desk, page):
    page.goto(FORM.replace("/fr/", "/en/"))
    page.get_by_role("link", name="Something else is wrong").focus()
    focused = []
    for _ in range(5):
        page.keyboard.press("Tab")
        focused.append(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
    assert focused == ["phone", "remark", "source", "reply_to", "Send"]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_form_with_errors_and_the_thanks_have_no_barrier(desk, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(FORM)
    page.get_by_label(in_french("What is right?")).fill("1" * 50)
    page.locator("[name=subject]").evaluate("field => { field.value = 'a program' }")
    page.get_by_role("button", name=in_french("Send", "button"), exact=True).click()
    expect(page.get_by_label(in_french("Please leave this field empty"))).to_be_visible()
    assert axe.violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe.violations(page, axe.COLOURS) == []

    page.get_by_label(in_french("Please leave this field empty")).fill("")
    page.get_by_label(in_french("What is right?")).fill("0")
    page.get_by_role("button", name=in_french("Send", "button"), exact=True).click()
    expect(page).to_have_url(re.compile(r"/correction/[0-9a-f-]{36}/$"))
    assert axe.violations(page, axe.COLOURS) == []
    page.emulate_media(color_scheme="light")
    assert axe.violations(page) == []


@pytest.mark.parametrize("width", [768, 1280])
def test_a_correction_at_the_desk_has_no_barrier(corrections, desk_page, width):
    desk_page.set_viewport_size({"width": width, "height": 900})
    for correction, button in zip(corrections, ["Decline", "Send the answer"], strict=True):
        desk_page.emulate_media(color_scheme="light")
        desk_page.goto(f"/admin/directory/correction/{correction.pk}/change/")
        expect(desk_page.get_by_role("button", name=button)).to_be_visible()
        assert axe.violations(desk_page, axe.EVERYTHING | QUIETLY, besides=DJANGOS_OWN) == []
        desk_page.emulate_media(color_scheme="dark")
        assert axe.violations(desk_page, axe.COLOURS | QUIETLY, besides=DJANGOS_OWN) == []
        assert desk_page.evaluate("document.documentElement.scrollWidth <= innerWidth")
