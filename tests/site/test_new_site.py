"""What ./run puts into a new site: content and an editor's account, once."""

import pytest
from django.contrib.auth.models import User
from pytest_django.asserts import assertRedirects

from conditions.models import Condition, Therapy
from config import demo_accounts, sample_content
from config.models import SetupStep
from directory.models import Specialist
from legal.models import LegalPage
from tests.factories import make_condition, make_legal_page


@pytest.mark.django_db
def test_content_is_loaded_once_and_then_belongs_to_its_editors():
    assert sample_content.load_once()
    Therapy.objects.filter(slug="surgery").update(name_en="Operation, as an editor put it")
    Specialist.objects.all().delete()

    assert not sample_content.load_once()
    assert Therapy.objects.get(slug="surgery").name_en == "Operation, as an editor put it"
    assert not Specialist.objects.exists()


@pytest.mark.django_db
def test_content_is_not_loaded_into_a_site_that_has_some_nor_when_that_is_gone():
    make_condition("gout")
    assert not sample_content.load_once()

    Condition.objects.all().delete()
    assert not sample_content.load_once()
    assert not Condition.objects.exists()


@pytest.mark.django_db
def test_legal_pages_come_with_the_content_and_into_a_site_from_before_there_were_any():
    sample_content.load_once()
    assert LegalPage.objects.count() == 5
    assert not sample_content.load_legal_pages_once()

    SetupStep.objects.get(name="legal pages").delete()
    LegalPage.objects.all().delete()
    assert sample_content.load_legal_pages_once()
    assert LegalPage.objects.count() == 5


@pytest.mark.django_db
def test_a_legal_page_of_ones_own_is_left_as_it_is():
    make_legal_page("imprint", title_de="Wer wir sind")
    assert not sample_content.load_legal_pages_once()
    assert LegalPage.objects.values_list("title_de", flat=True).get() == "Wer wir sind"


@pytest.fixture
def editor(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    demo_accounts.make_once()
    return User.objects.get(username="editor")


def test_there_is_an_account_for_each_role_and_none_for_everything(editor, client):
    assert set(User.objects.values_list("username", "groups__name", "is_staff", "is_superuser")) == {
        ("editor", "Editor", True, False),
        ("reviewer", "Medical reviewer", True, False),
        ("manager", "Directory manager", True, False),
        ("translator", "Translator", True, False),
    }
    assert demo_accounts.password_file().stat().st_mode & 0o777 == 0o600
    sent = {"username": "editor", "password": demo_accounts.working_password()}
    assertRedirects(client.post("/admin/login/", sent), "/admin/")


def test_a_password_that_no_longer_works_is_not_shown(editor):
    editor.set_password("chosen by the editor")
    editor.save()

    assert demo_accounts.working_password() is None


def test_deleted_demo_accounts_stay_deleted(editor):
    User.objects.all().delete()
    demo_accounts.make_once()

    assert not User.objects.exists()
    assert demo_accounts.working_password() is None


def test_an_account_named_editor_that_was_there_before_keeps_its_password(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    User.objects.create_user("editor", password="of a person")
    demo_accounts.make_once()

    assert User.objects.get(username="editor").check_password("of a person")
    assert demo_accounts.working_password() is None
