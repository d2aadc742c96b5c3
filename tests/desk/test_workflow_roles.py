"""Who may take which step, on every way in."""

import pytest

from conditions.models import Condition, Section
from desk import workflow
from desk.saving import Marking, save
from desk.snapshots import take
from tests.desk.writing import ROLES, changed, edit, refused
from tests.factories import make_clinic, make_condition

pytestmark = pytest.mark.django_db

MAY_CHANGE = {
    (make_condition, "Editor"),
    (make_condition, "Medical reviewer"),
    (make_clinic, "Editor"),
    (make_clinic, "Directory manager"),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("make", [make_condition, make_clinic])
def test_who_may_change_what(accounts, make, role):
    obj = make(status="draft")
    content = {**take(obj), "fields": {**take(obj)["fields"], "slug": "neu"}}
    is_allowed = not refused(save, type(obj), obj.pk, content, by=accounts[role])
    assert is_allowed == ((make, role) in MAY_CHANGE)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("make", [make_condition, make_clinic])
def test_who_may_create_what(accounts, make, role):
    obj = make(status="draft")
    content, pk = take(obj), obj.pk
    obj.delete()
    is_allowed = not refused(save, type(obj), pk, content, by=accounts[role])
    assert is_allowed == ((make, role) in MAY_CHANGE)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("make", "publisher"), [(make_condition, "Medical reviewer"), (make_clinic, "Directory manager")]
)
def test_who_may_publish_send_back_withdraw_and_delete(accounts, make, publisher, role):
    waiting, public = make("waiting", status="in-review"), make("public")
    steps = [
        (workflow.send_back, [waiting], {"reason": "R"}),
        (workflow.withdraw, [public], {"reason": "R"}),
        (workflow.delete, [[make("third")]], {}),
    ]
    outcomes = {refused(workflow.publish, waiting, by=accounts[role])}
    type(waiting).objects.filter(pk=waiting.pk).update(status="in-review")
    outcomes |= {refused(step, *args, by=accounts[role], **kwargs) for step, args, kwargs in steps}
    assert outcomes == {role != publisher}


@pytest.mark.parametrize(("field", "is_allowed"), [("summary_fr", True), ("summary_it", False), ("slug", False)])
def test_a_translator_edits_own_languages_only(accounts, field, is_allowed):
    condition = make_condition()
    content = changed(condition, accounts["Translator"], **{field: "neu"})
    assert refused(save, Condition, condition.pk, content, by=accounts["Translator"]) != is_allowed
    assert Condition.objects.get().summary_fr is None  # readers wait for the approval


@pytest.mark.parametrize(("place", "is_allowed"), [("summary fr", True), ("summary it", False)])
def test_a_translator_confirms_own_languages_only(accounts, editor, place, is_allowed):
    condition = make_condition(status="draft", summary_fr="A", summary_it="A")
    edit(condition, editor, summary_de="Neu.")
    marking = Marking(current=frozenset([place]))
    content = changed(condition, accounts["Translator"])
    kwargs = {"by": accounts["Translator"], "marking": marking}
    assert refused(save, Condition, condition.pk, content, **kwargs) != is_allowed


def test_a_translator_neither_adds_nor_removes_rows(accounts):
    condition = make_condition(status="draft")
    Section.objects.create(condition=condition, kind="overview", position=1, title_de="T", body_de="B")
    content = take(condition)
    without = {**content, "rows": {**content["rows"], "sections": {}}}
    assert refused(save, Condition, condition.pk, without, by=accounts["Translator"])


def test_what_a_translator_changes_can_be_submitted_by_the_translator(accounts):
    translator = accounts["Translator"]
    condition = make_condition()
    edit(condition, translator, summary_fr="Neuf.")
    assert workflow.submit(condition, by=translator).action == "submitted"


def test_a_translator_does_not_submit_what_others_have_not_finished(accounts):
    translator, editor = accounts["Translator"], accounts["Editor"]
    draft, condition = make_condition("draft", status="draft"), make_condition("bone")
    edit(condition, editor, summary_de="Halb fert")
    edit(condition, translator, summary_fr="Neuf.")
    assert refused(workflow.submit, draft, by=translator)
    assert refused(workflow.submit, condition, by=translator)


@pytest.mark.parametrize(("last", "is_allowed"), [("Editor", True), ("Translator", False)])
def test_only_who_made_all_of_a_working_version_discards_it(accounts, last, is_allowed):
    condition, editor = make_condition(), accounts["Editor"]
    edit(condition, editor, summary_de="Neu.")
    edit(condition, accounts[last], summary_fr="Neuf.")
    assert refused(workflow.discard, condition, by=accounts[last]) != is_allowed
