"""A deterministic desk of any size: listings in every state, their versions, places. Not meant to be read."""

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from conditions.models import Reference
from directory.models import Clinic, Specialist

from .listings import generate as generate_vocabulary

# Prime numbers keep what is asked for apart from the order of the names. Of a thousand listings 3 are drafts, 3 in
# review, 4 without contact, 3 without coordinates, 50 were never checked; 300 have a profile, 3 of these not in
# English, none in French. Drawn from 15 * 13 family names and 30 given names.
COMMON = """
    'x' || n AS slug,
    CASE WHEN n % 331 = 0 THEN 'draft' WHEN n % 331 = 1 THEN 'in-review' ELSE 'published' END AS status,
    CASE WHEN n % 251 = 7 THEN '' ELSE '+49 30 ' || n END AS phone,
    CASE WHEN n % 10 < 3 THEN repeat('Ein neutraler Satz. ', 20) END AS profile,
    CASE WHEN n % 10 < 3 AND n % 97 <> 2 THEN repeat('A neutral sentence. ', 20) END AS profile_en,
    CASE WHEN n % 19 = 9 THEN NULL ELSE date '2026-11-01' - (n % 997) END AS checked_on,
    CASE WHEN n % 19 = 9 THEN '' ELSE 'Website' END AS source,
    CASE WHEN n % 19 = 9 THEN NULL ELSE n / 37 % 3 = 0 END AS offers_second_opinion,
    n % 4999 = 3 AS is_sample,
    (array['Mül','Mei','Schu','Ös','Weiß','Hu','Kel','Ros','Ber','Lin','Gru','Stei','Wag','Fi','Ha'])[1 + n % 15]
    || (array['ler','er','bach','mann','stein','hofer','berg','ner','feld','schmid','wald','inger','huber'])
        [1 + n / 15 % 13] AS name
"""
LISTED = "slug, status, phone, profile_de, profile_en, checked_on, source, offers_second_opinion, is_sample"
FROM_COMMON = "slug, status, phone, profile, profile_en, checked_on, source, offers_second_opinion, is_sample"
CLINICS = """
INSERT INTO directory_clinic ({listed}, profile, email, website, source_url, street,
    name, kind, city, postal_code, region_id, latitude, longitude)
SELECT {from_common}, profile, '', '', '', '', 'Klinik ' || name, kind, city, '80331', region,
    CASE WHEN n % 307 = 11 THEN NULL ELSE 48.1 END, CASE WHEN n % 307 = 11 THEN NULL ELSE 11.5 END
FROM (SELECT n, {common},
    (array['university-hospital','hospital','certified-centre','practice'])[1 + n / 7 % 4] AS kind,
    (array['Mün','Ber','Kö','Ham','Würz','Alt','Neu'])[1 + n / 11 % 7]
    || (array['chen','lin','ln','burg','stadt','dorf','heim'])[1 + n / 13 % 7] AS city,
    (array['DE-BY','DE-BE','DE-NW','DE-HH'])[1 + n / 17 % 4] AS region
    FROM generate_series(1, {number}) AS n) AS rows
"""
SPECIALISTS = """
INSERT INTO directory_specialist ({listed}, profile, email, website, source_url,
    title, given_name, family_name, photo)
SELECT {from_common}, profile, '', '', '', 'Dr. med.',
    (array['A','Be','Cla','Do','E'])[1 + n / 29 % 5] || (array['da','rta','ra','ris','mma','len'])[1 + n / 31 % 6],
    name, ''
FROM (SELECT n, {common} FROM generate_series(1, {number}) AS n) AS rows
"""
AFFILIATIONS = """
INSERT INTO directory_affiliation (specialist_id, clinic_id, role, is_main)
SELECT s.id, c.id, 'senior', true FROM directory_specialist s JOIN directory_clinic c ON c.slug = s.slug
"""
SPECIALTIES = """
INSERT INTO directory_{model}_specialties ({model}_id, specialty_id)
SELECT id, (SELECT min(id) FROM conditions_specialty) + CASE WHEN id % 101 = 0 THEN 1 ELSE 0 END
FROM directory_{model} WHERE slug LIKE 'x%'
"""
REVISION = """
INSERT INTO desk_revision (content_type_id, object_id, name, state, action, content, digest, translation_totals,
    made_by_name, made_at, is_minor, comment, run, base_id)
"""
VERSIONS = """
SELECT {content_type}, id, slug, 'applied', 'imported', '{{"fields": {{}}, "rows": {{}}, "marks": {{}}}}'::jsonb,
    slug, '{{}}'::jsonb, 'Max', now(), false, '', 'import-1', NULL::bigint
FROM directory_{model}
"""
WORKING = """
SELECT content_type_id, object_id, name, 'in-review', 'changed', content, digest,
    '{{"fr": {{"missing": 1}}}}'::jsonb, 'Anna', now(), false, '', '', id
FROM desk_revision WHERE content_type_id = {content_type}
    AND object_id IN (SELECT id FROM directory_{model} WHERE id % 499 = 20 AND status = 'published')
"""
DELETED = """
SELECT {content_type}, 10000000 + n, 'Gone', 'applied', 'deleted', '{{}}'::jsonb, n::text, '{{}}'::jsonb,
    'Max', now(), false, '', '', NULL::bigint
FROM generate_series(1, {number} / 200) AS n
"""
MARKS = """
INSERT INTO desk_translationmark (content_type_id, object_id, path, language, kind, source, since)
SELECT {content_type}, id, 'profile', 'en', 'outdated', '', date '2026-10-01'
FROM directory_{model} WHERE profile_en IS NOT NULL AND id % 101 = 0
"""
PLACES = """
INSERT INTO directory_place (country, postal_code, name, region_id, latitude, longitude)
SELECT 'DE', lpad(n::text, 5, '0'), (array['Mün','Neu','Alt','Ober'])[1 + n % 4]
    || (array['stadt','dorf','heim','berg','feld'])[1 + n / 5 % 5], 'DE-BY', 48, 11
FROM generate_series(1, {number}) AS n
"""


def generate(number):
    """`number` specialists and clinics, a third as many places, a hundredth as many references."""
    generate_vocabulary(1)
    words = {"number": number, "common": COMMON, "listed": LISTED, "from_common": FROM_COMMON}
    with connection.cursor() as cursor:
        for statement in (CLINICS, SPECIALISTS, AFFILIATIONS):
            cursor.execute(statement.format(**words))
        cursor.execute(PLACES.format(number=min(number // 3, 99_999)))
        for model in (Clinic, Specialist):
            words |= {"model": model._meta.model_name}
            words |= {"content_type": ContentType.objects.get_for_model(model).pk}
            for statement in (SPECIALTIES, REVISION + VERSIONS, REVISION + WORKING, REVISION + DELETED, MARKS):
                cursor.execute(statement.format(**words))
    Reference.objects.bulk_create(
        Reference(key=f"author-{n}", authors=f"Author{n} A", title=f"Fractions {n}", year=2020, language="en")
        for n in range(number // 100)
    )
    User.objects.create_superuser("bench")
