"""Portraits: what editors may upload, what readers get, and when a file goes."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from directory.models import Specialist
from tests.factories import make_specialist

from .desk import form_of, send, signed_in, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    return signed_in(client)


def test_a_portrait_is_made_small_and_loses_its_metadata(editor, client):
    ada = make_specialist()
    picture = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGB", (2000, 1000), "teal").save(picture, "JPEG", exif=exif)
    upload = SimpleUploadedFile("private.jpg", picture.getvalue(), "image/jpeg")
    assert send(editor, url(ada), {**form_of(editor, url(ada)), "photo": upload}) == []
    ada.refresh_from_db()
    assert "private" not in ada.photo.name
    with Image.open(ada.photo) as portrait:
        assert portrait.size == (480, 240)
        assert dict(portrait.getexif()) == {}
    shown = client.get(ada.photo.url)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    shown.close()


@pytest.fixture
def ada_with_portrait():
    return make_specialist(photo=SimpleUploadedFile("old.jpg", b"old"))


def picture():
    file = BytesIO()
    Image.new("RGB", (9, 9)).save(file, "JPEG")
    return SimpleUploadedFile("new.jpg", file.getvalue(), "image/jpeg")


@pytest.mark.parametrize(
    ("changed", "stays"),
    [
        (lambda: {"photo": picture()}, False),
        (lambda: {"photo-clear": "on"}, False),
        (lambda: {"title": "Dr."}, True),
    ],
    ids=["replaced", "cleared", "kept"],
)
def test_a_portrait_that_nobody_shows_leaves_the_disk(
    editor, ada_with_portrait, django_capture_on_commit_callbacks, changed, stays
):
    old = ada_with_portrait.photo.name
    data = form_of(editor, url(ada_with_portrait))
    del data["photo"]  # a browser sends no file back
    with django_capture_on_commit_callbacks(execute=True):
        assert send(editor, url(ada_with_portrait), {**data, **changed()}) == []
        assert default_storage.exists(old)  # until the commit
    assert default_storage.exists(old) == stays
    ada_with_portrait.refresh_from_db()
    assert not ada_with_portrait.photo or default_storage.exists(ada_with_portrait.photo.name)


@pytest.mark.parametrize("way", ["its page", "the list"])
def test_a_portrait_goes_with_its_specialist(editor, ada_with_portrait, django_capture_on_commit_callbacks, way):
    with django_capture_on_commit_callbacks(execute=True):
        if way == "its page":
            editor.post(url(ada_with_portrait, "delete"), {"post": "yes"})
        else:
            chosen = {"action": "delete_selected", "_selected_action": ada_with_portrait.pk, "post": "yes"}
            editor.post("/admin/directory/specialist/", chosen)
    assert Specialist.objects.count() == 0
    assert not default_storage.exists(ada_with_portrait.photo.name)


def test_an_endless_picture_name_is_not_found(client, settings, tmp_path):
    (tmp_path / "portraits").mkdir()
    on_disk = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": on_disk}
    assert client.get(f"/media/portraits/{'x' * 300}.jpg").status_code == 404


def test_a_file_that_is_no_picture_is_refused(editor):
    ada = make_specialist()
    upload = SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    assert send(editor, url(ada), {**form_of(editor, url(ada)), "photo": upload}) != []
    assert Specialist.objects.get().photo.name == ""
