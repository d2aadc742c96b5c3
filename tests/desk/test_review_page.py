"""The page on which somebody decides, played by each role."""

import re
from datetime import date

import pytest
import time_machine

from conditions.models import Condition
from desk.models import Revision, Step
from desk.workflow import working_version
from directory.models import Clinic, Specialist
from tests.desk_forms import form_of, person, take_step, url
from tests.factories import make_clinic, make_condition, make_reviewer, make_specialist, make_therapy

pytestmark = pytest.mark.django_db

STEPS = ["publish", "send_back", "submit", "discard", "withdraw"]
TODAY = date(2026, 11, 22)
DUE = {"next_review_on": "2099-01-01"}
CONFIRMED = {"is_incomplete": "on"}  # short texts in one language, and meant to be


@pytest.fixture
def editor():
    return person("anna", "Editor")


@pytest.fixture
def reviewer():
    return person("rita", "Medical reviewer")


@pytest.fixture
def manager():
    return person("max", "Directory manager")


def save(client, obj, **changed):
    client.post(url(obj), {**form_of(client, url(obj)), **changed})


def written():
    """By somebody else than who approves it."""
    return {"written_by": make_reviewer("author").pk}


def buttons(client, obj):
    page = client.get(url(obj, "review")).context["page"]
    return {step for step in STEPS if getattr(page, f"may_{step}")}


@time_machine.travel(TODAY)
def test_the_approval_sets_author_reviewer_and_days(editor, reviewer):
    therapy = make_therapy("surgery", risk_de="Alt.")
    author = make_reviewer("anna", account_id=editor.session["_auth_user_id"])
    physician = make_reviewer("rita", account_id=reviewer.session["_auth_user_id"])
    save(editor, therapy, risk_de="Neu.", _submit="1")
    form = reviewer.get(url(therapy, "review")).context["page"].form
    assert form.initial == {
        "written_by": author.pk,
        "reviewed_by": physician.pk,
        "next_review_on": date(2027, 11, 22),
    }
    chosen = {"written_by": author.pk, "reviewed_by": physician.pk, "next_review_on": "2027-05-01", **CONFIRMED}
    assert take_step(reviewer, therapy, "publish", **chosen) == ["Published: readers see this version now."]
    therapy.refresh_from_db()
    assert (therapy.risk_de, therapy.status) == ("Neu.", "published")
    assert (therapy.written_by, therapy.written_on) == (author, TODAY)
    assert (therapy.reviewed_by, therapy.reviewed_on) == (physician, TODAY)
    assert therapy.next_review_on == date(2027, 5, 1)


def test_a_first_approval_claims_a_public_name_for_the_account(editor, reviewer):
    therapy = make_therapy("surgery", status="draft")
    take_step(editor, therapy, "submit")
    physician = make_reviewer("rita")
    take_step(reviewer, therapy, "publish", reviewed_by=physician.pk, **written(), **DUE, **CONFIRMED)
    physician.refresh_from_db()
    assert physician.account.username == "rita"


def test_nobody_approves_in_the_name_of_somebody_else(editor, reviewer):
    therapy = make_therapy("surgery", status="draft")
    take_step(editor, therapy, "submit")
    make_reviewer("rita", account_id=reviewer.session["_auth_user_id"])
    other = make_reviewer("other")
    take_step(reviewer, therapy, "publish", reviewed_by=other.pk, **written(), **DUE, **CONFIRMED)
    therapy.refresh_from_db()
    assert therapy.status == "in-review"


def test_an_approval_with_a_mistake_keeps_what_was_entered(editor, reviewer):
    therapy = make_therapy("surgery", status="draft")
    take_step(editor, therapy, "submit")
    data = {
        "step": "publish",
        "reviewed_by": make_reviewer("rita").pk,
        "next_review_on": "2020-01-01",
        **written(),
        **CONFIRMED,
    }
    form = reviewer.post(url(therapy, "review"), data).context["page"].form
    assert form.errors == {"next_review_on": ["The next review must be later than today."]}
    assert form["reviewed_by"].value() == str(data["reviewed_by"])


def test_the_page_shows_the_difference_and_what_a_reader_would_miss(editor, reviewer):
    condition = make_condition("bone", summary_de="Eine alte Zahl.")
    save(editor, condition, summary_de="Eine neue Zahl.", _submit="1")
    page = reviewer.get(url(condition, "review")).content.decode()
    assert "Eine <del>alte</del><ins>neue</ins> Zahl." in page
    assert "French: 2 missing" in page
    assert "It has no section yet." in page


