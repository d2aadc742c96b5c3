"""Somebody who asks to be forgotten is."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from desk.models import Revision, Step, TranslationMark
from desk.saving import save
from desk.snapshots import take
from directory.models import Specialist
from tests.factories import make_clinic, make_specialist

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    """With two versions before the present one, a portrait of each, and an outdated translation."""
    ada = make_specialist(
        "ada-muster", at=[make_clinic()], profile_de="A", profile_fr="A", photo=SimpleUploadedFile("a.jpg", b"a")
    )
    for text, name in (("B", "b.jpg"), ("C", "c.jpg")):
        content = take(ada)
        content["fields"] |= {"profile_de": text, "photo": default_storage.save(f"portraits/{name}", ada.photo)}
        save(Specialist, ada.pk, content, by=None)
    return ada


def files():
    return default_storage.listdir("portraits")[1] if default_storage.exists("portraits") else []


def test_nothing_of_it_is_left(ada, django_capture_on_commit_callbacks, capsys):
    before = len(files())
    assert (before >= 3, Revision.objects.count(), TranslationMark.objects.count()) == (True, 3, 1)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("forget", "directory.specialist", ada.pk)
    assert capsys.readouterr().out == "Forgotten, with 3 versions.\n"
    assert not Specialist.objects.exists()
    assert [model.objects.count() for model in (Revision, Step, TranslationMark)] == [0, 0, 0]
    assert len(files()) == before - 3


def test_what_was_deleted_at_the_desk_is_forgotten_too(ada):
    key = ada.pk
    ada.delete()
    call_command("forget", "directory.specialist", key)
    assert Revision.objects.count() == 0


def test_others_keep_theirs(ada):
    other = make_specialist("ben-muster")
    save(Specialist, other.pk, {**take(other), "fields": {**take(other)["fields"], "title": "Dr."}}, by=None)
    call_command("forget", "directory.specialist", ada.pk)
    assert Specialist.objects.get() == other
    assert Revision.objects.count() == 2


@pytest.mark.parametrize(
    ("model", "message"),
    [("directory.nobody", "There is no model"), ("x", "There is no model"), ("auth.permission", "is not kept")],
)
def test_a_wrong_model_is_named(model, message):
    with pytest.raises(CommandError, match=message):
        call_command("forget", model, 1)


def test_a_clinic_where_somebody_works_is_not_forgotten_under_them(ada):
    with pytest.raises(CommandError, match="Others still refer to it: "):
        call_command("forget", "directory.clinic", ada.clinics.get().pk)
    assert ada.clinics.count() == 1
