"""Contents as forms hand them in, and steps that may be refused."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from desk.saving import Marking, content_to_edit, save

ROLES = ["Editor", "Medical reviewer", "Directory manager", "Translator"]


def changed(obj, account, **fields):
    """What a form of `account` would hand in."""
    content, _ = content_to_edit(obj, account)
    return {**content, "fields": {**content["fields"], **fields}}


def edit(obj, account, *, marking=Marking(), **fields):  # noqa: B008
    return save(type(obj), obj.pk, changed(obj, account, **fields), by=account, marking=marking)


def published_text(obj):
    return type(obj).objects.published().values_list("summary_de", flat=True).get(pk=obj.pk)


def refused(step, *args, **kwargs):
    """Whether a step is not allowed; rolled back, as a request would be."""
    try:
        with transaction.atomic():
            step(*args, **kwargs)
    except PermissionDenied:
        return True
    return False
