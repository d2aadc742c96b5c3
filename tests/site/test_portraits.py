"""Portraits: what editors may upload, what readers get, and when a file goes."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from desk.models import Revision
from directory.models import Specialist
from tests.desk_forms import form_of, send, signed_in, url
from tests.factories import make_specialist

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


def is_served(client, name):
    return client.get(f"/media/{name}").status_code == 200


@pytest.mark.parametrize(
    ("changed", "is_shown"),
    [
        (lambda: {"photo": picture()}, False),
        (lambda: {"photo-clear": "on"}, False),
        (lambda: {"title": "Dr."}, True),
    ],
    ids=["replaced", "cleared", "kept"],
)
def test_a_portrait_that_nobody_shows_is_not_served_but_can_come_back(
    editor, ada_with_portrait, client, changed, is_shown
):
    old = ada_with_portrait.photo.name
    data = form_of(editor, url(ada_with_portrait))
    del data["photo"]  # a browser sends no file back
    assert send(editor, url(ada_with_portrait), {**data, **changed()}) == []
    assert (is_served(client, old), default_storage.exists(old)) == (is_shown, True)
    ada_with_portrait.refresh_from_db()
    assert not ada_with_portrait.photo or is_served(client, ada_with_portrait.photo.name)


@pytest.mark.parametrize("way", ["its page", "the list"])
def test_the_portrait_of_a_deleted_specialist_is_not_served_but_can_come_back(
    editor, ada_with_portrait, client, way
):
    if way == "its page":
        editor.post(url(ada_with_portrait, "delete"), {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": ada_with_portrait.pk, "post": "yes"}
        editor.post("/admin/directory/specialist/", chosen)
    assert Specialist.objects.count() == 0
    assert not is_served(client, ada_with_portrait.photo.name)
    version = Revision.objects.get(action="deleted")
    editor.post(f"/admin/directory/specialist/{version.object_id}/history/{version.pk}/")
    assert is_served(client, Specialist.objects.get().photo.name)


def test_a_portrait_that_is_proposed_is_served_to_those_who_preview_it(client):
    ada = make_specialist()
    proposer = signed_in(Client(), "Editor")
    assert send(proposer, url(ada), {**form_of(proposer, url(ada)), "photo": picture()}) == []
    name = Revision.objects.open().get().content["fields"]["photo"]
    assert (Specialist.objects.get().photo.name, is_served(client, name)) == ("", True)


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
