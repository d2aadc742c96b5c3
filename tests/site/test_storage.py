"""Files on a disk: whole or not at all. A limit on the size of files gives the error of a disk that is full."""

import os
import resource
from contextlib import contextmanager
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from PIL import Image

from config.settings import demo
from config.storage import WholeFileStorage
from directory.models import Specialist
from tests.desk_forms import form_of, signed_in, url
from tests.factories import make_specialist
from tests.site.production import public_site  # noqa: F401 fixture

KB = 1024


@contextmanager
def room_for(size):
    """Files of this process grow to so many bytes only."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def storage(tmp_path):
    return WholeFileStorage(location=tmp_path)


def uploaded(size):
    """A large upload, which lies in a file of its own already."""
    file = TemporaryUploadedFile("large.bin", "application/octet-stream", size, None)
    file.write(b"x" * size)
    file.seek(0)
    return file


def test_a_file_is_kept_as_it_is_under_its_name(storage, tmp_path):
    assert storage.save("portraits/ada.jpg", ContentFile(b"picture")) == "portraits/ada.jpg"
    assert files(tmp_path) == ["portraits/ada.jpg"]
    assert (tmp_path / "portraits/ada.jpg").read_bytes() == b"picture"


@pytest.mark.parametrize("content", [lambda: ContentFile(b"x" * 64 * KB), lambda: uploaded(64 * KB)])
def test_a_full_disk_leaves_nothing_behind(storage, tmp_path, content):
    file = content()
    with room_for(16 * KB), pytest.raises(OSError, match="File too large"):
        storage.save("portraits/ada.jpg", ContentFile(file.read()))
    assert files(tmp_path) == []
    file.seek(0)
    assert storage.save("portraits/ada.jpg", file) == "portraits/ada.jpg"
    file.close()
    assert (tmp_path / "portraits/ada.jpg").stat().st_size == 64 * KB


def test_a_name_that_was_taken_meanwhile_is_left_to_whoever_has_it(storage, tmp_path, monkeypatch):
    """Two uploads of one name: both looked when neither was there."""
    (tmp_path / "ada.jpg").write_bytes(b"first")
    later = iter(["ada-2.jpg"])
    monkeypatch.setattr(storage, "get_available_name", lambda name, max_length=None: next(later))
    assert storage._save("ada.jpg", ContentFile(b"second")) == "ada-2.jpg"
    assert [(tmp_path / name).read_bytes() for name in files(tmp_path)] == [b"second", b"first"]


def test_an_upload_that_breaks_off_leaves_nothing_behind(storage, tmp_path):
    class BreaksOff(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        storage.save("ada.jpg", BreaksOff(b""))
    assert files(tmp_path) == []


@pytest.mark.usefixtures("public_site")
def test_the_sites_keep_their_files_so():
    from config.settings import production

    backends = [module.STORAGES["default"]["BACKEND"] for module in (demo, production)]
    assert backends == ["config.storage.WholeFileStorage"] * 2


# At the desk


@pytest.fixture
def on_disk(settings, tmp_path):
    stored = {"BACKEND": "config.storage.WholeFileStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": stored}
    return tmp_path


@pytest.fixture
def on_its_way(settings, tmp_path_factory):
    """The folder where large uploads wait."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path_factory.mktemp("waiting")
    return settings.FILE_UPLOAD_TEMP_DIR


def noise(side):
    encoded = BytesIO()
    Image.frombytes("RGB", (side, side), os.urandom(3 * side * side)).save(encoded, "PNG")
    return SimpleUploadedFile("x.png", encoded.getvalue(), "image/png")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("side", "room"),
    [(400, 16 * KB), (1000, 1024 * KB)],
    ids=["no room for the portrait", "no room for what was sent"],
)
def test_an_editor_learns_that_the_disk_is_full_and_nothing_is_left_behind(on_disk, on_its_way, side, room):
    editor, ada = signed_in(Client(raise_request_exception=False)), make_specialist()
    data = {**form_of(editor, url(ada)), "title": "Prof."}
    with room_for(room):
        response = editor.post(url(ada), {**data, "photo": noise(side)})
    assert response.status_code == 507
    assert "<h1>There is no room for this file</h1>" in response.content.decode()
    assert files(on_disk) + files(on_its_way) == []
    ada = Specialist.objects.get()
    assert (ada.title, ada.photo.name) == ("", "")
    assert editor.post(url(ada), {**data, "photo": noise(side)}).status_code == 302  # there is room again
    assert files(on_disk) == [Specialist.objects.get().photo.name]
