"""What is always true of medical knowledge is kept by the database: each constraint broken once."""

from datetime import date

import pytest

from conditions.models import (
    Cause,
    Citation,
    ConditionTherapy,
    GlossaryTerm,
    HelpLine,
    Reviewer,
    Section,
    Symptom,
    Synonym,
)
from tests.factories import (
    make_condition,
    make_reference,
    make_specialty,
    make_therapy,
    make_tumour,
)
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def reviewer():
    return Reviewer.objects.create(slug="r", name="R", qualification_de="x", conflict_of_interest_de="x")


def section(**fields):
    fields = {"kind": "overview", "position": 1, "title_de": "T", "body_de": "B", **fields}
    return Section.objects.create(condition=make_condition(fields.pop("condition", "c")), **fields)


def symptom(**fields):
    fields = {"urgency": "soon", "name_de": "N", "explanation_de": "E", "what_to_do_de": "W", **fields}
    return Symptom.objects.create(slug="s", condition=make_condition(), **fields)


def help_line(**fields):
    fields = {"country": "DE", "purpose": "emergency", "name_de": "Notruf", "number": "112", **fields}
    return HelpLine.objects.create(slug="h", **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("condition_status_is_known", {"status": "secret"}),
        ("condition_source_text_is_present", {"name_de": None}),
        ("condition_missing_text_is_null", {"name_fr": ""}),
        ("condition_icd10_has_its_form", {"icd10_gm": "79.5"}),
        ("condition_snomed_is_a_number", {"snomed_ct": "bone"}),
        ("condition_review_names_reviewer_and_day", {"reviewed_on": date(2026, 1, 1)}),
    ],
)
def test_condition(constraint, fields):
    refused(constraint, make_condition, **fields)


@pytest.mark.parametrize("make", [make_condition, make_therapy])
def test_the_next_review_follows_the_last(make):
    review = {"reviewed_by": reviewer(), "reviewed_on": date(2026, 2, 1), "next_review_on": date(2026, 1, 1)}
    refused("_next_review_follows_last", make, **review)


@pytest.mark.parametrize("make", [make_condition, make_therapy])
def test_an_author_names_the_day(make):
    refused("_author_names_day", make, written_by=reviewer())


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("therapy_status_is_known", {"status": "secret"}),
        ("therapy_reach_is_known", {"reach": "everywhere"}),
        ("therapy_source_text_is_present", {"risk_de": None}),
        ("therapy_missing_text_is_null", {"risk_it": ""}),
        ("therapy_review_names_reviewer_and_day", {"reviewed_on": date(2026, 1, 1)}),
    ],
)
def test_therapy(constraint, fields):
    refused(constraint, make_therapy, **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("section_kind_is_known", {"kind": "gossip"}),
        ("section_source_text_is_present", {"body_de": None}),
        ("section_missing_text_is_null", {"body_en": ""}),
    ],
)
def test_section(constraint, fields):
    refused(constraint, section, **fields)


def test_a_condition_has_each_section_once():
    first = section()
    refused(
        "section_kind_is_unique_in_condition",
        Section.objects.create,
        condition=first.condition,
        kind="overview",
        position=2,
        title_de="T",
        body_de="B",
    )


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("symptom_urgency_is_known", {"urgency": "whenever"}),
        ("symptom_source_text_is_present", {"what_to_do_de": None}),
        ("symptom_missing_text_is_null", {"name_it": ""}),
    ],
)
def test_symptom(constraint, fields):
    refused(constraint, symptom, **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("helpline_country_is_known", {"country": "FR"}),
        ("helpline_purpose_is_known", {"purpose": "chat"}),
        ("helpline_number_can_be_dialled", {"number": "eins eins zwei"}),
        ("helpline_source_text_is_present", {"name_de": None}),
        ("helpline_missing_text_is_null", {"note_de": ""}),
    ],
)
def test_help_line(constraint, fields):
    refused(constraint, help_line, **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("reference_key_can_be_cited", {"key": "Chow_2012"}),
        ("reference_doi_has_its_form", {"doi": "https://doi.org/10.1016/x"}),
        ("reference_isbn_check_digit_is_right", {"isbn": "978-3-89606-228-5"}),
        ("reference_isbn_check_digit_is_right", {"isbn": "3-540-20657-5"}),
        ("reference_isbn_check_digit_is_right", {"isbn": "12345"}),
        ("reference_year_is_plausible", {"year": 20155}),
        ("reference_missing_text_is_null", {"note_en": ""}),
    ],
)
def test_reference(constraint, fields):
    refused(constraint, make_reference, **fields)


