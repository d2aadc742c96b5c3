"""The listings of a page with all that a card shows, in one statement.

What many listings share (specialties, languages, regions, names of conditions and therapies) is remembered for as
long as nothing that readers see changes; the rest comes as JSON, one row for each listing, place and treatment.
"""

import functools
import json
from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection, models
from django.utils.translation import get_language

from conditions.folding import fold
from conditions.models import Condition, Specialty, Therapy
from desk.models import Status

from .filtering.remembered import Remembered
from .filtering.rows import TREATMENTS
from .models import Affiliation, Clinic, Language, Region, Specialist

UNSHOWN = {"search_words", "sort_name", "profile", "profile_de", "profile_en", "profile_fr", "profile_it"}
SHARED = """
SELECT 'specialties', jsonb_agg(jsonb_build_array({kind}_id, specialty_id)) FROM directory_{kind}_specialties
WHERE {kind}_id = ANY(%(ids)s)
UNION ALL
SELECT 'languages', jsonb_agg(jsonb_build_array({kind}_id, language_id)) FROM directory_{kind}_languages
WHERE {kind}_id = ANY(%(ids)s)
UNION ALL
SELECT 'treatments', jsonb_agg(to_jsonb(t)) FROM directory_{kind}treatment t WHERE provider_id = ANY(%(ids)s)
UNION ALL
SELECT 'therapies', jsonb_agg(jsonb_build_array(t.id, o.therapy_id)) FROM directory_{kind}treatment t
JOIN directory_{kind}treatment_therapies o ON o.{kind}treatment_id = t.id WHERE t.provider_id = ANY(%(ids)s)
UNION ALL
SELECT 'listings', jsonb_agg(to_jsonb(l) - %(unshown)s) FROM directory_{kind} l WHERE l.id = ANY(%(ids)s)
"""
PLACES = """
UNION ALL
SELECT 'affiliations', jsonb_agg(to_jsonb(a) ORDER BY a.is_main DESC, a.id) FROM directory_affiliation a
JOIN directory_clinic c ON c.id = a.clinic_id WHERE a.specialist_id = ANY(%(ids)s) AND c.status = 'published'
UNION ALL
SELECT 'clinics', jsonb_agg(to_jsonb(c) - %(unshown)s) FROM directory_clinic c WHERE c.id IN (
    SELECT clinic_id FROM directory_affiliation WHERE specialist_id = ANY(%(ids)s))
"""
STATEMENTS = {
    Specialist: SHARED.format(kind="specialist") + PLACES,
    Clinic: SHARED.format(kind="clinic"),
}


@dataclass(frozen=True)
class Catalogue:
    """What many listings share, by key; of conditions and therapies the published ones."""

    specialties: dict
    languages: dict
    regions: dict
    conditions: dict
    therapies: dict
    _ranks: dict = field(default_factory=dict)

    def rank(self, kind):
        """{key: place in the order of names} in the active language."""
        place = kind, get_language()
        if place not in self._ranks:
            ordered = sorted(getattr(self, kind).values(), key=lambda one: (fold(one.name), one.pk))
            self._ranks[place] = {one.pk: number for number, one in enumerate(ordered)}
        return self._ranks[place]


CONVERTED = (models.DateField, models.DecimalField, models.UUIDField)  # of the others JSON has the value itself
_remembered = Remembered()


def catalogue(version):
    """The Catalogue at this version of the data; at None, which is nobody else's, as it is now."""
    return _remembered.get(version, _catalogue)


def _catalogue():
    published = {"status": Status.PUBLISHED}
    return Catalogue(
        specialties={one.pk: one for one in Specialty.objects.prefetch_related("primary_tumours")},
        languages=Language.objects.in_bulk(),
        regions=Region.objects.in_bulk(field_name="code"),
        conditions={one.pk: one for one in Condition.objects.filter(**published)},
        therapies={one.pk: one for one in Therapy.objects.filter(**published).for_names()},
    )


def load(model, ids, version):
    """{id: listing} as for_list() gives them: related objects are there and ask nothing of the database."""
    if not ids:
        return {}
    shared = catalogue(version)
    with connection.cursor() as cursor:
        cursor.execute(STATEMENTS[model], {"ids": list(ids), "unshown": list(UNSHOWN)})
        rows = {kind: json.loads(found or "[]") for kind, found in cursor.fetchall()}
    listings = {row["id"]: _instance(model, row) for row in rows["listings"]}
    _relate(listings, rows, shared)
    _treat(model, listings, rows, shared)
    if model is Specialist:
        _place(listings, rows, shared)
    else:
        _locate(listings, shared)
    return listings


def _relate(listings, rows, shared):
    for name, model in (("specialties", Specialty), ("languages", Language)):
        known, rank, chosen = getattr(shared, name), shared.rank(name), defaultdict(list)
        for owner, key in rows[name]:
            if key in known:  # not what was added since the catalogue's version
                chosen[owner].append(key)
        for pk, listing in listings.items():
            _prefetched(listing, name, model, [known[key] for key in sorted(chosen[pk], key=rank.get)])


def _treat(model, listings, rows, shared):
    offered, treatments = defaultdict(list), defaultdict(list)
    conditions, therapies = shared.rank("conditions"), shared.rank("therapies")
    for treatment, therapy in rows["therapies"]:
        if therapy in shared.therapies:
            offered[treatment].append(therapy)
    for row in rows["treatments"]:
        if row["condition_id"] in shared.conditions:
            treatment = _instance(TREATMENTS[model], row)
            treatment.condition = shared.conditions[row["condition_id"]]
            treatment.provider = listings[row["provider_id"]]
            found = [shared.therapies[key] for key in sorted(offered[treatment.pk], key=therapies.get)]
            _prefetched(treatment, "therapies", Therapy, found)
            treatments[row["provider_id"]].append(treatment)
    for pk, listing in listings.items():
        found = sorted(treatments[pk], key=lambda one: (conditions[one.condition_id], one.pk))
        _prefetched(listing, "treatments", TREATMENTS[model], found)


def _place(listings, rows, shared):
    clinics = {row["id"]: _instance(Clinic, row) for row in rows["clinics"]}
    _locate(clinics, shared)
    places = defaultdict(list)
    for row in rows["affiliations"]:
        affiliation = _instance(Affiliation, row)
        affiliation.clinic, affiliation.specialist = clinics[row["clinic_id"]], listings[row["specialist_id"]]
        places[row["specialist_id"]].append(affiliation)
    for pk, listing in listings.items():
        _prefetched(listing, "affiliations", Affiliation, places[pk])


def _locate(clinics, shared):
    for clinic in clinics.values():
        if clinic.region_id in shared.regions:
            clinic.region = shared.regions[clinic.region_id]


def _instance(model, row):
    """What the row says; columns that it does not have are fetched if anybody asks for them."""
    names, columns = _fields(model, tuple(row))
    values = [row[column] if convert is None else convert(row[column]) for column, convert in columns]
    return model.from_db(connection.alias, names, values)


@functools.cache
def _fields(model, columns):
    """Names of attributes, and of each its column and what makes a value of JSON's."""
    fields = [one for one in model._meta.concrete_fields if one.column in columns]
    conversions = [(one.column, one.to_python if isinstance(one, CONVERTED) else None) for one in fields]
    return [one.attname for one in fields], conversions


def _prefetched(instance, name, model, objects):
    """As prefetch_related() leaves it."""
    queryset = models.QuerySet(model)
    queryset._result_cache, queryset._prefetch_done = objects, True
    instance.__dict__.setdefault("_prefetched_objects_cache", {})[name] = queryset
