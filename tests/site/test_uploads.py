"""What becomes of a picture that somebody uploads: drawn anew, with no word of where it was taken, or refused."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from directory.portraits import clean_portrait
from tests.desk_forms import form_of, send, signed_in, url
from tests.factories import make_specialist

UNREADABLE = "This file is not a picture we can read (JPEG, PNG or WebP)."
TOO_LARGE = "This picture has too many pixels."
CANARY = b"canary7f3a"
GPS, DESCRIPTION, ORIENTATION = 0x8825, 0x010E, 0x0112


def picture(kind, mode="RGB", **options):
    encoded = BytesIO()
    Image.new(mode, (60, 40), 200 if mode in ("L", "P") else None).save(encoded, kind, **options)
    return encoded.getvalue()


def exif(**tags):
    found = Image.Exif()
    found[DESCRIPTION] = CANARY.decode()
    found.get_ifd(GPS).update({1: "N", 2: (48.0, 8.0, 1.0), 27: CANARY.decode()})
    return found.tobytes()


def png_text():
    info = PngImagePlugin.PngInfo()
    info.add_text("Location", CANARY.decode(), zip=False)
    return info


def png_of(width, height):
    """A few bytes that promise so many pixels."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    drawn = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + drawn + chunk(b"IEND", b"")


def cleaned(content, name="private.jpg"):
    return clean_portrait(SimpleUploadedFile(name, content))


TELLING = {
    "JPEG with GPS": lambda: picture("JPEG", exif=exif()),
    "JPEG with a comment": lambda: picture("JPEG", comment=CANARY),
    "JPEG with a profile": lambda: picture("JPEG", icc_profile=CANARY * 20),
    "JPEG with XMP": lambda: picture("JPEG", xmp=b"<x:xmpmeta>" + CANARY + b"</x:xmpmeta>"),
    "JPEG and HTML": lambda: picture("JPEG") + b"<script>" + CANARY + b"</script>",
    "JPEG and HTML in its comment": lambda: picture("JPEG", comment=b"--><script>" + CANARY + b"</script>"),
    "PNG with a text": lambda: picture("PNG", pnginfo=png_text()),
    "PNG with GPS": lambda: picture("PNG", exif=exif()),
    "WebP with GPS": lambda: picture("WEBP", exif=exif()),
}


@pytest.mark.parametrize("content", TELLING.values(), ids=TELLING)
def test_a_picture_tells_nothing_but_what_it_shows(content):
    assert CANARY in content()
    kept = cleaned(content()).read()
    assert CANARY not in kept
    with Image.open(BytesIO(kept)) as portrait:
        portrait.load()
        assert (portrait.format, portrait.size, dict(portrait.getexif())) == ("JPEG", (60, 40), {})
        assert portrait.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "LA", "1", "I;16"])
def test_a_picture_of_any_kind_is_drawn_anew(mode):
    with Image.open(cleaned(picture("PNG", mode))) as portrait:
        assert (portrait.format, portrait.mode) == ("JPEG", "RGB")


def test_a_picture_stands_upright_though_the_camera_lay_on_its_side():
    turned = Image.Exif()
    turned[ORIENTATION] = 6
    with Image.open(cleaned(picture("JPEG", exif=turned.tobytes()))) as portrait:
        assert portrait.size == (40, 60)


def test_its_name_is_by_chance():
    names = {cleaned(picture("JPEG"), name="../Anna Muster.php").name for _ in range(3)}
    assert len(names) == 3
    assert all(len(name) == 20 and name.endswith(".jpg") and name[:-4].isalnum() for name in names)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
REFUSED = {
    "nothing to see": (b"x", UNREADABLE),
    "SVG": (SVG, UNREADABLE),
    "HTML that begins like GIF": (b"GIF89a/*<script>alert(1)</script>*/", UNREADABLE),
    "GIF": (picture("GIF"), UNREADABLE),
    "BMP": (picture("BMP"), UNREADABLE),
    "TIFF": (picture("TIFF"), UNREADABLE),
    "EPS": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", UNREADABLE),
    "half a JPEG": (picture("JPEG")[:400], UNREADABLE),
    "half a PNG": (picture("PNG")[:60], UNREADABLE),
    "half a WebP": (picture("WEBP")[:40], UNREADABLE),
    "more pixels than we draw": (png_of(8000, 8000), TOO_LARGE),
    "a bomb": (png_of(50_000, 50_000), TOO_LARGE),
    "a bomb of one row": (png_of(2_000_000_000, 1), TOO_LARGE),
    "fewer pixels than promised": (png_of(5000, 5000), UNREADABLE),
    "a file of 10 MB": (b"x" * (10 * 1024 * 1024 + 1), "This picture is larger than 10 MB."),
}


@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_picture_of_ours_is_refused(content, message):
    with pytest.raises(ValidationError) as refusal:
        cleaned(content)
    assert refusal.value.messages == [message]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_broken_picture_is_refused_and_no_error(kind):
    """Each byte of its head once turned round."""
    whole = bytearray(picture(kind, exif=exif()))
    for place in range(min(len(whole), 300)):
        whole[place] ^= 0xFF
        try:
            assert cleaned(bytes(whole)).size
        except ValidationError as refusal:
            assert refusal.messages[0] in (UNREADABLE, TOO_LARGE)  # noqa: PT017 most are pictures all the same
        whole[place] ^= 0xFF


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["SVG", "GIF", "a bomb", "half a JPEG", "a file of 10 MB"])
def test_the_desk_says_why_it_takes_a_file_not(client, name):
    content, message = REFUSED[name]
    editor, ada = signed_in(client), make_specialist()
    upload = SimpleUploadedFile("x.jpg", content, "image/jpeg")
    assert send(editor, url(ada), {**form_of(editor, url(ada)), "photo": upload}) == [message]
