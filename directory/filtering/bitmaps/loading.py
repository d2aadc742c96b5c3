"""Facts of public listings from PostgreSQL: of all, or of those that changed; one statement, so one moment.

Each row of the statement is (kind, facet, value, other value, ids, names, days); `kind` is a model, or "terms".
"""

from collections import defaultdict

from django.db import connection

from directory.filtering.rows import FACTS
from directory.models import Clinic, Specialist

from .lens import Terms
from .points import UNIT
from .segment import POINT, WORD, build
from .shelf import Entry, Shelf

KINDS = {"specialist": Specialist, "clinic": Clinic}

ENTRIES = """
SELECT '{kind}', 'entries', '', '', array_agg(id ORDER BY sort_name COLLATE "C", id),
    array_agg(sort_name ORDER BY sort_name COLLATE "C", id),
    array_agg(checked_on - DATE '0001-01-01' + 1 ORDER BY sort_name COLLATE "C", id)
FROM directory_{kind} WHERE status = 'published' AND {among}
"""
GROUP = """
SELECT '{kind}', '{facet}', {value}::text, {other}, array_agg({listing}), NULL, NULL
FROM {table} WHERE {where} GROUP BY 3, 4
"""
TREATMENTS = "directory_{kind}treatment t JOIN conditions_condition c ON c.id = t.condition_id"
OFFERED = (
    TREATMENTS + " JOIN directory_{kind}treatment_therapies o ON o.{kind}treatment_id = t.id"
    " JOIN conditions_therapy y ON y.id = o.therapy_id"
)
TERMS = """
SELECT 'terms', 'condition', slug, '', NULL::bigint[], NULL::text[], NULL::int[]
FROM conditions_condition WHERE status = 'published'
UNION ALL
SELECT 'terms', 'therapy', slug, '', NULL, NULL, NULL FROM conditions_therapy WHERE status = 'published'
UNION ALL
SELECT 'terms', 'leading', tumour.slug, specialty.slug, NULL, NULL, NULL
FROM conditions_primarytumour tumour
LEFT JOIN conditions_primarytumour_leading_specialties leads ON leads.primarytumour_id = tumour.id
LEFT JOIN conditions_specialty specialty ON specialty.id = leads.specialty_id
"""


def _groups(kind):
    """(facet, value, other value, the listing's column, tables, condition) of every facet."""
    for facet, column in FACTS.items():
        stated = f"CASE {column} WHEN true THEN 'yes' WHEN false THEN 'no' ELSE 'not-stated' END"
        yield facet, stated, "''", "id", f"directory_{kind}", "status = 'published'"
    yield "condition", "c.slug", "''", "t.provider_id", TREATMENTS.format(kind=kind), "true"
    yield "pair", "c.slug", "y.slug", "t.provider_id", OFFERED.format(kind=kind), "true"
    tables = f"directory_{kind}_specialties s JOIN conditions_specialty v ON v.id = s.specialty_id"
    yield "specialty", "v.slug", "''", f"s.{kind}_id", tables, "true"
    tables = f"directory_{kind}_languages s JOIN directory_language v ON v.id = s.language_id"
    yield "language", "v.code", "''", f"s.{kind}_id", tables, "true"
    tables = f"directory_{kind} CROSS JOIN LATERAL unnest(tsvector_to_array(search_words)) AS w (word)"
    yield WORD, "w.word", "''", "id", tables, "status = 'published'"
    if kind == "clinic":
        yield "region", "region_id", "''", "id", "directory_clinic", "status = 'published'"
        is_placed = "status = 'published' AND latitude IS NOT NULL"
        yield POINT, *_point("directory_clinic"), "id", "directory_clinic", is_placed
    else:
        tables = "directory_affiliation a JOIN directory_clinic w ON w.id = a.clinic_id"
        yield "region", "w.region_id", "''", "a.specialist_id", tables, "w.status = 'published'"
        is_placed = "w.status = 'published' AND w.latitude IS NOT NULL"
        yield POINT, *_point("w"), "a.specialist_id", tables, is_placed
        tables += " CROSS JOIN LATERAL unnest(tsvector_to_array(w.search_words)) AS v (word)"
        yield WORD, "v.word", "''", "a.specialist_id", tables, "w.status = 'published'"


def _point(clinic):
    """A clinic's coordinates as segment.py has them."""
    return [f"({clinic}.{name} * {UNIT})::int::text" for name in ("latitude", "longitude")]


def _statement(kind, among):
    """`among` is "true", or a set of ids as SQL."""

    def those(column):
        return among if among == "true" else f"{column} IN ({among})"

    parts = [ENTRIES.format(kind=kind, among=those("id"))]
    for facet, value, other, listing, table, where in _groups(kind):
        where = f"{where} AND {those(listing)}"
        parts.append(
            GROUP.format(
                kind=kind, facet=facet, value=value, other=other, listing=listing, table=table, where=where
            )
        )
    return parts


ALL = " UNION ALL ".join([TERMS, *(part for kind in KINDS for part in _statement(kind, "true"))])
CHANGED = " UNION ALL ".join(
    [TERMS, *(part for kind in KINDS for part in _statement(kind, f"SELECT id FROM changed_{kind}"))]  # noqa: S608
)


def load():
    """(Terms, {model: Shelf}) of everything there is."""
    with connection.cursor() as cursor:
        cursor.execute(ALL)
        terms, found = read(cursor.fetchall())
    return terms, {model: Shelf(build(*found[model])) for model in found}


def read(rows):
    """(Terms, {model: (entries, groups)}) as segment.build() takes them."""
    found = {model: ([], defaultdict(list)) for model in KINDS.values()}
    terms, leading = {"condition": set(), "therapy": set()}, defaultdict(list)
    for kind, facet, value, other, ids, names, days in rows:
        if kind == "terms":
            if facet == "leading":
                leading[value] += [other] if other else []
            else:
                terms[facet].add(value)
        elif facet == "entries":
            names = [name.encode() for name in names or []]
            found[KINDS[kind]] = (list(zip(ids or [], names, days or [], strict=True)), found[KINDS[kind]][1])
        else:
            found[KINDS[kind]][1][(facet, value, other) if other else (facet, value)] += ids
    leading = {tumour: tuple(specialties) for tumour, specialties in leading.items()}
    return Terms(frozenset(terms["condition"]), frozenset(terms["therapy"]), leading), found


def entries_of(entries, groups, changed):
    """{pk: Entry, or None where it is not public} of the ids in `changed`."""
    values = defaultdict(set)
    for value, pks in groups.items():
        for pk in pks:
            values[pk].add(value)
    public = {pk: Entry(name, day, tuple(values[pk])) for pk, name, day in entries}
    return {pk: public.get(pk) for pk in changed}
