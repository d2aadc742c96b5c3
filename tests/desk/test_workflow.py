"""From draft to the readers: each step by each role, on every way in."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from conditions.models import Condition, Section, Therapy
from desk import workflow
from desk.models import Revision, Status, Step
from desk.saving import Marking, content_to_edit, save, save_many
from desk.snapshots import take
from directory.models import Clinic
from tests.factories import make_account, make_clinic, make_condition, make_therapy

pytestmark = pytest.mark.django_db

ROLES = ["Editor", "Medical reviewer", "Directory manager", "Translator"]


@pytest.fixture
def accounts():
    return {role: make_account(role.lower().replace(" ", "-"), role, languages=["fr"]) for role in ROLES}


@pytest.fixture
def editor(accounts):
    return accounts["Editor"]


@pytest.fixture
def reviewer(accounts):
    return accounts["Medical reviewer"]


@pytest.fixture
def manager(accounts):
    return accounts["Directory manager"]


def changed(obj, account, **fields):
    """What a form of `account` would hand in."""
    content, _ = content_to_edit(obj, account)
    return {**content, "fields": {**content["fields"], **fields}}


def edit(obj, account, *, marking=Marking(), **fields):  # noqa: B008
    return save(type(obj), obj.pk, changed(obj, account, **fields), by=account, marking=marking)


def published_text(obj):
    return type(obj).objects.published().values_list("summary_de", flat=True).get(pk=obj.pk)


def refused(step, *args, **kwargs):
    """Whether a step is not allowed; rolled back, as a request would be."""
    try:
        with transaction.atomic():
            step(*args, **kwargs)
    except PermissionDenied:
        return True
    return False


def test_readers_keep_the_approved_version_until_the_next_one_is_approved(editor, reviewer):
    condition = make_condition("bone", summary_de="Alt.")
    edit(condition, editor, summary_de="Neu.")
    assert published_text(condition) == "Alt."
    workflow.submit(condition, by=editor)
    assert published_text(condition) == "Alt."
    workflow.publish(condition, by=reviewer)
    assert published_text(condition) == "Neu."
    assert workflow.working_version(condition) is None


def test_nothing_is_approved_that_was_not_submitted(editor, reviewer):
    for condition in (make_condition("new", status="draft"), make_condition("bone")):
        edit(condition, editor, summary_de="Neu.")
        with pytest.raises(ValidationError, match="It must be submitted for review first"):
            workflow.publish(condition, by=reviewer)


def test_what_is_sent_back_says_why_and_can_be_mended(editor, reviewer):
    condition = make_condition("bone", summary_de="Alt.")
    edit(condition, editor, summary_de="Falsch.")
    workflow.submit(condition, by=editor)
    workflow.send_back(condition, by=reviewer, reason="Die Zahl fehlt.")
    assert workflow.working_version(condition).state == "draft"
    edit(condition, editor, summary_de="Richtig.")
    workflow.submit(condition, by=editor)
    workflow.publish(condition, by=reviewer)
    assert published_text(condition) == "Richtig."
    steps = Step.objects.of(condition).order_by("pk").values_list("action", "by_name", "reason")
    assert list(steps) == [
        ("submitted", "editor", ""),
        ("returned", "medical-reviewer", "Die Zahl fehlt."),
        ("submitted", "editor", ""),
        ("published", "medical-reviewer", ""),
    ]


def test_to_send_back_takes_a_reason(editor, reviewer):
    condition = make_condition("new", status="draft")
    workflow.submit(condition, by=editor)
    with pytest.raises(ValidationError, match="Say what is to be changed"):
        workflow.send_back(condition, by=reviewer, reason="  ")


def test_one_working_version_holds_what_everybody_adds(editor, reviewer):
    condition = make_condition("bone", summary_de="Alt.", name_de="Alt")
    edit(condition, editor, summary_de="Neu.")
    edit(condition, reviewer, name_de="Neu")
    fields = workflow.working_version(condition).content["fields"]
    assert (fields["summary_de"], fields["name_de"]) == ("Neu.", "Neu")
    assert Revision.objects.of(condition).count() == 3  # as it was found, and each save


def test_a_reviewer_too_writes_beside_what_readers_see(reviewer):
    condition = make_condition("bone", summary_de="Alt.")
    edit(condition, reviewer, summary_de="Neu.")
    assert published_text(condition) == "Alt."


def test_a_listing_changes_at_once_for_who_may_publish_it(manager):
    clinic = make_clinic(phone="1")
    edit(clinic, manager, phone="2")
    assert Clinic.objects.get().phone == "2"


def test_who_may_not_publish_proposes_and_the_manager_accepts(editor, manager):
    clinic = make_clinic(phone="1")
    edit(clinic, editor, phone="2")
    assert Clinic.objects.get().phone == "1"
    review = workflow.review_of(clinic)
    assert (review.status, review.live["fields"]["phone"], review.proposed["fields"]["phone"]) == (
        "in-review",
        "1",
        "2",
    )
    workflow.publish(clinic, by=manager, seen=review.seen)
    assert Clinic.objects.get().phone == "2"


def test_a_proposal_keeps_what_the_manager_changed_meanwhile(editor, manager):
    clinic = make_clinic(phone="1", city="Alt")
    edit(clinic, editor, phone="2")
    edit(clinic, manager, city="Neu")
    workflow.publish(clinic, by=manager)
    clinic.refresh_from_db()
    assert (clinic.phone, clinic.city) == ("2", "Neu")


def test_a_proposal_says_where_both_changed_the_same(editor, manager):
    clinic = make_clinic(phone="1")
    edit(clinic, editor, phone="2")
    edit(clinic, manager, phone="3")
    assert workflow.review_of(clinic).conflicts == ["phone"]


def test_a_decision_about_something_else_than_was_seen_is_refused(editor, manager):
    clinic = make_clinic(phone="1")
    edit(clinic, editor, phone="2")
    seen = workflow.review_of(clinic).seen
    edit(clinic, editor, phone="3")
    with pytest.raises(ValidationError, match="This was changed since you opened it"):
        workflow.publish(clinic, by=manager, seen=seen)
    assert Clinic.objects.get().phone == "1"


def test_an_approval_sets_what_it_is_given(editor, reviewer):
    therapy = make_therapy("surgery", status="draft")
    workflow.submit(therapy, by=editor)
    workflow.publish(therapy, by=reviewer, stamps={"next_review_on": "2027-11-01"})
    therapy.refresh_from_db()
    assert (therapy.status, str(therapy.next_review_on)) == ("published", "2027-11-01")


def test_a_withdrawn_text_is_gone_from_the_site_and_kept(reviewer):
    condition = make_condition("bone", summary_de="Alt.")
    workflow.withdraw(condition, by=reviewer, reason="Überholt.")
    condition.refresh_from_db()
    assert (condition.status, condition.summary_de) == ("draft", "Alt.")


def test_a_discarded_working_version_stays_in_the_history(editor):
    condition = make_condition("bone", summary_de="Alt.")
    edit(condition, editor, summary_de="Neu.")
    workflow.discard(condition, by=editor)
    assert workflow.working_version(condition) is None
    assert content_to_edit(condition, editor)[0]["fields"]["summary_de"] == "Alt."
    assert Revision.objects.of(condition).first().content["fields"]["summary_de"] == "Neu."


def test_a_save_without_a_change_leaves_no_trace(editor, manager):
    for obj, account in ((make_condition(), editor), (make_clinic(), manager)):
        assert edit(obj, account) is None
    assert Revision.objects.count() == 0


def test_the_publication_says_which_parts_it_changed(editor, reviewer):
    condition = make_condition("bone", summary_de="Alt.")
    section = Section.objects.create(condition=condition, kind="overview", position=1, title_de="T", body_de="B")
    content = changed(condition, editor, summary_de="Neu.")
    content["rows"]["sections"][str(section.pk)].update(title_de="Neu", body_de="Neu.")
    save(Condition, condition.pk, content, by=editor)
    workflow.submit(condition, by=editor)
    assert workflow.publish(condition, by=reviewer).parts == [
        "summary_de",
        f"sections/{section.pk}/title_de",
        f"sections/{section.pk}/body_de",
    ]


@pytest.mark.parametrize(("second", "parts"), [(True, []), (False, ["name_de", "summary_de"])])
def test_only_a_minor_edit_from_first_to_last_goes_unmentioned(editor, reviewer, second, parts):
    condition = make_condition("bone", summary_de="Alt.")
    edit(condition, editor, summary_de="Neu.", marking=Marking(is_minor=True))
    edit(condition, editor, name_de="Neu", marking=Marking(is_minor=second))
    workflow.submit(condition, by=editor)
    assert workflow.publish(condition, by=reviewer).parts == parts


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
        (workflow.withdraw, [public], {}),
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


def test_a_run_of_the_operator_needs_no_account(editor):
    clinic = make_clinic(phone="1")
    edit(clinic, None, phone="2")
    assert (Clinic.objects.get().phone, Revision.objects.first().made_by_name) == ("2", "")


def test_what_is_saved_together_costs_no_more_statements(django_assert_num_queries, editor, manager):
    for account, statements in ((manager, 35), (editor, 23)):
        for slugs in (["a"], ["b", "c", "d"]):
            clinics = [make_clinic(f"{account.pk}{slug}", phone="1") for slug in slugs]
            contents = {clinic.pk: changed(clinic, account, phone="2") for clinic in clinics}
            account = type(account).objects.get(pk=account.pk)
            with django_assert_num_queries(statements):
                save_many(Clinic, contents, by=account)


def test_two_working_versions_are_impossible(editor):
    condition = make_condition()
    revision = edit(condition, editor, name_de="Neu")
    revision.pk = None
    with pytest.raises(IntegrityError, match="revision_one_is_open"), transaction.atomic():
        revision.save(force_insert=True)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("revision_state_is_known", {"state": "lost"}),
        ("revision_open_has_a_base", {"state": "draft", "base": None}),
    ],
)
def test_revisions_that_cannot_be(editor, constraint, fields):
    edit(make_condition(), editor, name_de="Neu")
    with pytest.raises(IntegrityError, match=constraint):
        Revision.objects.filter(action="changed").update(**fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [("step_action_is_known", {"action": "danced"}), ("step_back_has_a_reason", {"action": "returned"})],
)
def test_steps_that_cannot_be(editor, constraint, fields):
    therapy = make_therapy(status="draft")
    workflow.submit(therapy, by=editor)
    with pytest.raises(IntegrityError, match=constraint):
        Step.objects.update(**fields)


def test_the_statuses_are_those_of_the_working_versions():
    assert {Status.DRAFT, Status.IN_REVIEW} == {"draft", "in-review"}
    assert Therapy.is_reviewed
    assert not hasattr(Clinic, "is_reviewed")