def test_what_is_sent_back_tells_the_editor_why(editor, reviewer):
    condition = make_condition("bone")
    save(editor, condition, summary_de="Neu.", _submit="1")
    assert take_step(reviewer, condition, "send-back", reason="Bitte belegen.") == ["Sent back."]
    assert "Bitte belegen." in editor.get(url(condition)).content.decode()


def test_to_send_back_without_a_reason_is_refused(editor, reviewer):
    condition = make_condition("bone", status="in-review")
    assert take_step(reviewer, condition, "send-back") == ["Say what is to be changed."]


def test_a_manager_accepts_a_proposal_with_one_press(editor, manager):
    clinic = make_clinic(phone="1")
    save(editor, clinic, phone="2")
    assert take_step(manager, clinic, "publish") == ["Published: readers see this version now."]
    assert Clinic.objects.get().phone == "2"


def test_a_proposal_that_changed_under_the_eyes_of_the_manager_is_shown_again(editor, manager):
    clinic = make_clinic(phone="1")
    save(editor, clinic, phone="2")
    seen = manager.get(url(clinic, "review")).context["page"].review.seen
    save(editor, clinic, phone="3")
    answer = manager.post(url(clinic, "review"), {"step": "publish", "seen": seen})
    assert [str(message) for message in answer.context["messages"]] == [
        "This was changed since you opened it. Please look at it again."
    ]
    assert Clinic.objects.get().phone == "1"


def test_what_the_database_refuses_is_a_message(editor, manager):
    ada = make_specialist("ada-muster", at=[make_clinic("c1")])
    save(editor, ada, title="Dr.")
    Specialist.objects.filter(pk=ada.pk).update(slug="other")
    working = working_version(ada)
    working.content["fields"]["gln"] = "1"
    working.save()
    assert take_step(manager, ada, "publish") == [
        "The database refuses this version. This GLN is mistyped: it has 13 digits, starts with 76 and ends in a "
        "check digit."
    ]


BUTTONS = {
    "Editor": {"draft": {"submit"}, "in-review": set(), "published": set()},
    "Medical reviewer": {"draft": {"submit"}, "in-review": {"publish", "send_back"}, "published": {"withdraw"}},
    "Directory manager": {"draft": set(), "in-review": set(), "published": set()},
    "Translator": {"draft": set(), "in-review": set(), "published": set()},
}


@pytest.mark.parametrize("status", ["draft", "in-review", "published"])
@pytest.mark.parametrize("role", BUTTONS)
def test_everybody_sees_the_buttons_that_work(role, status):
    client = person("somebody", role, languages=["fr"])
    assert buttons(client, make_condition(status=status)) == BUTTONS[role][status]


def test_a_withdrawal_is_asked_for_twice_and_says_why(reviewer):
    condition = make_condition()
    assert take_step(reviewer, condition, "withdraw") == ["Say why it is withdrawn."]
    assert take_step(reviewer, condition, "withdraw", reason="Überholt.") == [
        "Withdrawn: readers do not see it any more."
    ]
    assert Step.objects.get().reason == "Überholt."


def test_the_reviewer_sees_and_may_untick_that_an_edit_is_minor(editor, reviewer):
    therapy = make_therapy("surgery", risk_de="Alt.", risk_fr="Ancien.")
    save(editor, therapy, risk_de="Neu.", _submit="1", _minor="1")
    page = reviewer.get(url(therapy, "review")).content.decode()
    assert '<input type="checkbox" name="minor" value="1" checked>' in page
    rita = make_reviewer("rita", account_id=reviewer.session["_auth_user_id"])
    take_step(reviewer, therapy, "publish", reviewed_by=rita.pk, **written(), **DUE, **CONFIRMED)
    assert Revision.objects.of(therapy).first().content["marks"]["risk fr"]["kind"] == "outdated"


def test_a_mistake_in_the_approval_does_not_forget_that_minor_was_unticked(editor, reviewer):
    therapy = make_therapy("surgery", risk_de="Alt.")
    save(editor, therapy, risk_de="Neu.", _submit="1", _minor="1")
    minor = '<input type="checkbox" name="minor" value="1"%s>'
    for sent, mark in [({}, ""), ({"minor": "1"}, " checked")]:
        refused = reviewer.post(
            url(therapy, "review"), {"step": "publish", "next_review_on": "2020-01-01", **sent}
        )
        assert minor % mark in refused.content.decode()
    refused = reviewer.post(url(therapy, "review"), {"step": "send-back", "reason": " "})
    assert minor % " checked" in refused.content.decode()


