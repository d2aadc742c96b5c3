"""Portraits as we publish them: small, re-encoded, without the camera's metadata."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from desk.models import Revision

from .models import Specialist

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
SIDE = 480


def clean_portrait(upload):
    """`upload` as a new JPEG of at most 480 × 480 pixels under a random name.

    Raises ValidationError if it is no image, or too large a one.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(_("This picture is larger than 10 MB."))
    try:
        upload.seek(0)
        with Image.open(upload, formats=["JPEG", "PNG", "WEBP"]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Image.DecompressionBombError
            image.load()
            portrait = ImageOps.exif_transpose(image).convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(_("This picture has too many pixels.")) from error
    except Exception as error:  # of bytes that somebody made up, a decoder may raise anything
        raise ValidationError(_("This file is not a picture we can read (JPEG, PNG or WebP).")) from error
    portrait.thumbnail((SIDE, SIDE))
    portrait.info.clear()  # a comment would be kept
    encoded = BytesIO()
    portrait.save(encoded, "JPEG", quality=85, optimize=True)
    return ContentFile(encoded.getvalue(), name=f"{get_random_string(16)}.jpg")


def is_shown(name):
    """Whether a specialist, or a working version of one, bears the picture. Others wait in the history."""
    path = f"portraits/{name}"
    proposed = Revision.objects.of_model(Specialist).open().filter(content__fields__photo=path)
    return Specialist.objects.filter(photo=path).exists() or proposed.exists()
