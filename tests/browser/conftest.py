"""Journeys in a real browser, against the site with all its content. They run last: they take longest."""

import os
import threading

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import expect

from conditions.models import Therapy
from tests.browser import chromium
from tests.browser.watch import watch
from tests.content import content, content_database, editable_content  # noqa: F401 fixtures
from tests.factories import make_account, make_condition

# Playwright runs an event loop in the thread in which the tests ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
expect.set_options(timeout=10_000)  # two busy cores
MISSING = "No Chromium. Install it (Debian: apt install chromium) or name it in KONSIL_CHROMIUM."


@pytest.hookimpl(trylast=True)  # after pytest has grouped tests by their fixtures
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def playwright(content_database, playwright):  # noqa: F811
    """Started once the content is there: in a thread with an event loop, Django opens its connections anew, and
    the old ones would be in the way of copying the database."""
    return playwright


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = chromium.find()
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": path, "args": ARGUMENTS + as_root}


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def server():
    """The address of the site. Served from this process, it talks to the tests’ database of the moment."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def site(server, content, django_db_blocker):  # noqa: F811
    """The content that ./run loads, to read."""
    with django_db_blocker.unblock():
        yield server


@pytest.fixture(scope="module")
def desk(server, editable_content, django_db_blocker):  # noqa: F811
    """The content that ./run loads, to change."""
    with django_db_blocker.unblock():
        yield server


@pytest.fixture(scope="module")
def editor(desk):
    """Made before any test, and so committed: the server sees it. The second condition is a draft."""
    editor = make_account("edith", "Editor", "Medical reviewer", "Directory manager")
    radiotherapy = Therapy.objects.get(slug="radiation-therapy")
    names = {"name_de": "Hirnmetastasen", "name_en": "Brain metastases", "summary_en": "Short."}
    make_condition("brain-metastases", therapies=[radiotherapy], status="draft", **names)
    return editor


def sign_in(page, name):
    """The desk, as somebody made by make_account."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("x")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="What waits for you")).to_be_visible()
    return page


@pytest.fixture
def desk_page(editor, page):
    """The admin, signed in."""
    return sign_in(page, "edith")


@pytest.fixture(scope="session")
def base_url(server):
    return server


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "en-GB", "reduced_motion": "reduce"}


@pytest.fixture
def new_context(new_context, server):
    faults = []

    def watched(**options):
        context = new_context(**options)
        watch(context, server, faults)
        return context

    yield watched
    assert faults == []
