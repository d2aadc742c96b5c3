"""A deterministic register of physicians of any size: who works where, treats what with what, speaks what.

Everything follows from the number of a row by arithmetic, so PostgreSQL makes it itself: 500,000 in some minutes.
"""

from django.db import connection

from .desk_listings import CLINIC_NAMES, FAMILY_NAMES, GIVEN_NAMES
from .listings import generate as generate_vocabulary

TOWNS = [
    ("Berlin", "10115", "DE-BE", 52.532, 13.384),
    ("München", "80331", "DE-BY", 48.137, 11.575),
    ("Wien", "1010", "AT-9", 48.209, 16.371),
    ("Köln", "50667", "DE-NW", 50.938, 6.954),
    ("Zürich", "8001", "CH-ZH", 47.372, 8.541),
    ("Hamburg", "20095", "DE-HH", 53.55, 10.0),
    ("Münster", "48143", "DE-NW", 51.962, 7.628),
    ("Nürnberg", "90402", "DE-BY", 49.45, 11.08),
    ("Innsbruck", "6020", "AT-7", 47.268, 11.393),
    ("Bern", "3011", "CH-BE", 46.948, 7.448),
    ("Würzburg", "97070", "DE-BY", 49.794, 9.93),
    ("Genève", "1204", "CH-GE", 46.202, 6.147),
    ("Lugano", "6900", "CH-TI", 46.005, 8.952),
]
SYLLABLES = """
    ber gen hau stei wal kel lin mar rie sel tho wen brun dorf eck feld gart holz loh moos
    acker alt bach birk blum burg damm eich esch fisch forst frei gras gruen hain heid hof horn jung kamp
    kirch klein korn lang lau licht mann matt meer muehl neu ober ott rain reich rott sand schau see sieg
"""


def _chance(seed):
    """A number from 0 to 1 for the row n; another seed is another throw."""
    return f"(abs(hashint8extended(n, {seed}) % 1000003) / 1000003.0)"


def _one_of(words, seed):
    """SQL for one of `words`, the first ones more often."""
    quoted = ", ".join(f"'{word}'" for word in words)
    return f"(array[{quoted}])[1 + floor({len(words)} * power({_chance(seed)}, 2))::int]"


CHECKED = f"CASE WHEN {_chance(7001)} < 0.1 THEN NULL ELSE current_date - ({_chance(6007)} * 900)::int END"
STATED = "CASE WHEN checked_on IS NULL OR {chance} < 0.3 THEN NULL ELSE {chance} < 0.7 END"
FACTS = ", ".join(STATED.format(chance=_chance(seed)) for seed in (5003, 5113, 5237, 5351))
FACT_COLUMNS = "accepts_statutory_insurance, offers_second_opinion, offers_video_consultation, is_barrier_free"
NAME = f"""initcap({_one_of(SYLLABLES.split(), 7919)} || {_one_of(SYLLABLES.split(), 4001)}
    || CASE WHEN n % 3 = 0 THEN {_one_of(SYLLABLES.split(), 3301)} ELSE '' END)"""

