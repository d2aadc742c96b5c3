import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _english():
    """Texts in tests are English unless a test asks for another language."""
    with translation.override("en"):
        yield
