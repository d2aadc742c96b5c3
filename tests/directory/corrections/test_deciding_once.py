"""A correction is decided once; the decision can be taken back while nobody was answered."""

import pytest

from directory.corrections import deciding
from directory.models import Specialist
from tests.factories import make_account, make_specialist

from .sending import make_correction, refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_account("mara", "Directory manager")


@pytest.fixture
def editor():
    return make_account("edith", "Editor")


def test_a_correction_is_decided_once(manager, editor):
    correction = make_correction(make_specialist(phone="+49 89 1"))
    deciding.decline(correction, by=editor, reason="known", note="Letter of May")
    decided = ["Somebody has decided about this already."]
    assert refusal(deciding.accept, correction, by=manager) == decided
    assert refusal(deciding.take_over, correction, by=manager) == decided
    assert refusal(deciding.decline, correction, by=manager, reason="confirmed") == decided
    correction.refresh_from_db()
    assert (correction.state, correction.reason, correction.note) == ("declined", "known", "Letter of May")
    assert correction.decided_by == editor
    assert Specialist.objects.get().phone == "+49 89 1"


def test_what_was_taken_over_by_hand_is_accepted(editor):
    correction = make_correction(
        make_specialist(phone="+49 89 1"), fact="other", proposed={}, remark="A typing error"
    )
    deciding.take_over(correction, by=editor)
    correction.refresh_from_db()
    assert (correction.state, correction.decided_by) == ("accepted", editor)


@pytest.mark.parametrize("step", ["take_over", "decline"])
def test_a_decision_can_be_taken_back_until_the_reader_was_answered(editor, step):
    correction = make_correction(make_specialist(phone="+49 89 1"))
    known = {"reason": "known"} if step == "decline" else {}
    getattr(deciding, step)(correction, by=editor, **known)
    deciding.reopen(correction)
    correction.refresh_from_db()
    assert (correction.state, correction.decided_at, correction.decided_by_name) == ("open", None, "")
    assert refusal(deciding.reopen, correction) == ["This cannot be opened again."]
