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
