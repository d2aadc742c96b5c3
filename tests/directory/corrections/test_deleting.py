"""A listing does not take along what readers are waiting for."""

import pytest

from directory.models import Clinic
from tests.desk_forms import person, url
from tests.directory.corrections.sending import make_correction
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("waiting", [True, False])
def test_a_listing_with_an_open_correction_is_not_deleted_under_it(waiting):
    clinic = make_clinic()
    if waiting:
        make_correction(clinic)
    person("max", "Directory manager").post(url(clinic, "delete"), {"post": "yes"})
    assert Clinic.objects.exists() == waiting
