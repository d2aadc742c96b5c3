"""Which texts keep an object from being deleted."""

import pytest

from conditions.models import Cause, ConditionTherapy, Section, Symptom
from conditions.uses import texts_using
from tests.factories import make_condition, make_reference, make_therapy, make_tumour

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts():
    """Every kind of text, each citing chow-2012 in another language."""
    condition, therapy = make_condition(), make_therapy(benefit_it="Testo [@chow-2012].")
    symptom = {"slug": "pain", "urgency": "soon", "name_de": "S", "explanation_de": "E", "what_to_do_de": "W"}
    return {
        therapy,
        Section.objects.create(
            condition=condition, kind="overview", position=1, title_de="T", body_de="Text [@chow-2012]."
        ),
        Symptom.objects.create(condition=condition, **symptom, what_to_do_en="Call [@chow-2012]."),
        ConditionTherapy.objects.create(condition=condition, therapy=therapy, note_fr="Note [@chow-2012]."),
        Cause.objects.create(
            condition=condition, primary_tumour=make_tumour(), note_de="Hinweis [@chow-2012; @x]."
        ),
    }


def test_every_text_in_every_language_counts(texts):
    assert set(texts_using(make_reference("chow-2012"))) == texts


def test_a_longer_key_is_another_reference(texts):
    assert texts_using(make_reference("chow-20")) == []
