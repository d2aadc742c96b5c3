"""Which listing a row is about: by its short name or a register's number, else by name and place."""

from collections import defaultdict

from django.db import connection
from django.db.models import F, Q, QuerySet

from directory.models import Affiliation, Clinic, Specialist

from .words import plain_name

KEYS = {
    Specialist: ["slug", "gln", "lanr", "oid"],
    Clinic: ["slug", "gln", "oid", "bsnr", "hospital_site_number", "ik"],
}
# Listings that have all words of a name among their own, those with the fewest other words first; which of them
# has the same name is decided in Python.
SIMILAR = """
SELECT wanted.number, listing.id
FROM unnest(%s::integer[], %s::text[]) AS wanted(number, words)
CROSS JOIN LATERAL (
    SELECT id FROM {table} WHERE search_words @@ to_tsquery('simple', wanted.words)
    ORDER BY length(sort_name), id LIMIT 50
) AS listing
"""
MOST_CANDIDATES = 10


def find(model, keys):
    """{(name of the key, value): {pk, …}} for `keys`, pairs of the same form: one statement.

    An IK is the key of a clinic without a site number only: the sites of a hospital share it.
    """
    wanted = defaultdict(set)
    for name, value in keys:
        wanted[name].add(value)
    condition = Q()
    for name, values in wanted.items():
        without_site = {"hospital_site_number__isnull": True} if name == "ik" else {}
        condition |= Q(**{f"{name}__in": values}, **without_site)
    found = defaultdict(set)
    if condition:
        names = [*KEYS[model], "pk"]
        for row in QuerySet(model).filter(condition).order_by().values(*names):
            is_site = bool(row.get("hospital_site_number"))
            for name in wanted:
                if not (name == "ik" and is_site):
                    found[name, row[name]].add(row["pk"])
    return found


def refer(model, texts):
    """{text: {pk, …}} for what people write to point at a listing, any of its keys: one statement."""
    condition = Q()
    for name in KEYS[model]:
        condition |= Q(**{f"{name}__in": texts})
    found = defaultdict(set)
    for row in QuerySet(model).filter(condition).order_by().values(*KEYS[model], "pk") if texts else ():
        for name in KEYS[model]:
            found[row[name]].add(row["pk"])
    return found


def similar(model, wanted, but=()):
    """{key: [candidate, …]} for `wanted`, {key: (name, {name of a fact: value})}: two statements.

    A candidate is {"pk", "name", "place"}. It has the same words in its name and, where both have a place, the
    same town or postal code; and no other number of a register. `but` are listings that do not count.
    """
    keys = list(wanted)
    words = [_query(plain_name(wanted[key][0]).split()) for key in keys]
    numbers = [number for number, query in enumerate(words) if query]
    if not numbers:
        return {}
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.execute(SIMILAR.format(table=table), [numbers, [words[number] for number in numbers]])
        pairs = cursor.fetchall()
    facts = _facts(model, {pk for _number, pk in pairs} - set(but))
    found = defaultdict(list)
    for number, pk in sorted(pairs):
        if pk in facts and _is_similar(model, *wanted[keys[number]], facts[pk]):
            candidate = {name: facts[pk][name] for name in ("pk", "name", "place")}
            found[keys[number]] = [*found[keys[number]], candidate][:MOST_CANDIDATES]
    return found


def _query(words):
    """The parser of PostgreSQL takes “e. V.” for the name of a host: short words would not be found."""
    return " & ".join([word for word in words if len(word) > 2 and word.isalpha()] or words)


def _is_similar(model, name, row, listing):
    if name_key(name) != name_key(listing["plain"]):
        return False
    registers = set(KEYS[model]) - {"slug", "ik"}
    if any(row.get(key) and listing[key] and row[key] != listing[key] for key in registers):
        return False
    places = place_keys(row)
    return not places or not listing["places"] or bool(places & listing["places"])


def name_key(name):
    """Words in any order: given and family name are mixed up in real files."""
    return " ".join(sorted(plain_name(name).split()))


def place_keys(row):
    """{town, postal code} of a row, as far as it has them."""
    return {plain_name(row[name]) for name in ("city", "postal_code") if row.get(name)}


def _facts(model, pks):
    if not pks:
        return {}
    return _specialists(pks) if model is Specialist else _clinics(pks)


def _clinics(pks):
    names = ["pk", "name", "street", "postal_code", "city", *KEYS[Clinic]]
    return {
        row["pk"]: {
            **row,
            "plain": row["name"],
            "place": f"{row['street']}, {row['postal_code']} {row['city']}".lstrip(", "),
            "places": place_keys(row),
        }
        for row in QuerySet(Clinic).filter(pk__in=pks).order_by().values(*names)
    }


def _specialists(pks):
    places = QuerySet(Affiliation).filter(specialist__in=pks).order_by("-is_main", "pk")
    cities, found = defaultdict(list), {}
    for row in places.values("specialist", city=F("clinic__city")):
        cities[row["specialist"]].append(row["city"])
    names = ["pk", "title", "given_name", "family_name", *KEYS[Specialist]]
    for row in QuerySet(Specialist).filter(pk__in=pks).order_by().values(*names):
        plain = f"{row['given_name']} {row['family_name']}"
        found[row["pk"]] = {
            **row,
            "name": f"{row['title']} {plain}".strip(),
            "plain": plain,
            "place": ", ".join(dict.fromkeys(cities[row["pk"]])),
            "places": {plain_name(city) for city in cities[row["pk"]]},
        }
    return found
