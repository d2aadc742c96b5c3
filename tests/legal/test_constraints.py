"""What is always true is kept by the database: each constraint broken once."""

import pytest

from tests.factories import make_legal_page
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("legalpage_slug_is_known", {"slug": "terms"}),
        ("legalpage_source_text_is_present", {"body_de": None}),
        ("legalpage_missing_text_is_null", {"summary_fr": ""}),
    ],
)
def test_a_legal_page(constraint, fields):
    refused(constraint, make_legal_page, **fields)


def test_there_is_one_page_of_a_kind():
    make_legal_page("privacy")
    refused("legal_legalpage_slug_key", make_legal_page, "privacy")
