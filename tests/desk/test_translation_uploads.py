"""Uploaded translations are kept no longer than they are needed."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from desk.models import TranslationUpload
from tests.factories import make_account

pytestmark = pytest.mark.django_db


def keep(name):
    by = make_account(name, "Translator")
    return TranslationUpload.keep(b"", uploaded_by=by, file_name=f"{name}.po", is_machine=False)


@pytest.mark.parametrize(("age", "deleted"), [(timedelta(days=30, hours=-1), 0), (timedelta(days=30, hours=1), 1)])
@pytest.mark.parametrize("is_asked", [True, False], ids=["by the command", "by the next upload"])
def test_files_are_deleted_after_thirty_days(age, deleted, is_asked, capsys):
    upload = keep("tom")
    TranslationUpload.objects.update(uploaded_at=timezone.now() - age)
    if is_asked:
        call_command("purge_translations")
        assert capsys.readouterr().out == f"Files deleted: {deleted}\n"
    else:
        keep("tina")
    assert TranslationUpload.objects.filter(pk=upload.pk).exists() is not bool(deleted)
