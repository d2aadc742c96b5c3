"""axe-core in the page under test. Its file is evaluated: the site's own policy blocks a script element."""

from pathlib import Path

import axe_playwright_python

SCRIPT = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RUN = """async ({except, options}) => {
    // colours may be on their way
    await Promise.all(document.getAnimations().map(animation => animation.finished));
    return axe.run({exclude: except}, {resultTypes: ['violations'], ...options});
}"""
# All its rules of levels A and AA and its advice; the size of targets (WCAG 2.2) is off unless asked for.
EVERYTHING = {"rules": {"target-size": {"enabled": True}}}
# What light and dark may differ in.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}


def violations(page, options=EVERYTHING, *, besides=()):
    """[(rule, element, what is wrong)] of the page, without the parts `besides` (selectors)."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(SCRIPT)
    argument = {"except": [[selector] for selector in besides], "options": options}
    return [
        (rule["id"], node["html"][:200], node["failureSummary"])
        for rule in page.evaluate(RUN, argument)["violations"]
        for node in rule["nodes"]
    ]
