"""The marks of the translation clock as they lie in the database; desk/clock.py says when they are made."""

from collections import defaultdict

from django.apps import apps
from django.contrib.contenttypes.models import ContentType


def _queryset():
    return apps.get_model("desk.TranslationMark").objects


def of_objects(model, pks):
    """{pk: {"sections/12/body fr": mark, …}}; a mark is {"kind", "source", "since"}."""
    found = defaultdict(dict)
    for mark in _queryset().filter(content_type=ContentType.objects.get_for_model(model), object_id__in=list(pks)):
        found[mark.object_id][f"{mark.path} {mark.language}"] = mark.as_json()
    return found


def in_language(obj, language):
    """[(path, kind, since), …] of one object's translations into `language`; one statement."""
    kind = {"content_type__app_label": obj._meta.app_label, "content_type__model": obj._meta.model_name}
    found = _queryset().filter(**kind, object_id=obj.pk, language=language).order_by("path")
    return list(found.values_list("path", "kind", "since"))


def put(model, wanted):
    """Make the marks of the objects in `wanted`, {pk: marks}, exactly these."""
    mark_model = _queryset().model
    content_type = ContentType.objects.get_for_model(model)
    before = of_objects(model, wanted)
    changed = [pk for pk, found in wanted.items() if found != before.get(pk, {})]
    if changed:
        _queryset().filter(content_type=content_type, object_id__in=changed).delete()
        mark_model.objects.bulk_create(
            mark_model.from_json(content_type, pk, place, mark)
            for pk in changed
            for place, mark in wanted[pk].items()
        )
