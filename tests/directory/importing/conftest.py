import pytest
from django.contrib.auth.models import User

from tests.desk_forms import person


@pytest.fixture
def manager():
    """A browser of somebody who may import, publish and undo; `account` is who it is."""
    browser = person("mia", "Directory manager", first_name="Mia", last_name="Muster")
    browser.account = User.objects.get(username="mia")
    return browser
