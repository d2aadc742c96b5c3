"""A deterministic desk of any size: listings in every state, what they treat, versions, corrections."""

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from conditions.models import Reference
from directory.models import Clinic, Specialist

from .listings import generate as generate_vocabulary

FAMILY_NAMES = """
    Müller Schmidt Weiß Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter
    Klein
    Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Keller
    Frei Baumann Meier Brunner
    Gerber Steiner Moser Huber Graf Roth Suter Favre Rochat Bianchi Rossi Bernasconi Lombardi Novak Yılmaz Öztürk
    Nguyễn Kowalska Ivanova
"""
GIVEN_NAMES = """
    Anna Maria Michael Thomas Andreas Sabine Peter Christian Julia Stefan Claudia Martin Katharina Daniel Ursula
    Matthias Barbara Jürgen Élise François Giulia Marco Ayşe Mehmet Linh Zofia
"""
CLINIC_NAMES = "Universitätsklinikum Klinikum Krankenhaus Spital Tumorzentrum Strahlenzentrum Praxis MVZ"
TOWNS = [  # none in Austria: the filter by a country without a clinic is asked, too
    ("München", "80331", "DE-BY", 48.137, 11.575),
    ("Berlin", "10115", "DE-BE", 52.532, 13.384),
    ("Köln", "50667", "DE-NW", 50.938, 6.954),
    ("Hamburg", "20095", "DE-HH", 53.55, 10.0),
    ("Zürich", "8001", "CH-ZH", 47.372, 8.541),
    ("Münster", "48143", "DE-NW", 51.962, 7.628),
    ("Nürnberg", "90402", "DE-BY", 49.45, 11.08),
    ("Düsseldorf", "40210", "DE-NW", 51.221, 6.79),
    ("Bern", "3011", "CH-BE", 46.948, 7.448),
    ("Würzburg", "97070", "DE-BY", 49.794, 9.93),
    ("Genève", "1204", "CH-GE", 46.202, 6.147),
    ("Lugano", "6900", "CH-TI", 46.005, 8.952),
]


def _one_of(words, prime):
    """SQL for one of `words` by the number n of a row, the first ones more often; primes keep columns apart."""
    quoted = ", ".join(f"'{word}'" for word in words)
    return f"(array[{quoted}])[1 + floor({len(words)} * power(n::bigint * {prime} % 10007 / 10007.0, 2))::int]"


