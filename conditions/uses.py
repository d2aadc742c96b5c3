"""Which texts cite a reference or link to an object, so that neither can be deleted under them."""

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext as _

from .markup import KINDS, marks_in, validate_markup


def texts_using(obj):
    """The objects whose texts, in any language, cite or link to `obj`."""
    mark = _mark(obj)
    if mark is None:
        return []
    return [
        found
        for model, columns in markup_columns()
        for found in _candidates(model, columns, mark)
        if found != obj and any(mark in _marks(getattr(found, column) or "") for column in columns)
    ]


def markup_columns():
    """[(model, [column, …]), …] of every text that is written in our Markdown subset."""
    found = [
        (model, [field.name for field in model._meta.concrete_fields if validate_markup in field.validators])
        for model in apps.get_models()
    ]
    return [(model, columns) for model, columns in found if columns]


def _mark(obj):
    name = type(obj).__name__
    if name == "Reference":
        return f"@{obj.key}"
    return next((f"{kind}:{obj.slug}" for kind, model in KINDS.items() if model == name), None)


def _marks(text):
    keys, links = marks_in(text)
    return {*(f"@{key}" for key in keys), *links}


def _candidates(model, columns, mark):
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__contains": mark})
    return model.objects.filter(found)


class TextUses:
    """For an admin class: it knows what texts cite and link to, and deletes nothing under a text that uses it."""

    def text_references(self, text):
        return _marks(text)

    def text_uses(self, obj, leaving):
        """What the texts that stay say about `obj` and, as they go with it, about the symptoms of a condition."""
        return [
            _("%(object)s is used in the text “%(text)s”") % {"object": target, "text": text}
            for target in [obj, *(obj.symptoms.all() if hasattr(obj, "symptoms") else [])]
            for text in texts_using(target)
            if text not in leaving and getattr(text, "condition", None) not in leaving
        ]
