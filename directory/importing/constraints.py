"""What the database would refuse, asked for many rows at once and before anything is written."""

import json

from django.db import connection

from desk.refusals import message

# The constraints as the database has them, so that nothing needs to be said twice.
DEFINITIONS = """
SELECT conname, pg_get_expr(conbin, conrelid) FROM pg_constraint
WHERE conrelid = %s::regclass AND contype = 'c' ORDER BY conname
"""


def broken(model, rows):
    """{key: [message, …]} of the `rows`, {key: {field: value}}, that break a check constraint: two statements."""
    if not rows:
        return {}
    table = connection.ops.quote_name(model._meta.db_table)
    columns = {field.name: field.column for field in model._meta.concrete_fields}
    keys = list(rows)
    values = [
        {columns[name]: value for name, value in rows[key].items() if name in columns} | {"id": number}
        for number, key in enumerate(keys)
    ]
    with connection.cursor() as cursor:
        cursor.execute(DEFINITIONS, [table])
        definitions = cursor.fetchall()
        checks = ", ".join(f"({expression}) IS FALSE" for _name, expression in definitions)
        # A row of the table's own type: what a column cannot hold is refused by its type.
        cursor.execute(
            f"SELECT id, ARRAY[{checks}] FROM jsonb_populate_recordset(NULL::{table}, %s)",  # noqa: S608 its own words
            [json.dumps(values)],
        )
        found = cursor.fetchall()
    names = [name for name, _expression in definitions]
    return {
        keys[number]: [message(model, name) for name, is_broken in zip(names, checks, strict=True) if is_broken]
        for number, checks in found
        if any(checks)
    }
