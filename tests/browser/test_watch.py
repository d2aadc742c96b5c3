"""The watch over every journey sees what it is there for."""

import pytest

from tests.browser.watch import watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.usefixtures("site")]

WRONG = {
    "console": "document.body.insertAdjacentHTML('beforeend', '<p style=color:red>red</p>')",
    "script": "setTimeout(() => nothing.at.all)",
    "elsewhere": "fetch('http://localhost:49999/').catch(() => {})",
    404: "fetch('/static/css/nowhere.css')",
}


@pytest.mark.parametrize(("kind", "script"), WRONG.items(), ids=map(str, WRONG))
def test_the_watch_notices_what_goes_wrong(kind, script, browser, base_url):
    faults = []
    # the policy refuses what goes elsewhere before it is a request
    context = browser.new_context(base_url=base_url, bypass_csp=kind == "elsewhere")
    watch(context, base_url, faults)
    page = context.new_page()
    page.goto("/en/about/")
    assert faults == []
    page.evaluate(script)
    for _ in range(50):
        if faults:
            break
        page.wait_for_timeout(100)
    assert kind in [fault for fault, _ in faults]
    context.close()
