"""The right to be forgotten: what the history keeps on purpose, taken out of it for good."""

import re

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import FileField, QuerySet

from . import marks
from .models import LinkCheck, Revision, Step, TranslationUpload
from .snapshots import take_many

_places = []


def also(function):
    """Registers `function(model, pk, contents)`, which clears what is kept of an object elsewhere.

    `contents` are all its versions; it is called while the object is still there, if it was not deleted before.
    """
    _places.append(function)
    return function


@transaction.atomic
def forget(model, pk):
    """Delete the object `pk` of `model`, all that is kept of it, and its files; the number of its versions."""
    kind = {"content_type": ContentType.objects.get_for_model(model), "object_id": pk}
    versions = Revision.objects.filter(**kind)
    contents = [*versions.values_list("content", flat=True), *take_many(model, [pk]).values()]
    for clear in _places:
        clear(model, pk, contents)
    files = [field.name for field in model._meta.concrete_fields if isinstance(field, FileField)]
    names = {content["fields"].get(name) for content in contents for name in files}
    for obj in QuerySet(model).filter(pk=pk):
        obj.delete()
    marks.put(model, {pk: {}})
    Step.objects.filter(**kind).delete()
    versions.update(base=None, state=Revision.State.DISCARDED)
    number, _models = versions.delete()
    for name in filter(None, names):
        transaction.on_commit(lambda name=name: default_storage.delete(name))
    return number


@also
def log_entries(model, pk, contents):
    LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id=str(pk)).delete()


@also
def link_checks(model, pk, contents):
    """Those that others name as well are asked again by the next run."""
    rows = [row for content in contents for rows in content["rows"].values() for row in rows.values()]
    values = [
        value for fields in [*(content["fields"] for content in contents), *rows] for value in fields.values()
    ]
    texts = {value for value in values if isinstance(value, str)}
    LinkCheck.objects.filter(address__in=texts).delete()


@also
def translation_uploads(model, pk, contents):
    """Whole files in which a text of it stands (translation_files/addresses.py): they cannot be cut."""
    address = re.compile(rf'{re.escape(model._meta.label_lower)}/[^/"]*/{pk}/'.encode())
    for upload in TranslationUpload.objects.all():
        if address.search(re.sub(rb'"\r?\n"', b"", upload.data)):
            upload.delete()
