"""Signing in with a second factor: from the first password to a lost phone, with and without JavaScript."""

import base64

import pytest
from django.contrib.auth.models import Permission, User
from playwright.sync_api import expect

from tests.browser import axe
from tests.desk.sign_in import PASSWORD, code

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
SIZES = [(360, 780), (1280, 900)]
QUIETLY = {"preload": False}  # see test_desk_accessibility
DJANGOS_OWN = [".breadcrumbs"]  # links without underline


@pytest.fixture(autouse=True)
def _is_required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture(scope="module")
def publishers(desk):
    """Accounts that may publish. They are made before any test, and so committed: the server sees them."""
    permissions = Permission.objects.filter(codename__in=["publish_therapy", "view_therapy"])
    for name in ("pia", "nora", "otto", "vera"):
        User.objects.create_user(name, password=PASSWORD, is_staff=True).user_permissions.set(permissions)
    for name in ("root", "chief"):
        User.objects.create_superuser(name, password=PASSWORD)


def give_password(page, name, password=PASSWORD):
    page.goto("/admin/conditions/therapy/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def set_up(page):
    """The app’s key. Its code of this half-minute is used up; the next one is taken early, as of a fast clock."""
    expect(page.get_by_role("heading", name="Set up the second factor")).to_be_visible()
    key = base64.b32decode("".join(page.locator(".desk-secret").inner_text().split())).hex()
    page.get_by_label("Code that the app shows").fill(code(0, key))
    page.get_by_role("button", name="Set up").click()
    return key


def shown_codes(page):
    expect(page.get_by_role("heading", name="Backup codes")).to_be_visible()
    codes = page.get_by_role("list", name="Backup codes").get_by_role("listitem")
    expect(codes).to_have_count(10)
    return codes.all_inner_texts()


def give_code(page, typed):
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_label("Code").fill(typed)
    page.get_by_role("button", name="Continue").click()


def sign_out(page):
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Logged out")).to_be_visible()


@pytest.mark.parametrize(("name", "javascript"), [("pia", True), ("nora", False)])
def test_from_the_first_password_to_a_backup_code(publishers, new_context, name, javascript):
    page = new_context(java_script_enabled=javascript).new_page()
    give_password(page, name)
    key = set_up(page)
    backup_codes = shown_codes(page)
    page.get_by_role("link", name="I have kept them: continue").click()
    expect(page.get_by_role("heading", name="Select therapy to view")).to_be_visible()

    sign_out(page)
    give_password(page, name)
    typed = code(1, key)
    give_code(page, typed)
    expect(page.get_by_role("heading", name="Select therapy to view")).to_be_visible()

    sign_out(page)
    give_password(page, name)
    give_code(page, typed)
    expect(page.get_by_text("This code is not right, or was used before.")).to_be_visible()
    expect(page.get_by_label("Code")).to_have_value("")
    give_code(page, backup_codes[0])
    expect(page.get_by_text("You have signed in with a backup code; 9 are left.")).to_be_visible()


def test_new_backup_codes_and_another_app(publishers, new_context):
    page = new_context().new_page()
    give_password(page, "root")
    key = set_up(page)
    old = shown_codes(page)
    page.get_by_role("link", name="Second factor").click()
    expect(page.get_by_text("You have 10 backup codes left.")).to_be_visible()
    page.get_by_role("link", name="Make new backup codes").click()
    page.get_by_label("Code").fill(code(1, key))
    page.get_by_role("button", name="Make new backup codes").click()
    new = shown_codes(page)
    assert set(new) & set(old) == set()

    page.get_by_role("link", name="Second factor").click()
    page.get_by_role("link", name="Set up another app").click()
    page.get_by_label("Code").fill(new[0])
    page.get_by_role("button", name="Continue").click()
    assert set_up(page) != key
    shown_codes(page)


def test_a_superuser_helps_who_lost_the_phone(publishers, new_context):
    lost, superuser = new_context().new_page(), new_context().new_page()
    give_password(lost, "otto")
    set_up(lost)
    shown_codes(lost)
    give_password(superuser, "chief")
    set_up(superuser)
    shown_codes(superuser)

    superuser.goto("/admin/auth/user/")
    superuser.get_by_role("row", name="otto").get_by_role("checkbox").check()
    superuser.get_by_label("Action:").select_option("Remove the second factor (the phone is lost)")
    superuser.get_by_role("button", name="Go").click()
    expect(superuser.get_by_text("The second factor of 1 account is removed")).to_be_visible()

    lost.reload()
    expect(lost.get_by_label("Username")).to_be_visible()
    give_password(lost, "otto")
    set_up(lost)
    shown_codes(lost)


def barriers(page):
    """What axe finds on the page, narrow and wide, light and dark."""
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found += axe.violations(page, axe.EVERYTHING | QUIETLY, besides=DJANGOS_OWN)
        page.emulate_media(color_scheme="dark")
        found += axe.violations(page, axe.COLOURS | QUIETLY, besides=DJANGOS_OWN)
        page.emulate_media(color_scheme="light")
    return found


def test_no_step_has_a_barrier(publishers, new_context):
    page = new_context().new_page()
    page.goto("/admin/")
    assert barriers(page) == []
    give_password(page, "vera")
    page.get_by_label("Code that the app shows").fill("000000")
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_text("This is not the code that the app shows now.")).to_be_visible()
    assert barriers(page) == []
    set_up(page)
    shown_codes(page)
    assert barriers(page) == []
    for path in ("", "replace/", "backup-codes/"):
        page.goto(f"/admin/second-factor/{path}")
        assert barriers(page) == []

    sign_out(page)
    give_password(page, "vera")
    for _time in range(5):  # until one comes too early, however slow the machine
        with page.expect_response("**/sign-in/code/*") as answer:
            give_code(page, "000000")
        if answer.value.status == 429:
            break
    expect(page.get_by_text("Too many wrong codes. Please try again in")).to_be_visible()
    assert barriers(page) == []


def test_the_locked_out_are_told_without_a_barrier(publishers, new_context):
    page = new_context().new_page()
    for _time in range(5):
        give_password(page, "mallory", "falsch")
    expect(page.get_by_role("heading", name="Signing in is locked")).to_be_visible()
    expect(page.get_by_text("Please try again in 15 minutes.")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("link", name="Back to signing in").click()
    expect(page.get_by_label("Username")).to_be_visible()
