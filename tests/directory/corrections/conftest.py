import pytest

from tests.content import content_database, editable_content  # noqa: F401 fixtures
from tests.desk_forms import person
from tests.factories import make_specialist


@pytest.fixture
def manager():
    """A browser of somebody who publishes what is accepted."""
    return person("mara", "Directory manager")


@pytest.fixture
def editor():
    """A browser of somebody who proposes it."""
    return person("edith", "Editor")


@pytest.fixture
def ada():
    return make_specialist("ada-muster", phone="+49 89 1")
