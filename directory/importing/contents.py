"""Contents (desk/snapshots.py) as an import needs them: of many objects, of new ones, as the account sees them."""

from functools import cache

from django.db import connection
from django.db.models import QuerySet

from desk.models import Revision
from desk.saving import edits_live
from desk.snapshots import columns, owned, take_many


def to_edit(model, pks, account):
    """({pk: content}, {pk: status}) of those that exist, as `account` would edit them.

    Who may not publish goes on from the working version that is already proposed. Statements do not grow with
    the number of `pks`.
    """
    status = dict(QuerySet(model).filter(pk__in=list(pks)).order_by().values_list("pk", "status"))
    contents = take_many(model, list(status))
    proposed = [pk for pk in status if not edits_live(account, model, status[pk])]
    if proposed:
        working = Revision.objects.of_model(model).open().filter(object_id__in=proposed)
        contents.update(working.values_list("object_id", "content"))
    return contents, status


def blank(model):
    """The content of a new object of which nothing is said."""
    return {"fields": blank_values(model), "rows": {name: {} for name in owned(model)}, "marks": {}}


def blank_values(model, without=""):
    """The values of a new row; `without` the field that leads to its owner."""
    return {name: [] if value == [] else value for name, value in _defaults(model, without).items()}


@cache
def _defaults(model, without):
    new = model()
    values = {field.name: _to_json(field, new) for field in columns(model, [without])}
    relations = [field for field in model._meta.many_to_many if field.remote_field.through._meta.auto_created]
    return values | {field.name: [] for field in relations}


def _to_json(field, obj):
    value = field.value_from_object(obj)
    return value if value is None or isinstance(value, bool | int) else field.value_to_string(obj)


def missing(model, values):
    """The fields without a value that must have one."""
    return [
        field
        for field in model._meta.concrete_fields
        if values.get(field.name, 0) in (None, "") and not field.blank and not field.primary_key
    ]


def reserve(model, number):
    """`number` primary keys that nobody else gets."""
    if not number:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, number],
        )
        return [row[0] for row in cursor.fetchall()]
