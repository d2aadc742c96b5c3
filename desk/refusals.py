"""What the database means when it refuses a content, in words for people."""

from functools import cache

from django.db import connection
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .snapshots import owned

# PostgreSQL's "SQLSTATE"
NOT_NULL_VIOLATION, FOREIGN_KEY_VIOLATION, UNIQUE_VIOLATION = "23502", "23503", "23505"


def sentence(model, error):
    """What an IntegrityError says about an object of `model` or a row of it."""
    return sentence_of([model], error)


def sentence_of(models, error):
    """What an IntegrityError says about objects of the `models` or rows of them, in no names of the database."""
    told = error.__cause__.diag
    if told.sqlstate == FOREIGN_KEY_VIOLATION:
        return _("It refers to something that is gone.")
    known = [*models, *(row_model for model in models for row_model, _owner in owned(model).values())]
    model = next((model for model in known if model._meta.db_table == told.table_name), None)
    if model and told.sqlstate == NOT_NULL_VIOLATION:
        return _("Missing: %(fields)s.") % {"fields": _names(model, [told.column_name])}
    if model and told.sqlstate == UNIQUE_VIOLATION and not _own_message(model, told.constraint_name):
        columns = _columns(told.table_name, told.constraint_name)
        return _("Taken already: %(fields)s.") % {"fields": _names(model, columns)}
    return message(model, told.constraint_name) if model else _contradiction()


def message(model, name):
    """The sentence of one of the model's constraints."""
    return _own_message(model, name) or _contradiction()


def _contradiction():
    return _("Its values contradict each other or something saved elsewhere.")


def _own_message(model, name):
    constraint = _constraints(model).get(name)
    if constraint is None or constraint.violation_error_message == constraint.default_violation_error_message:
        return ""  # Django's own is the name of the constraint
    return str(constraint.get_violation_error_message())


def _columns(table, constraint):
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, table)[constraint]["columns"]


def _names(model, columns):
    fields = [field for field in model._meta.concrete_fields if field.column in columns]
    return ", ".join(capfirst(str(field.verbose_name)) for field in fields)


@cache
def _constraints(model):
    return {constraint.name: constraint for constraint in model._meta.constraints}
