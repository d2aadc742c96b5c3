"""Files of affiliations and treatments: rows that belong to listings."""

import pytest

from tests.factories import (
    make_clinic,
    make_condition,
    make_specialist,
    make_therapy,
)

from .files import changes, make_importer, outcomes, planned, reasons

pytestmark = pytest.mark.django_db
GLN, IK = "7601000000002", "260326822"


def test_an_affiliation_is_found_in_its_specialist():
    first, second = make_clinic("c1", ik=IK), make_clinic("c2", region="CH-ZH")
    make_specialist("ada-muster", gln=GLN, at=[first])
    run = planned(
        "affiliations",
        {"specialist": "ada-muster", "clinic": "c1", "role": "Chefarzt"},
        {"specialist": GLN, "clinic": "c2", "role": "senior"},
    )
    assert reasons(run) == ["role: “Chefarzt” is not known here."]
    run = planned(
        "affiliations",
        {"specialist": "ada-muster", "clinic": IK, "role": "Medical director"},
        {"specialist": GLN, "clinic": "c2", "role": "senior"},
    )
    assert outcomes(run) == ["changed", "new"]
    assert changes(run) == [
        ["role", "specialist", "director"],
        ["clinic", None, second.pk],
        ["role", "", "senior"],
    ]


def test_a_new_main_place_of_work_replaces_the_former_one():
    first, _second = make_clinic("c1"), make_clinic("c2")
    make_specialist("ada-muster", at=[first])
    row = {"specialist": "ada-muster", "clinic": "c2", "role": "senior", "is_main": "ja"}
    assert changes(planned("affiliations", row))[-2:] == [
        ["is_main", False, True],
        ["former_main_place", first.pk, None],
    ]
    assert reasons(planned("affiliations", row, {**row, "clinic": "c1"})) == [
        "Line 2 names another main place of work."
    ]


def test_what_an_affiliation_points_at_must_be_there_and_unmistakable():
    make_clinic("s1", ik=IK, hospital_site_number="771234")
    make_clinic("s2", ik=IK, hospital_site_number="771235")
    make_specialist("ada-muster")
    run = planned(
        "affiliations",
        {"specialist": "nobody", "clinic": "s1", "role": "senior"},
        {"specialist": "ada-muster", "clinic": IK, "role": "senior"},
        {"specialist": "", "clinic": "s1", "role": "senior"},
    )
    assert reasons(run) == [
        "specialist: “nobody” is not known here.",
        f"clinic: “{IK}” is the number of several.",
        "It must name one specialist.",
    ]


def test_a_treatment_names_one_provider_and_therapies_of_its_condition():
    radiation, other = make_therapy("radiation"), make_therapy("other")
    make_condition("bone-metastases", therapies=[radiation])
    make_specialist("ada-muster")
    make_clinic("see", treats=[])
    row = {"specialist": "ada-muster", "clinic": "", "condition": "bone-metastases", "therapies": "radiation"}
    run = planned(
        "treatments",
        row,
        {**row, "specialist": "", "clinic": "see", "therapies": "radiation, other"},
        {**row, "clinic": "see"},
        {**row, "specialist": ""},
    )
    assert (outcomes(run), reasons(run)) == (
        ["new", "refused", "refused", "refused"],
        [
            "The condition does not list other.",
            "It must name one specialist or clinic.",
            "It must name one specialist or clinic.",
        ],
    )
    assert other.pk


def test_a_therapy_stored_earlier_may_stay_with_a_treatment():
    radiation, former = make_therapy("radiation"), make_therapy("former")
    bone = make_condition("bone-metastases", therapies=[radiation])
    make_specialist("ada-muster", treats=[(bone, [former])])
    row = {"specialist": "ada-muster", "condition": "bone-metastases", "therapies": "former, radiation"}
    assert outcomes(planned("treatments", row)) == ["changed"]


def test_of_treatments_only_those_of_what_the_account_may_import():
    make_condition("bone-metastases")
    make_specialist("ada-muster", status="draft")
    make_clinic("see", status="draft")
    row = {"specialist": "ada-muster", "clinic": "", "condition": "bone-metastases"}
    run = planned(
        "treatments", row, {**row, "specialist": "", "clinic": "see"}, by=make_importer("import", "change")
    )
    assert (outcomes(run), reasons(run)) == (["new", "refused"], ["You may not import this."])
