from tests.content import content, content_database  # noqa: F401 fixtures
from tests.site.public_server import public_site_server  # noqa: F401 fixture
