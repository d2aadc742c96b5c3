import pytest

from tests.content import content, content_database, editable_content  # noqa: F401 fixtures
from tests.desk_forms import person


@pytest.fixture
def manager():
    """A browser of somebody who publishes and withdraws listings."""
    return person("mara", "Directory manager")


@pytest.fixture
def editor():
    return person("edith", "Editor")