# Of 1,000 listings 3 are drafts, 3 in review, 4 without contact, 3 without coordinates, 50 were never checked;
# 300 have a profile, 3 of these not in English, none in French.
COMMON = f"""
    'x' || n AS slug,
    CASE WHEN n % 331 = 0 THEN 'draft' WHEN n % 331 = 1 THEN 'in-review' ELSE 'published' END AS status,
    CASE WHEN n % 251 = 7 THEN '' ELSE '+49 30 ' || n END AS phone,
    CASE WHEN n % 10 < 3 THEN repeat('Ein neutraler Satz. ', 20) END AS profile,
    CASE WHEN n % 10 < 3 AND n % 97 <> 2 THEN repeat('A neutral sentence. ', 20) END AS profile_en,
    CASE WHEN n % 19 = 9 THEN NULL ELSE date '2026-11-01' - (n % 997) END AS checked_on,
    CASE WHEN n % 19 = 9 THEN '' ELSE 'Website' END AS source,
    CASE WHEN n % 19 = 9 THEN NULL ELSE n / 37 % 3 = 0 END AS offers_second_opinion,
    n % 4999 = 3 AS is_sample,
    {_one_of(FAMILY_NAMES.split(), 7919)}
        || CASE WHEN n % 23 = 0 THEN '-' || {_one_of(FAMILY_NAMES.split(), 4001)} ELSE '' END AS name
"""
LISTED = "slug, status, phone, profile_de, profile_en, checked_on, source, offers_second_opinion, is_sample"
FROM_COMMON = "slug, status, phone, profile, profile_en, checked_on, source, offers_second_opinion, is_sample"
CLINICS = """
INSERT INTO directory_clinic ({listed}, profile, email, website, source_url, street,
    name, kind, city, postal_code, region_id, latitude, longitude)
SELECT {from_common}, profile, '', '', '', 'Hauptstraße ' || n % 90 + 1, kind_name || ' ' || name, kind,
    town[1], town[2], town[3],
    CASE WHEN n % 307 = 11 THEN NULL ELSE town[4]::numeric END,
    CASE WHEN n % 307 = 11 THEN NULL ELSE town[5]::numeric END
FROM (SELECT n, {common},
    (array['university-hospital','hospital','certified-centre','practice'])[1 + n / 7 % 4] AS kind,
    {clinic_name} AS kind_name,
    string_to_array({town}, '|') AS town
    FROM generate_series(1, {number}) AS n) AS rows
"""
SPECIALISTS = """
INSERT INTO directory_specialist ({listed}, profile, email, website, source_url,
    title, given_name, family_name, photo)
SELECT {from_common}, profile, '', '', '', CASE WHEN n % 9 = 0 THEN 'Prof. Dr. med.' ELSE 'Dr. med.' END,
    {given_name}, name, ''
FROM (SELECT n, {common} FROM generate_series(1, {number}) AS n) AS rows
"""
AFFILIATIONS = """
INSERT INTO directory_affiliation (specialist_id, clinic_id, role, is_main)
SELECT s.id, c.id, 'senior', true FROM directory_specialist s JOIN directory_clinic c ON c.slug = s.slug
"""
SPECIALTIES = """
INSERT INTO directory_{model}_specialties ({model}_id, specialty_id)
SELECT id, (SELECT min(id) FROM conditions_specialty)
    + CASE WHEN substr(slug, 2)::int % 101 = 0 THEN 1 ELSE 0 END
FROM directory_{model} WHERE slug LIKE 'x%'
"""
TREATMENTS = """
INSERT INTO directory_{model}treatment (provider_id, condition_id, source)
SELECT id, (SELECT min(id) FROM conditions_condition) + substr(slug, 2)::int % 3, ''
FROM directory_{model} WHERE slug LIKE 'x%'
"""
THERAPIES = """
INSERT INTO directory_{model}treatment_therapies ({model}treatment_id, therapy_id)
SELECT treatment.id, therapy.id FROM directory_{model}treatment AS treatment
JOIN directory_{model} AS listing ON listing.id = provider_id AND listing.slug LIKE 'x%'
JOIN conditions_therapy AS therapy ON (substr(listing.slug, 2)::int + substr(therapy.slug, 2)::int) % 5 = 0
"""
REVISION = """
INSERT INTO desk_revision (content_type_id, object_id, name, state, action, content, fingerprint,
    translation_totals, made_by_name, made_at, is_minor, comment, run, made_by_id, base_id)
"""
VERSIONS = """
SELECT {content_type}, id, slug, 'applied', 'imported',
    jsonb_build_object('fields', to_jsonb(listing) - 'id' - 'search_words', 'rows', '{{}}'::jsonb, 'marks',
        '{{}}'::jsonb),
    slug, '{{}}'::jsonb, 'Max', now(), false, '', 'import-1', {account}, NULL::bigint
FROM directory_{model} AS listing
"""
WORKING = """
SELECT content_type_id, object_id, name, 'in-review', 'changed', content, fingerprint,
    '{{"fr": {{"missing": 1}}}}'::jsonb, 'Anna', now(), false, '', '', NULL::bigint, id
FROM desk_revision WHERE content_type_id = {content_type} AND object_id IN (
    SELECT id FROM directory_{model} WHERE substr(slug, 2)::int % 499 = 20 AND status = 'published')
"""
OWN_DRAFTS = """
SELECT content_type_id, object_id, name, 'draft', 'changed', content, fingerprint,
    '{{"fr": {{"missing": 1}}}}'::jsonb, 'Max', now(), false, '', '', {account}, id
FROM desk_revision WHERE content_type_id = {content_type} AND object_id IN (
    SELECT id FROM directory_{model} WHERE substr(slug, 2)::int % 997 IN (40, 41)
        AND substr(slug, 2)::int % 499 <> 20 AND status = 'published')
"""
STEPS = """
INSERT INTO desk_step (content_type_id, object_id, action, by_id, by_name, at, reason, parts)
SELECT {content_type}, id, 'published', {account}, 'Max', now(), '', '[]'::jsonb FROM directory_{model}
"""
SENT_BACK = """
INSERT INTO desk_step (content_type_id, object_id, action, by_id, by_name, at, reason, parts)
SELECT content_type_id, object_id, 'returned', NULL, 'Rita', now(), 'Bitte belegen.', '[]'::jsonb
FROM desk_revision WHERE content_type_id = {content_type} AND state = 'draft'
    AND substr(name, 2)::int % 997 = 40
"""
DELETED = """
SELECT {content_type}, 10000000 + n, 'Gone', 'applied', 'deleted', '{{}}'::jsonb, n::text, '{{}}'::jsonb,
    'Max', now(), false, '', '', {account}, NULL::bigint
FROM generate_series(1, {number} / 200) AS n
"""
MARKS = """
INSERT INTO desk_translationmark (content_type_id, object_id, path, language, kind, source, since)
SELECT {content_type}, id, 'profile', 'en', 'outdated', '', date '2026-10-01'
FROM directory_{model} WHERE profile_en IS NOT NULL AND substr(slug, 2)::int % 101 = 0
"""
CORRECTIONS = """
INSERT INTO directory_correction ({model}_id, fact, stated, proposed, remark, source, reply_to, language, sent_at,
    form_key, state, decided_by_name, reason, note, answer)
SELECT id, 'phone', phone, '{{"phone": "+49 89 1"}}'::jsonb, '', '', '', 'de', now(), gen_random_uuid(), 'open',
    '', '', '', ''
FROM directory_{model} WHERE substr(slug, 2)::int % 503 = 30
"""
PLACES = """
INSERT INTO directory_place (country, postal_code, name, region_id, latitude, longitude)
SELECT 'DE', lpad(n::text, 5, '0'), {place}
    || CASE WHEN n % 3 = 0 THEN '-' || {village} || 'dorf' ELSE '' END, 'DE-BY', 48, 11
FROM generate_series(1, {number}) AS n
"""
WORDS = {
    "common": COMMON,
    "listed": LISTED,
    "from_common": FROM_COMMON,
    "clinic_name": _one_of(CLINIC_NAMES.split(), 5003),
    "given_name": _one_of(GIVEN_NAMES.split(), 3001),
    "town": _one_of(["|".join(map(str, town)) for town in TOWNS], 6007),
    "place": _one_of([town[0] for town in TOWNS], 5003),
    "village": _one_of(FAMILY_NAMES.split(), 2003),
}


def generate(number):
    """`number` specialists and clinics, a third as many places, a hundredth as many references."""
    generate_vocabulary(1)
    words = WORDS | {"number": number, "account": User.objects.create_superuser("bench").pk}
    with connection.cursor() as cursor:
        for statement in (CLINICS, SPECIALISTS, AFFILIATIONS):
            cursor.execute(statement.format(**words))
        cursor.execute(PLACES.format(**words | {"number": min(number // 3, 99_999)}))
        for model in (Clinic, Specialist):
            words |= {"model": model._meta.model_name}
            words |= {"content_type": ContentType.objects.get_for_model(model).pk}
            for statement in (SPECIALTIES, TREATMENTS, THERAPIES, MARKS, CORRECTIONS):
                cursor.execute(statement.format(**words))
            for statement in (VERSIONS, WORKING, OWN_DRAFTS, DELETED):
                cursor.execute((REVISION + statement).format(**words))
            for statement in (STEPS, SENT_BACK):
                cursor.execute(statement.format(**words))
    Reference.objects.bulk_create(
        Reference(key=f"author-{n}", authors=f"Author{n} A", title=f"Fractions {n}", year=2020, language="en")
        for n in range(number // 100)
    )
