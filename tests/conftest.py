import pytest
from django.core.cache import caches
from django.utils import translation


@pytest.fixture(autouse=True)
def _english():
    """Texts in tests are English unless a test asks for another language."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _no_page_is_kept():
    """From an earlier test, whose settings may have been others."""
    caches["pages"].clear()
