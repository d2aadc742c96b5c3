"""Names are compared alike in Python and in the database."""

import pytest

from conditions.folding import fold
from tests.factories import make_clinic

NAMES = [
    "Müller",
    "Lecœur",
    "Weiß",
    "ÄRZTEHAUS",
    "Łódź",
    "Gu\u0308nther",
    "Ångström",
    "İstanbul",
    "São João",
    "O’Neill",
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_python_folds_as_the_database_does(name):
    assert make_clinic(name=name).sort_name == fold(name)
