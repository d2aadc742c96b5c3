"""What keeps an object from being deleted, told by its first users: a specialty may have 50,000."""

from django.db.models import PROTECT
from django.utils.text import capfirst

SHOWN = 10


def uses(obj):
    """["Clinic: Klinik A", …, "…"] of what points to `obj` and stays.

    Also what has it in a many-to-many relation, which the database would strip of it in silence.
    """
    return [use for relation in obj._meta.related_objects if _keeps(relation) for use in _first(relation, obj)]


def _keeps(relation):
    if relation.many_to_many:
        return relation.through._meta.auto_created
    return relation.on_delete is PROTECT


def _first(relation, obj):
    users = relation.related_model._base_manager.filter(**{relation.field.name: obj}).order_by("pk")
    found = list(users.select_related()[: SHOWN + 1])
    name = capfirst(relation.related_model._meta.verbose_name)
    return [*(f"{name}: {user}" for user in found[:SHOWN]), *(["…"] if len(found) > SHOWN else [])]
