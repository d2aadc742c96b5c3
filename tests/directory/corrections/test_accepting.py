"""What the desk asks and shows before a correction is accepted."""

import re
from datetime import date

import pytest
import time_machine

from tests.desk_forms import person
from tests.factories import CHECKED, make_specialist

from .buttons import act, url
from .sending import make_correction

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "source", "is_today"),
    [
        ({"is_all_checked": "on"}, "Letter", True),
        ({}, "Website (sample); Stufenloser Zugang: Letter, 22.11.2026", False),
    ],
)
@time_machine.travel("2026-11-22 10:00Z", tick=False)
def test_an_editor_says_where_it_was_checked_and_whether_all_was(manager, typed, source, is_today):
    ada = make_specialist(is_barrier_free=False, **CHECKED)
    proposed = {"is_barrier_free": True}
    correction = make_correction(ada, fact="is_barrier_free", proposed=proposed, source="I was there")
    form = manager.get(url(correction)).context["page"].accept_form
    assert {field.name: field.value() or "" for field in form if field.name != "seen"} == {
        "source": "",
        "is_all_checked": "",
    }
    assert form["is_all_checked"].help_text == (
        "If not, the check of the other facts stays that of 1 October 2026, and this is added to their source."
    )
    act(manager, correction, "accept", source="Letter", **typed)
    ada.refresh_from_db()
    assert (ada.is_barrier_free, ada.source) == (True, source)
    assert ada.checked_on == (date(2026, 11, 22) if is_today else CHECKED["checked_on"])


@time_machine.travel("2026-11-22 10:00Z", tick=False)
def test_where_no_fact_is_stated_nobody_is_asked_about_the_others(manager, ada):
    correction = make_correction(ada, fact="is_barrier_free", proposed={"is_barrier_free": True})
    form = manager.get(url(correction)).context["page"].accept_form
    assert [field.name for field in form] == ["seen", "source"]
    act(manager, correction, "accept", source="Letter")
    ada.refresh_from_db()
    assert (ada.source, ada.checked_on) == ("Letter", date(2026, 11, 22))


REPLACED = "Accepting this replaces it there."
STAYS = "Accepting this changes the page at once; the waiting change stays and has to be decided about."


@pytest.mark.parametrize(("role", "warning"), [("Editor", REPLACED), ("Directory manager", STAYS)])
@pytest.mark.parametrize(("waiting", "is_warned"), [("+49 89 5", True), ("+49 89 2", False)])
def test_a_change_that_waits_for_publication_is_shown_and_named(editor, ada, role, warning, waiting, is_warned):
    other = make_correction(ada, proposed={"phone": waiting})
    act(editor, other, "accept")
    correction = make_correction(ada)
    page = person("paula", role).get(url(correction)).content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert f"Waits for publication: Telephone {waiting} Proposed: Telephone +49 89 2" in text
    assert (f"says something else. {warning}" in text) is is_warned
