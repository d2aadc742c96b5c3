"""Breaking a promise that the database keeps."""

import pytest
from django.db import IntegrityError, connection, transaction


def refused(constraint, make, *args, **fields):
    """`make` meets this constraint, be it one that waits for the commit."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        _make_and_check(make, args, fields)
    assert constraint in str(error.value)


def _make_and_check(make, args, fields):
    make(*args, **fields)
    connection.check_constraints()
