from tests.content import content, content_database  # noqa: F401 fixtures
