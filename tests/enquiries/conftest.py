import pytest

from enquiries import steps
from enquiries.models import ConsentText
from enquiries.outbox import taken
from tests.factories import make_clinic, make_condition, make_language, make_specialist, make_therapy

from .sending import make_enquiry
from .smtp_sink import Sink


@pytest.fixture(autouse=True)
def consent_text(db):
    """It comes with a migration; a database that an earlier test emptied has lost it."""
    texts = {"text_de": "Ich willige ein.", "text_en": "I consent."}
    return ConsentText.objects.get_or_create(version=1, defaults=texts)[0]


@pytest.fixture
def ada():
    """A specialist who can be written to."""
    for code in ("de", "en", "it"):
        make_language(code)
    bone, radiation = make_condition("bone-metastases"), make_therapy("radiation-therapy")
    clinic = make_clinic("ahorn", email="info@ahorn.example.org", phone="+49 30 23125 001")
    return make_specialist("ada-muster", email="ada@example.org", at=[clinic], treats=[(bone, [radiation])])


@pytest.fixture(autouse=True)
def _folder(monkeypatch, tmp_path):
    monkeypatch.setattr(taken, "FOLDER", tmp_path / "outbox")


@pytest.fixture
def sink(settings):
    with Sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        yield sink.handler


@pytest.fixture
def enquiry(ada):
    """Confirmed, with a mail to its recipient waiting."""
    enquiry = make_enquiry(ada)
    return steps.confirm(enquiry.reference)
