"""What the database refuses is said in words for people, whatever it calls its rules."""

import pytest
from django.db import IntegrityError, connection, transaction

from conditions.models import Condition, Section
from desk.refusals import message, sentence, sentence_of
from directory.models import Clinic, Specialist
from tests.factories import make_clinic, make_condition

pytestmark = pytest.mark.django_db


def refused(write, *args, **kwargs):
    """The IntegrityError of a write, also where the database looks at the end of a transaction only."""
    try:
        with transaction.atomic():
            write(*args, **kwargs)
            connection.check_constraints()
    except IntegrityError as error:
        return error
    return None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"slug": "taken"}, "Taken already: Short name in addresses."),
        ({"name": None}, "Missing: Name."),
        ({"status": "lost"}, "Its values contradict each other or something saved elsewhere."),
        ({"ik": "1"}, "This IK is mistyped: it has 9 digits, the last is a check digit."),
        (
            {"ik": "260914050"},
            "Another clinic has this IK. The sites of one hospital are told apart by their site numbers.",
        ),
        ({"region": "DE-XX"}, "It refers to something that is gone."),
    ],
)
def test_a_refusal_names_the_fields_or_says_the_rule(change, said):
    make_clinic("taken", ik="260914050")
    clinic = make_clinic("mine")
    error = refused(Clinic.objects.filter(pk=clinic.pk).update, **change)
    assert sentence(Clinic, error) == said


def test_rows_that_belong_to_an_object_are_known_too():
    condition = make_condition()
    section = {"condition": condition, "kind": "overview", "title_de": "T", "body_de": "B"}
    Section.objects.create(**section, position=1)
    error = refused(Section.objects.create, **section, position=2)
    assert sentence(Condition, error) == "Taken already: Condition, Part."


def test_of_a_table_that_nobody_named_nothing_is_guessed():
    make_clinic("taken")
    error = refused(make_clinic, "taken")
    assert sentence_of([Specialist], error) == "Its values contradict each other or something saved elsewhere."


def test_a_constraint_without_words_of_its_own_does_not_show_its_name():
    assert (
        message(Clinic, "clinic_status_is_known")
        == message(Clinic, "gone")
        == ("Its values contradict each other or something saved elsewhere.")
    )
