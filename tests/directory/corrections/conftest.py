from tests.content import content_database, editable_content  # noqa: F401 fixtures
