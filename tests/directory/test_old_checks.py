"""What a form says of the check when it changes what was checked."""

import pytest

from desk.saving import working_version
from tests.desk_forms import data_of, form_of, person, send, url
from tests.factories import CHECKED, make_condition, make_specialist, make_therapy

pytestmark = pytest.mark.django_db
TOLD = (
    "The check is still that of 1 October 2026. "
    "If it was checked anew, the listing needs the day and the source of that."
)
ROLES = pytest.mark.parametrize("role", ["Directory manager", "Editor"])


def warnings(client, obj, **changed):
    """What is told after the form was saved with these changes."""
    response = client.post(url(obj), {**form_of(client, url(obj)), **changed}, follow=True)
    return [str(message) for message in response.context["messages"] if message.level_tag == "warning"]


@ROLES
@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"is_barrier_free": "false"}, [f"Changed: Step-free access. {TOLD}"]),
        ({"is_barrier_free": "false", "checked_on": "2026-10-02"}, []),
        ({"is_barrier_free": "unknown"}, []),
        ({"phone": "+49 30 1"}, []),
    ],
)
def test_a_changed_fact_under_the_former_check_is_saved_and_told(role, changed, told):
    ada = make_specialist(is_barrier_free=True, **CHECKED)
    assert warnings(person("paula", role), ada, **changed) == told
    ada.refresh_from_db()
    proposal = working_version(ada)
    found = proposal.content["fields"]["is_barrier_free"] if proposal else ada.is_barrier_free
    assert found == {"false": False, "unknown": None}.get(changed.get("is_barrier_free"), True)


def test_a_first_fact_has_a_check_of_its_own():
    ada = make_specialist()
    first = {"is_barrier_free": "true", "checked_on": "2026-10-02", "source": "Call"}
    assert warnings(person("mara", "Directory manager"), ada, **first) == []


@ROLES
@pytest.mark.parametrize("is_checked", [True, False])
def test_changed_therapies_under_the_former_check_are_told(role, is_checked):
    radiation, surgery = make_therapy("radiation"), make_therapy("surgery")
    bone = make_condition("bone-metastases", therapies=[radiation, surgery])
    ada = make_specialist(treats=[(bone, [radiation])])
    if is_checked:
        ada.treatments.update(**CHECKED)
    changed = {"treatments-0-therapies": [radiation.pk, surgery.pk]}
    expected = [f"Changed: Therapies (Bone-Metastases). {TOLD}"] if is_checked else []
    assert warnings(person("paula", role), ada, **changed) == expected


def test_each_treatment_is_named():
    radiation, surgery = make_therapy("radiation"), make_therapy("surgery")
    conditions = [make_condition(slug, therapies=[radiation, surgery]) for slug in ("alpha", "beta")]
    ada = make_specialist(treats=[(condition, [radiation]) for condition in conditions])
    ada.treatments.update(**CHECKED)
    changed = {f"treatments-{n}-therapies": [radiation.pk, surgery.pk] for n in range(2)}
    assert warnings(person("paula", "Directory manager"), ada, **changed) == [
        f"Changed: Therapies ({name}). {TOLD}" for name in ("Alpha", "Beta")
    ]


def test_nothing_is_told_of_a_form_that_was_not_saved():
    ada = make_specialist(is_barrier_free=True, **CHECKED)
    manager = person("paula", "Directory manager")
    form = form_of(manager, url(ada))
    send(person("mara", "Directory manager"), url(ada), {**form, "phone": "+49 30 1"})
    both = {**form, "phone": "+49 30 2", "is_barrier_free": "false"}
    response = manager.post(url(ada), both, follow=True)
    assert [change.place for change in response.context["editing"].conflicts] == ["phone"]
    assert [str(message) for message in response.context["messages"]] == []
    again = {**data_of(response), "is_barrier_free": "false"}
    response = manager.post(url(ada), again, follow=True)
    assert f"Changed: Step-free access. {TOLD}" in [str(message) for message in response.context["messages"]]