CLINICS = f"""
INSERT INTO directory_clinic (slug, status, phone, email, website, checked_on, source, source_url, is_sample,
    {FACT_COLUMNS}, name, kind, street, city, postal_code, region_id, latitude, longitude)
SELECT 'c' || n, 'published', '+49 30 23125 ' || n % 1000, '', '', checked_on,
    CASE WHEN checked_on IS NULL THEN '' ELSE 'Website' END, '', false, {FACTS},
    {_one_of(CLINIC_NAMES.split(), 5003)} || ' ' || {NAME},
    (array['hospital','practice','certified-centre','university-hospital'])[1 + floor(4 * {_chance(5233)})::int],
    'Hauptstraße ' || 1 + n % 90, town[1], town[2], town[3],
    round(town[4]::numeric + {_chance(2003)} * 0.04, 5), round(town[5]::numeric + {_chance(2011)} * 0.04, 5)
FROM (SELECT n, {CHECKED} AS checked_on,
    string_to_array({_one_of(["|".join(map(str, town)) for town in TOWNS], 1009)}, '|') AS town
    FROM generate_series(1, {{clinics}}) AS n) AS rows
"""  # noqa: S608 our own words
SPECIALISTS = f"""
INSERT INTO directory_specialist (slug, status, phone, email, website, checked_on, source, source_url, is_sample,
    {FACT_COLUMNS}, title, given_name, family_name, photo)
SELECT 's' || n, 'published', '+49 30 23125 ' || n % 1000, '', '', checked_on,
    CASE WHEN checked_on IS NULL THEN '' ELSE 'Website' END, '', false, {FACTS},
    CASE WHEN n % 9 = 0 THEN 'Prof. Dr. med.' ELSE 'Dr. med.' END, {_one_of(GIVEN_NAMES.split(), 3001)},
    CASE WHEN n % 4 = 0 THEN {_one_of(FAMILY_NAMES.split(), 7907)} ELSE {NAME} END, ''
FROM (SELECT n, {CHECKED} AS checked_on FROM generate_series(1, {{specialists}}) AS n) AS rows
"""  # noqa: S608 our own words
AFFILIATIONS = f"""
INSERT INTO directory_affiliation (specialist_id, clinic_id, role, is_main)
SELECT s.id, c.id, 'senior', is_main FROM (
    SELECT n, 1 + floor({_chance(8009)} * {{clinics}})::int AS at, true AS is_main
    FROM generate_series(1, {{specialists}}) AS n
    UNION ALL
    SELECT n, 1 + (floor({_chance(8009)} * {{clinics}})::int + 1) % {{clinics}}, false
    FROM generate_series(1, {{specialists}}, 12) AS n
) AS works JOIN directory_specialist s ON s.slug = 's' || n JOIN directory_clinic c ON c.slug = 'c' || at
WHERE is_main OR {{clinics}} > 1
"""  # noqa: S608 our own words
# One to three values for each: the first ones more often, and any
SOME = """
INSERT INTO {table} ({owner}, {value}_id)
SELECT DISTINCT {id}, value.id FROM (
    SELECT n, 1 + floor({size} * power({chance}, 2))::int AS place FROM generate_series(1, {number}) AS n
    UNION ALL SELECT n, 1 + floor({size} * {other})::int FROM generate_series(1, {number}, 2) AS n
    UNION ALL SELECT n, 1 + floor({size} * {third})::int FROM generate_series(1, {number}, 3) AS n
) AS chosen
JOIN {listings} AS listing ON substr(listing.slug, 2)::int = n
{join}
JOIN (SELECT id, row_number() OVER (ORDER BY {key}) AS place FROM {values}) AS value USING (place)
"""
TREATMENTS = f"""
INSERT INTO directory_specialisttreatment (provider_id, condition_id, source)
SELECT s.id, c.id, ''
FROM generate_series(1, {{specialists}}) AS n JOIN directory_specialist s ON s.slug = 's' || n
JOIN (SELECT id, row_number() OVER (ORDER BY slug) AS place FROM conditions_condition) AS c
    ON c.place = 1 + floor(3 * power({_chance(9001)}, 2))::int OR (n % 5 = 0 AND c.place = 3 - n % 3)
"""  # noqa: S608


def _some(table, owner, value, values, key="slug", *, size, seeds, **words):
    chances = dict(zip(("chance", "other", "third"), map(_chance, seeds), strict=True))
    return SOME.format(
        table=table, owner=owner, value=value, values=values, key=key, size=size, **chances, **words
    )


def generate(specialists):
    """Returns the number of clinics: a twentieth."""
    clinics = max(2, specialists // 20)
    generate_vocabulary(1)
    statements = [
        statement.format(specialists=specialists, clinics=clinics)
        for statement in (CLINICS, SPECIALISTS, AFFILIATIONS, TREATMENTS)
    ]
    for model, number in (("specialist", specialists), ("clinic", clinics)):
        table = f"directory_{model}"
        words = {"listings": table, "number": number, "id": "listing.id", "join": "", "size": 12}
        statements += [
            _some(
                f"{table}_specialties",
                f"{model}_id",
                "specialty",
                "conditions_specialty",
                seeds=(6151, 6301, 6553),
                **words,
            ),
            _some(
                f"{table}_languages",
                f"{model}_id",
                "language",
                "directory_language",
                "code",
                seeds=(6653, 6701, 6869),
                **words,
            ),
        ]
    statements.append(
        _some(
            "directory_specialisttreatment_therapies",
            "specialisttreatment_id",
            "therapy",
            "conditions_therapy",
            seeds=(6607, 6709, 6907),
            listings="directory_specialist",
            number=specialists,
            id="treatment.id",
            join="JOIN directory_specialisttreatment AS treatment ON treatment.provider_id = listing.id",
            size=7,
        )
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("ANALYZE")
    return clinics
