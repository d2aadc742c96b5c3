"""A fact that a file changes needs a check of its own."""

import pytest

from tests.factories import CHECKED, make_clinic, make_condition, make_specialist, make_therapy

from .files import changes, confirmed, make_importer, outcomes, planned, reasons, warnings

pytestmark = pytest.mark.django_db
NO_CHECK = (
    "It changes step-free access, but names no check of it: the one of 1 October 2026 was of the former "
    "statement. The row needs its day and its source."
)
OLDER = "It changes step-free access after a check that is older than the one of 1 October 2026."
CHANGED = {"slug": "ada-muster", "is_barrier_free": "no"}


@pytest.fixture
def ada():
    return make_specialist("ada-muster", is_barrier_free=True, offers_second_opinion=True, **CHECKED)


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    ("check", "found"),
    [
        ({}, [NO_CHECK]),
        ({"checked_on": "", "source": ""}, [NO_CHECK]),
        ({"checked_on": "2.10.2026", "source": ""}, [NO_CHECK]),
        ({"checked_on": "", "source": "Call"}, [NO_CHECK]),
        ({"checked_on": "30.9.2026", "source": "Call"}, [OLDER]),
        ({"checked_on": "2.10.2026", "source": "Call"}, []),
        ({"checked_on": "1.10.2026", "source": "Call"}, []),
    ],
)
@pytest.mark.parametrize("by", [None, "change"])
def test_a_changed_fact_needs_the_day_and_source_of_its_check(check, found, by):
    by = by and make_importer("import", by)
    run = planned("specialists", {**CHANGED, **check}, by=by)
    assert (outcomes(run), reasons(run)) == (["refused" if found else "changed"], found)


@pytest.mark.usefixtures("ada")
def test_a_row_that_repeats_the_former_check_is_taken_with_a_warning():
    run = planned("specialists", {**CHANGED, "checked_on": "1.10.2026", "source": "Website (sample)"})
    assert (outcomes(run), warnings(run)) == (
        ["changed"],
        ["It changes step-free access, and the check stays the one of 1 October 2026."],
    )


@pytest.mark.usefixtures("ada")
def test_the_other_rows_of_the_file_are_written():
    make_specialist("ben-muster", phone="+49 30 1")
    run = planned("specialists", {**CHANGED, "phone": ""}, {"slug": "ben-muster", "phone": "+49 30 2"})
    assert outcomes(run) == ["refused", "changed"]
    assert confirmed(run).state == "applied"


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    "cells",
    [{"is_barrier_free": "unknown"}, {"is_barrier_free": "yes"}, {"phone": "+49 30 2"}],
    ids=["not stated any more", "as it was", "no fact"],
)
def test_what_states_nothing_new_needs_no_check(cells):
    assert reasons(planned("specialists", {"slug": "ada-muster", **cells})) == []


def test_a_first_fact_is_refused_by_the_rule_for_all():
    make_clinic("see")
    run = planned("clinics", {"slug": "see", "is_barrier_free": "yes"})
    assert reasons(run) == ["A stated fact needs the day it was checked and its source."]


def test_changed_therapies_need_a_check_of_their_own():
    radiation, surgery = make_therapy("radiation"), make_therapy("surgery")
    bone = make_condition("bone-metastases", therapies=[radiation, surgery])
    ada = make_specialist("ada-muster", treats=[(bone, [radiation])])
    ada.treatments.update(**CHECKED)
    row = {"specialist": "ada-muster", "condition": "bone-metastases", "therapies": "radiation, surgery"}
    run = planned("treatments", row)
    assert (outcomes(run), reasons(run)) == (["refused"], [NO_CHECK.replace("step-free access", "therapies")])
    run = planned("treatments", {**row, "checked_on": "2.10.2026", "source": "Call"})
    assert [name for name, *_values in changes(run)] == ["therapies", "checked_on", "source"]
