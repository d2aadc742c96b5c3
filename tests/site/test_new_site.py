"""What ./run puts into a new site: content and an editor's account, once."""

import pytest
from django.contrib.auth.models import Group, User
from pytest_django.asserts import assertRedirects

from conditions.models import Condition, Therapy
from config import demo_editor, sample_content
from directory.models import Specialist
from tests.factories import make_condition


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


@pytest.fixture
def editor(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    demo_editor.make_once()
    return User.objects.get(username="editor")


def test_the_demo_editor_may_edit_and_no_more(editor, client):
    assert (editor.is_staff, editor.is_superuser) == (True, False)
    assert list(editor.groups.all()) == [Group.objects.get(name="Editors")]
    assert demo_editor.password_file().stat().st_mode & 0o777 == 0o600
    sent = {"username": "editor", "password": demo_editor.working_password()}
    assertRedirects(client.post("/admin/login/", sent), "/admin/")


def test_a_password_that_no_longer_works_is_not_shown(editor):
    editor.set_password("chosen by the editor")
    editor.save()

    assert demo_editor.working_password() is None


def test_a_deleted_demo_editor_stays_deleted(editor):
    editor.delete()
    demo_editor.make_once()

    assert not User.objects.exists()
    assert demo_editor.working_password() is None


def test_an_account_named_editor_that_was_there_before_keeps_its_password(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    User.objects.create_user("editor", password="of a person")
    demo_editor.make_once()

    assert User.objects.get().check_password("of a person")
    assert demo_editor.working_password() is None
