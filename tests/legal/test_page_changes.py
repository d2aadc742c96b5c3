"""A legal page that is kept whole is never older than what was saved."""

import pytest
from django.core.cache import caches
from django.test import Client

from legal.models import LegalPage
from tests.factories import make_legal_page

pytestmark = pytest.mark.django_db(transaction=True)


def html(slug):
    return Client().get(f"/de/{slug}/").content.decode()


@pytest.mark.parametrize("slug", LegalPage.Slug.values)
def test_a_change_is_seen_by_the_next_request(slug):
    make_legal_page(slug, body_de="Vorher.")
    assert [("Vorher." in html(slug), len(caches["pages"]._cache)) for _ in range(2)] == [(True, 1)] * 2
    LegalPage.objects.update(body_de="Nachher.")
    assert ("Nachher." in html(slug), "Vorher." in html(slug)) == (True, False)


def test_a_page_is_there_as_soon_as_it_is_written():
    assert Client().get("/de/imprint/").status_code == 404
    make_legal_page()
    assert Client().get("/de/imprint/").status_code == 200
