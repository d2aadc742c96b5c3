from tests.content import content, content_database, editable_content  # noqa: F401 fixtures
