"""A listed physician objects on a phone; the desk checks, withdraws the entry and answers."""

import pytest
from django.core import mail
from playwright.sync_api import expect

from directory.models import Specialist
from intake.effort import SECONDS
from tests.browser import axe
from tests.browser.conftest import sign_in
from tests.browser.test_desk_accessibility import DJANGOS_OWN, QUIETLY
from tests.factories import make_account
from tests.legal.sending import DONE, make_letter

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
PROFILE = "/en/specialists/zoltan-kerekeshazi/"


@pytest.fixture(scope="module")
def manager(desk):
    """Committed, so that the server sees the account."""
    return make_account("mara", "Directory manager")


@pytest.fixture(scope="module")
def letters(desk):
    """One to check and close, one to answer; committed, too."""
    listing = Specialist.objects.get(slug="zoltan-kerekeshazi")
    return [make_letter("objection", listing), make_letter("access", listing, **DONE)]


@pytest.fixture
def desk_page(manager, page):
    return sign_in(page, "mara")


@pytest.fixture
def phone(new_context, desk):
    return new_context(**PHONE).new_page()


def test_an_objection_takes_the_entry_off_the_site_and_is_answered(phone, desk_page):
    phone.goto(PROFILE)
    phone.get_by_role("link", name="This is me").tap()
    phone.get_by_role("link", name="I object to being listed").tap()
    send = phone.get_by_role("button", name="Send", exact=True)
    send.tap()
    expect(phone.get_by_role("alert")).to_contain_text("Your name")
    phone.get_by_label("Your name").fill("Zoltán Kerekesházi")
    phone.get_by_label("I am this person").check()
    phone.get_by_label("How can we check that?").fill("Call my office.")
    phone.get_by_label("Your e-mail address for our answer").fill("zoltan@example.org")
    expect(phone.locator("input[name=proof]")).not_to_have_value("", timeout=30_000)  # two busy cores
    phone.wait_for_timeout(SECONDS * 1000)
    send.tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert phone.context.cookies() == []

    desk_page.goto("/admin/legal/letter/?state=to-answer")
    desk_page.get_by_role("link", name="Objection to being listed").first.click()
    desk_page.get_by_role("link", name="withdraw it").click()
    desk_page.get_by_text("Withdraw from the site …").click()
    desk_page.get_by_label("Why is it withdrawn?").fill("Objection")
    desk_page.get_by_role("button", name="Withdraw from the site", exact=True).click()
    desk_page.goto("/admin/legal/letter/?state=to-answer")
    desk_page.get_by_role("link", name="Objection to being listed").first.click()
    desk_page.get_by_role("button", name="Mark as done").click()
    desk_page.get_by_role("button", name="Send the answer").click()
    expect(desk_page.get_by_text("The answer is sent.")).to_be_visible()
    [sent] = mail.outbox
    assert sent.to == ["zoltan@example.org"]
    assert "We have taken the entry off the site" in sent.body
    assert phone.goto(PROFILE).status == 404


@pytest.mark.parametrize("width", [360, 1280])
def test_a_form_with_errors_has_no_barrier(desk, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/de/accessibility/feedback/")
    page.locator("[name=subject]").evaluate("field => { field.value = 'a program' }")
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe.violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe.violations(page, axe.COLOURS) == []


@pytest.mark.parametrize("width", [768, 1280])
def test_a_letter_at_the_desk_has_no_barrier(letters, desk_page, width):
    desk_page.set_viewport_size({"width": width, "height": 900})
    for letter, button in zip(letters, ["Mark as done", "Send the answer"], strict=True):
        desk_page.emulate_media(color_scheme="light")
        desk_page.goto(f"/admin/legal/letter/{letter.pk}/change/")
        expect(desk_page.get_by_role("button", name=button)).to_be_visible()
        assert axe.violations(desk_page, axe.EVERYTHING | QUIETLY, besides=DJANGOS_OWN) == []
        desk_page.emulate_media(color_scheme="dark")
        assert axe.violations(desk_page, axe.COLOURS | QUIETLY, besides=DJANGOS_OWN) == []
        assert desk_page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", ["legal/letter/", "legal/legalpage/"])
def test_their_lists_have_no_barrier(letters, desk_page, path):
    desk_page.goto(f"/admin/{path}")
    assert axe.violations(desk_page, axe.EVERYTHING | QUIETLY, besides=DJANGOS_OWN) == []
