"""From draft to the readers: each step by each role, on every way in."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from conditions.models import Condition, Section, Therapy
from desk import workflow
from desk.models import Revision, Status, Step
from desk.saving import Marking, content_to_edit, save, save_many
from directory.models import Clinic
from tests.desk.writing import changed, edit, published_text
from tests.factories import make_clinic, make_condition, make_therapy

pytestmark = pytest.mark.django_db


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


def test_a_text_is_withdrawn_at_once_whatever_is_being_written(editor, reviewer):
    condition = make_condition("bone", summary_de="Alt.")
    edit(condition, editor, summary_de="Neu.")
    workflow.withdraw(condition, by=reviewer, reason="Gefährlich.")
    condition.refresh_from_db()
    assert (condition.status, condition.summary_de) == ("draft", "Neu.")
    assert workflow.working_version(condition) is None
    assert [revision.content["fields"]["summary_de"] for revision in Revision.objects.of(condition)] == [
        "Neu.",
        "Alt.",
    ]


def test_a_withdrawal_says_why(reviewer):
    condition = make_condition("bone")
    with pytest.raises(ValidationError, match="Say why it is withdrawn"):
        workflow.withdraw(condition, by=reviewer, reason=" ")
    assert Condition.objects.get().is_published


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
    [
        ("step_action_is_known", {"action": "danced"}),
        ("step_back_has_a_reason", {"action": "returned"}),
        ("step_back_has_a_reason", {"action": "withdrawn"}),
    ],
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
