import pytest

from tests.desk.writing import ROLES
from tests.factories import make_account


@pytest.fixture
def accounts():
    return {role: make_account(role.lower().replace(" ", "-"), role, languages=["fr"]) for role in ROLES}


@pytest.fixture
def editor(accounts):
    return accounts["Editor"]


@pytest.fixture
def reviewer(accounts):
    return accounts["Medical reviewer"]


@pytest.fixture
def manager(accounts):
    return accounts["Directory manager"]
