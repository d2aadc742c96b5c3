"""Which texts cite a reference or link to an object, so that neither can be deleted under them."""

from django.apps import apps
from django.conf import settings
from django.db.models import Q

from .markup import KINDS, marks_in

TEXTS = {
    "Section": ["body"],
    "Cause": ["note"],
    "Symptom": ["explanation", "what_to_do"],
    "ConditionTherapy": ["note"],
    "Therapy": ["aim", "explanation", "when_used", "benefit", "risk"],
}


def texts_using(obj):
    """The objects whose texts, in any language, cite or link to `obj`."""
    mark = _mark(obj)
    if mark is None:
        return []
    return [
        found
        for name, fields in TEXTS.items()
        for found in _candidates(apps.get_model("conditions", name), fields, mark)
        if found != obj and any(mark in _marks(getattr(found, column) or "") for column in _columns(fields))
    ]


def _mark(obj):
    name = type(obj).__name__
    if name == "Reference":
        return f"@{obj.key}"
    return next((f"{kind}:{obj.slug}" for kind, model in KINDS.items() if model == name), None)


def _marks(text):
    keys, links = marks_in(text)
    return {*(f"@{key}" for key in keys), *links}


def _candidates(model, fields, mark):
    found = Q()
    for column in _columns(fields):
        found |= Q(**{f"{column}__contains": mark})
    return model.objects.filter(found)


def _columns(fields):
    return [f"{field}_{language}" for field in fields for language in settings.MODELTRANSLATION_LANGUAGES]
