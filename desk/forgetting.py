"""The right to be forgotten: what the history keeps on purpose, taken out of it for good."""

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import FileField, QuerySet

from . import marks
from .models import Revision, Step


@transaction.atomic
def forget(model, pk):
    """Delete the object `pk` of `model`, every version and step of it, and its files; the number of versions."""
    kind = {"content_type": ContentType.objects.get_for_model(model), "object_id": pk}
    versions = Revision.objects.filter(**kind)
    files = [field.name for field in model._meta.concrete_fields if isinstance(field, FileField)]
    names = {
        content["fields"].get(name) for content in versions.values_list("content", flat=True) for name in files
    }
    for obj in QuerySet(model).filter(pk=pk):
        names |= {getattr(obj, name).name for name in files}
        obj.delete()
    marks.put(model, {pk: {}})
    Step.objects.filter(**kind).delete()
    versions.update(base=None, state=Revision.State.DISCARDED)
    number, _models = versions.delete()
    for name in filter(None, names):
        transaction.on_commit(lambda name=name: default_storage.delete(name))
    return number