def test_what_the_approval_asks_is_read_out_with_its_explanation(reviewer):
    therapy = make_therapy("surgery", status="in-review")
    page = reviewer.get(url(therapy, "review")).content.decode()
    described = re.findall(r'aria-describedby="(\w+)"', page)
    assert described == ["id_reviewed_by_helptext", "id_is_incomplete_helptext"]
    assert [page.count(f'id="{name}"') for name in described] == [1, 1]


def test_the_form_says_the_stages_of_both_versions(editor):
    clinic = make_clinic(phone="1")
    save(editor, clinic, phone="2")
    assert "<strong>Published; new version: In review.</strong>" in editor.get(url(clinic)).content.decode()


def test_a_minor_edit_within_a_larger_one_can_be_unticked(editor, reviewer):
    therapy = make_therapy("surgery", risk_de="Alt.", risk_fr="Ancien.", aim_de="Alt.", aim_fr="Ancien.")
    save(editor, therapy, aim_de="Neu.", aim_fr="Neuf.")
    save(editor, therapy, risk_de="Neu.", _submit="1", _minor="1")
    shown = reviewer.get(url(therapy, "review")).context["page"]
    assert (shown.kept_current, shown.review.working.is_minor) == (["Risks and side effects (FR)"], False)


@pytest.mark.parametrize("step", ["publish", "send-back", "withdraw"])
def test_a_button_that_is_not_there_does_not_work_either(editor, step):
    condition = make_condition(status="published" if step == "withdraw" else "in-review")
    answer = editor.post(url(condition, "review"), {"step": step, "reason": "R"})
    assert answer.status_code == 403
    assert Step.objects.count() == 0


def test_a_stranger_does_not_see_the_page(client):
    assert client.get(url(make_condition(), "review")).status_code == 302


def test_listings_are_published_together(manager):
    for slug in ("a", "b"):
        make_clinic(slug, status="draft")
    chosen = {"action": "publish_selected", "_selected_action": list(Clinic.objects.values_list("pk", flat=True))}
    manager.post("/admin/directory/clinic/", chosen)
    assert Clinic.objects.published().count() == 2


def test_a_proposal_is_not_accepted_unseen(editor, manager):
    clinic = make_clinic(phone="1")
    save(editor, clinic, phone="2")
    chosen = {"action": "publish_selected", "_selected_action": clinic.pk}
    answer = manager.post("/admin/directory/clinic/", chosen, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "Clinic, Musterstadt: please look at the proposed change first."
    ]
    assert Clinic.objects.get().phone == "1"


@pytest.mark.parametrize("role", ["Editor", "Translator"])
def test_not_by_everybody(role):
    clinic = make_clinic(status="draft")
    person("somebody", role).post(
        "/admin/directory/clinic/", {"action": "publish_selected", "_selected_action": clinic.pk}
    )
    assert Clinic.objects.published().count() == 0


def test_medical_texts_are_approved_one_by_one(reviewer):
    condition = make_condition(status="in-review")
    reviewer.post("/admin/conditions/condition/", {"action": "publish_selected", "_selected_action": condition.pk})
    assert Condition.objects.published().count() == 0


def test_texts_are_submitted_together(editor):
    drafts = [make_condition("a", status="draft"), make_condition("b", status="draft")]
    chosen = {"action": "submit_selected", "_selected_action": [draft.pk for draft in drafts]}
    editor.post("/admin/conditions/condition/", chosen)
    assert set(Condition.objects.values_list("status", flat=True)) == {"in-review"}


@pytest.mark.parametrize(
    ("stage", "found"),
    [("draft", ["b"]), ("in-review", ["c", "d"]), ("published", ["a", "d"]), ("working", ["d"])],
)
def test_the_list_is_filtered_by_stage_working_versions_included(editor, stage, found):
    make_clinic("a")
    make_clinic("b", status="draft")
    make_clinic("c", status="in-review")
    save(editor, make_clinic("d"), phone="1")
    answer = editor.get("/admin/directory/clinic/", {"stage": stage})
    assert [clinic.slug for clinic in answer.context["cl"].result_list] == found
