"""Named constraints for translated columns, which django-modeltranslation leaves nullable.

One rule holds for every translated text: what is missing is NULL, never an empty string, and the
source language is never missing.
"""

from django.conf import settings
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _


def source_text_is_present(model, *fields):
    """`model` without its source text (German) for any of `fields` is refused."""
    source = settings.MODELTRANSLATION_DEFAULT_LANGUAGE
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}_{source}__isnull": False})
    return CheckConstraint(
        name=f"{model}_source_text_is_present",
        condition=condition,
        violation_error_message=_("The German text is the source of all others and cannot be missing."),
    )


def missing_text_is_null(model, *fields):
    """An empty string in any language of `fields` is refused: missing is NULL."""
    condition = Q()
    for field in fields:
        for language in settings.MODELTRANSLATION_LANGUAGES:
            column = f"{field}_{language}"
            condition &= Q(**{f"{column}__isnull": True}) | ~Q(**{column: ""})
    return CheckConstraint(name=f"{model}_missing_text_is_null", condition=condition)
