"""The four roles as the migrations make them, and what becomes of the former one."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection

from desk.models import LanguageAssignment

pytestmark = pytest.mark.django_db

LISTINGS = ["clinic", "specialist"]
ROWS = ["affiliation", "certificate", "clinictreatment", "specialisttreatment"]
AROUND = ["language", "place", "region"]
TEXTS = ["condition", "section", "symptom", "cause", "conditiontherapy", "citation", "therapy"]
AROUND_TEXTS = ["glossaryterm", "helpline", "primarytumour", "reference", "reviewer", "specialty", "synonym"]
ALL = ["add", "change", "delete", "view"]


def rights(models, *actions):
    return {f"{action}_{model}" for model in models for action in actions}


MEDICINE = rights([*TEXTS, *AROUND_TEXTS], *ALL)
EXPECTED = {
    "Editor": MEDICINE - rights(["reviewer"], "add", "change", "delete")
    | rights(LISTINGS, "add", "change", "view")
    | rights(ROWS, *ALL)
    | rights(AROUND, "view")
    | rights(["correction", "letter"], "change", "view"),
    "Medical reviewer": MEDICINE
    | rights(["condition", "therapy"], "publish")
    | rights([*LISTINGS, *ROWS, *AROUND], "view"),
    "Directory manager": rights([*TEXTS, *AROUND_TEXTS], "view")
    | rights([*LISTINGS, *ROWS, *AROUND], *ALL)
    | rights(LISTINGS, "publish", "import", "export")
    | rights(["correction", "letter"], "change", "delete", "view")
    | rights(["legalpage"], "change", "view")
    | rights(["consenttext", "enquiry", "event"], "view")
    | rights(["mail"], "change", "view"),
    "Translator": rights([*TEXTS, *AROUND_TEXTS, *LISTINGS, *ROWS, *AROUND], "view") | {"translate"},
}


@pytest.mark.parametrize("role", EXPECTED)
def test_a_role_has_these_rights_and_no_others(role):
    assert set(Group.objects.get(name=role).permissions.values_list("codename", flat=True)) == EXPECTED[role]


def test_these_are_all_roles():
    assert set(Group.objects.values_list("name", flat=True)) == set(EXPECTED)


def test_who_was_in_the_former_group_keeps_all_that_it_could_do():
    edith = User.objects.create_user("edith")
    edith.groups.add(Group.objects.create(name="Editors"))
    roles = importlib.import_module("config.migrations.0002_roles")
    with connection.schema_editor() as schema_editor:
        roles.create_roles(apps, schema_editor)
    assert set(edith.groups.values_list("name", flat=True)) == {"Editor", "Medical reviewer", "Directory manager"}


def test_a_superuser_gives_a_translator_languages_on_the_page_of_the_account(admin_client):
    fanny = User.objects.create_user("fanny", is_staff=True)
    address = f"/admin/auth/user/{fanny.pk}/change/"
    form = admin_client.get(address).context["adminform"].form
    data = {name: form[name].value() or "" for name in ("username", "first_name", "last_name", "email")}
    data |= {"is_active": "on", "is_staff": "on", "date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    prefix = "language_assignments"
    data |= {f"{prefix}-TOTAL_FORMS": 1, f"{prefix}-INITIAL_FORMS": 0, f"{prefix}-0-language": "fr"}
    data |= {f"{prefix}-0-account": fanny.pk}
    answer = admin_client.post(address, data)
    assert answer.status_code == 302
    assert [row.language for row in LanguageAssignment.objects.filter(account=fanny)] == ["fr"]
