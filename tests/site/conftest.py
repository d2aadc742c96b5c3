from tests.content import content  # noqa: F401 a fixture
