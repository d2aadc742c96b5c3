"""An edit that was called minor, and the approver who finds that it was none."""

import pytest

from conditions.models import Condition
from desk import workflow
from desk.saving import Marking
from desk.snapshots import take
from tests.desk.writing import edit
from tests.factories import make_condition

pytestmark = pytest.mark.django_db


def test_the_approver_may_find_that_an_edit_was_not_minor(editor, reviewer):
    condition = make_condition("bone", summary_de="Alt.", summary_fr="Ancien.")
    edit(condition, editor, summary_de="Neu.", marking=Marking(is_minor=True))
    workflow.submit(condition, by=editor)
    step = workflow.publish(condition, by=reviewer, is_minor=False)
    assert (step.parts, step.revision.is_minor) == (["summary_de"], False)
    assert take(condition)["marks"]["summary fr"]["kind"] == "outdated"


@pytest.fixture
def outdated(editor):
    """A published text with a translation that is behind its source."""
    condition = make_condition("bone", status="draft", summary_de="Alt.", summary_fr="Ancien.")
    edit(condition, editor, summary_de="Mitte.")
    Condition.objects.update(status="published")
    condition.refresh_from_db()
    return condition


def decided_as_not_minor(condition, editor, reviewer):
    """{place: mark} of what readers see after the approval."""
    workflow.submit(condition, by=editor)
    workflow.publish(condition, by=reviewer, is_minor=False)
    return take(condition)["marks"]


CONFIRMED = Marking(is_minor=True, current=frozenset(["summary fr"]))


def test_a_translation_confirmed_in_a_minor_edit_stays_confirmed_when_it_was_none(outdated, editor, reviewer):
    edit(outdated, editor, summary_de="Neu.", marking=CONFIRMED)
    assert decided_as_not_minor(outdated, editor, reviewer) == {}


def test_a_translation_confirmed_before_the_source_changed_is_outdated(outdated, editor, reviewer):
    edit(outdated, editor, marking=CONFIRMED)
    edit(outdated, editor, summary_de="Neu.", marking=Marking(is_minor=True))
    marks = decided_as_not_minor(outdated, editor, reviewer)
    assert [(place, mark["kind"], mark["source"]) for place, mark in marks.items()] == [
        ("summary fr", "outdated", "Mitte.")
    ]


def test_what_was_confirmed_in_a_working_version_that_was_discarded_counts_for_nothing(outdated, editor, reviewer):
    edit(outdated, editor, name_de="Weg", marking=CONFIRMED)
    workflow.discard(outdated, by=editor)
    edit(outdated, editor, summary_de="Neu.", marking=Marking(is_minor=True))
    assert decided_as_not_minor(outdated, editor, reviewer)["summary fr"]["source"] == "Alt."


def test_words_by_a_machine_stay_unchecked_when_the_edit_was_not_minor(editor, reviewer):
    condition = make_condition("bone", summary_de="Alt.", summary_it="Vecchio.")
    by_machine = Marking(is_minor=True, machine=frozenset(["summary fr"]))
    edit(condition, editor, summary_de="Neu.", summary_fr="Nouveau.", marking=by_machine)
    marks = decided_as_not_minor(condition, editor, reviewer)
    assert {place: mark["kind"] for place, mark in marks.items()} == {
        "summary fr": "machine",
        "summary it": "outdated",
    }