@pytest.mark.parametrize("isbn", ["978-3-89606-228-4", "9783131774613", "3-540-20657-4", "0-8044-2957-X"])
def test_a_right_isbn_is_accepted(isbn):
    assert make_reference(isbn=isbn).pk


def test_two_references_cannot_share_a_doi():
    make_reference("a", doi="10.1016/x")
    refused("doi", make_reference, key="b", doi="10.1016/x")


@pytest.mark.parametrize(
    ("constraint", "make", "fields"),
    [
        ("specialty_ihe_code_has_its_form", make_specialty, {"ihe_code": "str"}),
        ("specialty_source_text_is_present", make_specialty, {"name_de": None}),
        ("specialty_missing_text_is_null", make_specialty, {"name_en": ""}),
        ("primarytumour_icd10_has_its_form", make_tumour, {"icd10_gm": "breast"}),
        ("primarytumour_source_text_is_present", make_tumour, {"name_de": None}),
        ("primarytumour_missing_text_is_null", make_tumour, {"concerns_de": ""}),
    ],
)
def test_specialties_and_tumours(constraint, make, fields):
    refused(constraint, make, **fields)


def test_pairs_are_unique():
    condition, therapy, tumour, reference = make_condition(), make_therapy(), make_tumour(), make_reference()
    pairs = [
        ("conditiontherapy_pair_is_unique", ConditionTherapy, {"therapy": therapy}),
        ("cause_is_unique_in_condition", Cause, {"primary_tumour": tumour}),
        ("citation_is_unique_in_condition", Citation, {"reference": reference}),
    ]
    for constraint, model, other in pairs:
        model.objects.create(condition=condition, **other)
        refused(constraint, model.objects.create, condition=condition, **other)


def test_notes_that_are_missing_are_null():
    condition = make_condition()
    refused(
        "cause_missing_text_is_null",
        Cause.objects.create,
        condition=condition,
        primary_tumour=make_tumour(),
        note_de="",
    )
    refused(
        "conditiontherapy_missing_text_is_null",
        ConditionTherapy.objects.create,
        condition=condition,
        therapy=make_therapy(),
        note_de="",
    )


def test_glossary_and_reviewers_have_a_source_text():
    refused("glossaryterm_source_text_is_present", GlossaryTerm.objects.create, slug="g", term_de="T")
    refused(
        "glossaryterm_missing_text_is_null",
        GlossaryTerm.objects.create,
        slug="g",
        term_de="T",
        definition_de="D",
        term_fr="",
    )
    refused("reviewer_source_text_is_present", Reviewer.objects.create, slug="r", name="R", qualification_de="x")
    refused(
        "reviewer_missing_text_is_null",
        Reviewer.objects.create,
        slug="r",
        name="R",
        qualification_de="x",
        conflict_of_interest_de="x",
        qualification_it="",
    )


def test_a_synonym_means_one_thing_and_says_something():
    rays, knife = make_therapy("radiation-therapy"), make_therapy("surgery")
    Synonym.objects.create(words="Bestrahlung", therapy=rays)
    Synonym.objects.create(words="Bestrahlung", therapy=knife)  # may mean several things, one at a time
    refused("synonym_means_one_thing", Synonym.objects.create, words="x")
    refused("synonym_means_one_thing", Synonym.objects.create, words="x", therapy=rays, condition=make_condition())
    refused("synonym_has_a_letter", Synonym.objects.create, words=" – ", therapy=rays)
    refused("synonym_is_unique_in_its_meaning", Synonym.objects.create, words="BESTRAHLUNG", therapy=rays)


def test_a_glossary_term_means_one_thing_at_most():
    texts = {"term_de": "T", "definition_de": "D", "therapy": make_therapy()}
    GlossaryTerm.objects.create(slug="one", **texts)
    refused(
        "glossaryterm_means_one_thing",
        GlossaryTerm.objects.create,
        slug="two",
        condition=make_condition(),
        **texts,
    )
