import pytest

from enquiries.models import ConsentText
from tests.factories import make_clinic, make_condition, make_language, make_specialist, make_therapy


@pytest.fixture(autouse=True)
def consent_text(db):
    """It comes with a migration; a database that an earlier test emptied has lost it."""
    texts = {"text": "Ich willige ein.", "text_de": "Ich willige ein.", "text_en": "I consent."}
    return ConsentText.objects.get_or_create(version=1, defaults=texts)[0]


@pytest.fixture
def ada():
    """A specialist who can be written to."""
    for code in ("de", "en", "it"):
        make_language(code)
    bone, radiation = make_condition("bone-metastases"), make_therapy("radiation-therapy")
    clinic = make_clinic("ahorn", email="info@ahorn.example.org", phone="+49 30 23125 001")
    return make_specialist("ada-muster", email="ada@example.org", at=[clinic], treats=[(bone, [radiation])])
