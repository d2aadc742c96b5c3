"""Which stage an object is found at: each draft waits at one place for whoever goes on with it."""

import pytest

from conditions.models import Condition
from desk import stages, workflow
from tests.desk.writing import edit
from tests.factories import make_condition

pytestmark = pytest.mark.django_db


def found(stage, account):
    listed = stages.at_stage(Condition.objects.order_by("slug"), stage, account)
    return list(listed.values_list("slug", flat=True))


def sent_back(condition, by, reviewer):
    workflow.submit(condition, by=by)
    workflow.send_back(condition, by=reviewer, reason="R")
    return condition


@pytest.fixture
def various(accounts, editor, reviewer):
    """Texts in work, named by who saved them last and by what became of them."""
    translator = accounts["Translator"]
    make_condition("new", status="draft")
    sent_back(make_condition("new-back", status="draft"), editor, reviewer)
    make_condition("new-review", status="in-review")
    make_condition("public")
    for name, account in (("editor", editor), ("translator", translator)):
        edit(make_condition(f"{name}-draft"), account, summary_fr="F")
        back, review = make_condition(f"{name}-back"), make_condition(f"{name}-review")
        edit(back, account, summary_fr="F")
        edit(review, account, summary_fr="F")
        sent_back(back, account, reviewer)
        workflow.submit(review, by=account)


@pytest.mark.parametrize(
    ("stage", "slugs"),
    [
        ("draft", ["editor-back", "editor-draft", "new", "new-back", "translator-back", "translator-draft"]),
        ("sent-back", ["editor-back", "new-back", "translator-back"]),
        ("not-sent-back", ["editor-draft", "new", "translator-draft"]),
        ("in-review", ["editor-review", "new-review", "translator-review"]),
        ("mine", ["translator-draft"]),
        ("mine-sent-back", ["translator-back"]),
    ],
)
def test_a_draft_is_sent_back_or_not_and_somebodys(various, accounts, stage, slugs):
    assert found(stage, accounts["Translator"]) == slugs


def test_a_word_that_is_no_stage_finds_nothing_out(various, editor):
    assert stages.at_stage(Condition.objects.all(), "lost", editor) is None


def test_what_was_sent_back_is_that_until_it_is_submitted_again(editor, reviewer):
    condition = sent_back(make_condition("bone", status="draft"), editor, reviewer)
    edit(condition, editor, summary_de="Neu.")
    assert found("sent-back", editor) == ["bone"]
    workflow.submit(condition, by=editor)
    assert found("sent-back", editor) == []
    workflow.send_back(condition, by=reviewer, reason="R")
    assert found("sent-back", editor) == ["bone"]


def test_a_working_version_that_is_given_up_is_not_sent_back_any_more(editor, reviewer):
    condition = make_condition("bone")
    edit(condition, editor, summary_de="Neu.")
    sent_back(condition, editor, reviewer)
    workflow.discard(condition, by=editor)
    assert found("sent-back", editor) == []
