"""What the database means when it refuses a content, in words for people."""

from functools import cache

from django.utils.translation import gettext as _

from .snapshots import owned

FOREIGN_KEY_VIOLATION = "23503"  # PostgreSQL's "SQLSTATE"


def sentence(model, error):
    """What an IntegrityError says about an object of `model` or a row of it."""
    return sentence_of([model, *(row_model for row_model, _owner in owned(model).values())], error)


def sentence_of(models, error):
    """What an IntegrityError says, in the words of the constraint that one of the `models` has."""
    told = error.__cause__.diag
    if told.sqlstate == FOREIGN_KEY_VIOLATION:
        return _("It refers to something that is gone.")
    found = (
        message(model, told.constraint_name) for model in models if told.constraint_name in _constraints(model)
    )
    return next(found, told.constraint_name)


def message(model, name):
    """The sentence of one of the model's constraints; the name of one that it does not know."""
    constraint = _constraints(model).get(name)
    return str(constraint.get_violation_error_message()) if constraint else name


@cache
def _constraints(model):
    return {constraint.name: constraint for constraint in model._meta.constraints}
