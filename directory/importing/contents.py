"""Contents (desk/snapshots.py) as an import needs them: of what is new, with keys of its own."""

from functools import cache

from django.db import connection

from desk.snapshots import columns, owned, to_json


def blank(model):
    """The content of a new object of which nothing is said."""
    return {"fields": blank_values(model), "rows": {name: {} for name in owned(model)}, "marks": {}}


def blank_values(model, without=""):
    """The values of a new row; `without` the field that leads to its owner."""
    return {name: [] if value == [] else value for name, value in _defaults(model, without).items()}


@cache
def _defaults(model, without):
    new = model()
    values = {field.name: to_json(field, new) for field in columns(model, [without])}
    relations = [field for field in model._meta.many_to_many if field.remote_field.through._meta.auto_created]
    return values | {field.name: [] for field in relations}


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
