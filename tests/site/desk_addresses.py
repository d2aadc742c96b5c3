"""Every address of the desk, with the number of something that is there in each place of its pattern."""

import re
import uuid

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import get_resolver
from django.utils import timezone

from desk.models import Revision, TranslationUpload
from desk.saving import remember_found
from desk.snapshots import take_many
from directory.models import Clinic, Correction, ImportRun
from enquiries.models import Mail
from tests.enquiries.sending import make_enquiry
from tests.legal.sending import make_letter

EMPTY_PO = b'msgid ""\nmsgstr "Language: fr\\n"\n'
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


def fill(uploader):
    """What the sample content does not have: an import, a file with translations, what readers sent."""
    ImportRun.objects.create(
        kind="clinics", file_name="a.csv", file=b"slug\n", state="planned", digest="x", uploaded_by=uploader
    )
    TranslationUpload.keep(EMPTY_PO, uploaded_by=uploader, file_name="a.po", is_machine=False)
    Correction.objects.create(
        clinic=Clinic.objects.first(), fact="other", remark="x", language="en", form_key=uuid.uuid4()
    )
    make_letter()
    enquiry = make_enquiry(Clinic.objects.exclude(email="").first())
    Mail.objects.create(enquiry=enquiry, kind="news", error="550", dead_at=timezone.now())


def addresses():
    """[(name, path)], in the order of the site's patterns."""
    desk = next(found for found in get_resolver().url_patterns if getattr(found, "namespace", "") == "admin")
    return [(name, path) for name, path in _below(desk, "/")]


def _below(resolver, path):
    path += str(resolver.pattern)
    if hasattr(resolver, "url_patterns"):
        for below in resolver.url_patterns:
            yield from _below(below, path)
    elif "(?P<" not in path:  # the index of an application, and what Django catches to say 404
        yield resolver.name or "to the form", _filled(path)


def _filled(path):
    models = {f"/{model._meta.app_label}/{model._meta.model_name}/": model for model in admin.site._registry}
    model = next((model for part, model in models.items() if part in path), None)
    other = Clinic if "<path:content_type_id>" in path else TranslationUpload
    thing = (model or other)._default_manager.order_by("pk").first()
    words = {
        "language": "fr",
        "preview_language": "de",
        "kind_name": f"{model._meta.model_name}s" if model else "",
        "form": "csv",
        "content_type_id": str(ContentType.objects.get_for_model(Clinic).pk),
    }
    if "<int:revision>" in path:
        remember_found(model, take_many(model, [thing.pk]))
        words["revision"] = str(Revision.objects.of(thing).first().pk)
    return PLACE.sub(lambda place: words.get(place[1]) or str(thing.pk), path)
