"""The log of changes, and the triggers that write it: see directory/filtering/bitmaps/log.py."""

import django.contrib.postgres.fields
from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION directory_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'INSERT INTO directory_change (transaction, kind, listings)
        SELECT pg_current_xact_id()::text::bigint,
            CASE WHEN cardinality(listings) > 5000 THEN ''everything'' ELSE kind END,
            CASE WHEN cardinality(listings) > 5000 THEN ''{}'' ELSE listings END
        FROM (' || TG_ARGV[0] || ') AS told (kind, listings) WHERE listings IS NOT NULL';
    RETURN NULL;
END $$;
CREATE FUNCTION directory_log_truncation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO directory_change (transaction, kind, listings)
        VALUES (pg_current_xact_id()::text::bigint, 'everything', '{}');
    RETURN NULL;
END $$;
INSERT INTO directory_forgottenchanges (id, rows, before) VALUES (1, 0, 0);
"""
DROP_FUNCTIONS = "DROP FUNCTION directory_log_change; DROP FUNCTION directory_log_truncation;"

# {table: which listings a row of `changed` is about}; of an UPDATE, `changed` is both what was and what is
LISTINGS = {
    "directory_specialist": "SELECT 'specialist', array_agg(DISTINCT id) FROM changed",
    "directory_specialist_specialties": "SELECT 'specialist', array_agg(DISTINCT specialist_id) FROM changed",
    "directory_specialist_languages": "SELECT 'specialist', array_agg(DISTINCT specialist_id) FROM changed",
    "directory_affiliation": "SELECT 'specialist', array_agg(DISTINCT specialist_id) FROM changed",
    "directory_specialisttreatment": "SELECT 'specialist', array_agg(DISTINCT provider_id) FROM changed",
    "directory_specialisttreatment_therapies": (
        "SELECT 'specialist', array_agg(DISTINCT provider_id) FROM changed "
        "JOIN directory_specialisttreatment t ON t.id = specialisttreatment_id"
    ),
    # the country and region of who works there come from the clinic
    "directory_clinic": (
        "SELECT 'clinic', array_agg(DISTINCT id) FROM changed UNION ALL "
        "SELECT 'specialist', array_agg(DISTINCT specialist_id) FROM directory_affiliation WHERE clinic_id IN "
        "(SELECT id FROM changed GROUP BY id HAVING count(DISTINCT (status, region_id)) > 1)"
    ),
    "directory_clinic_specialties": "SELECT 'clinic', array_agg(DISTINCT clinic_id) FROM changed",
    "directory_clinic_languages": "SELECT 'clinic', array_agg(DISTINCT clinic_id) FROM changed",
    "directory_clinictreatment": "SELECT 'clinic', array_agg(DISTINCT provider_id) FROM changed",
    "directory_clinictreatment_therapies": (
        "SELECT 'clinic', array_agg(DISTINCT provider_id) FROM changed "
        "JOIN directory_clinictreatment t ON t.id = clinictreatment_id"
    ),
}
# what listings are filtered by: if an address changes, every listing with it does
NAMED = {
    "conditions_condition": "slug",
    "conditions_therapy": "slug",
    "conditions_specialty": "slug",
    "conditions_primarytumour": "slug",
    "directory_language": "code",
}
PAGES = [
    "conditions_cause",
    "conditions_citation",
    "conditions_conditiontherapy",
    "conditions_glossaryterm",
    "conditions_helpline",
    "conditions_primarytumour_leading_specialties",
    "conditions_reference",
    "conditions_reviewer",
    "conditions_section",
    "conditions_symptom",
    "desk_step",
    "desk_translationmark",
    "directory_certificate",
    "directory_place",
    "directory_region",
]
PAGE = "SELECT 'page', '{}'::bigint[] WHERE EXISTS (SELECT FROM changed)"
TELLS = {
    **LISTINGS,
    **{
        table: f"{PAGE} UNION ALL SELECT 'everything', '{{}}'::bigint[] "
        f"WHERE EXISTS (SELECT FROM changed GROUP BY id HAVING count(DISTINCT {column}) > 1)"
        for table, column in NAMED.items()
    },
    **dict.fromkeys(PAGES, PAGE),
}
EVENTS = {
    "INSERT": ("NEW TABLE AS changed", "{tells}"),
    "DELETE": ("OLD TABLE AS changed", "{tells}"),
    "UPDATE": (
        "OLD TABLE AS was NEW TABLE AS becomes",
        "WITH changed AS (SELECT * FROM was UNION ALL SELECT * FROM becomes) {tells}",
    ),
}


def triggers(table, tells):
    for event, (tables, query) in EVENTS.items():
        told = query.format(tells=tells).replace("'", "''")
        yield (
            f"CREATE TRIGGER log_{event.lower()} AFTER {event} ON {table} REFERENCING {tables} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION directory_log_change('{told}');"
        )
    yield (
        f"CREATE TRIGGER log_truncate AFTER TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION directory_log_truncation();"
    )


def no_triggers(table):
    for event in (*EVENTS, "TRUNCATE"):
        yield f"DROP TRIGGER log_{event.lower()} ON {table};"


class Migration(migrations.Migration):
    dependencies = [
        ("conditions", "0005_physicians"),
        ("desk", "0006_fingerprint"),
        ("directory", "0011_correction_texts_end"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredBitmaps",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("layout", models.PositiveSmallIntegerField()),
                ("position", models.TextField()),
                ("payload", models.BinaryField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "default_permissions": [],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("transaction", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("specialist", "Specialist"),
                            ("clinic", "Clinic"),
                            ("everything", "Everything"),
                            ("page", "Page"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "listings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
            ],
            options={
                "default_permissions": [],
                "indexes": [models.Index(fields=["transaction"], name="change_by_transaction")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["specialist", "clinic", "everything", "page"])),
                        name="change_kind_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ForgottenChanges",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("rows", models.BigIntegerField(default=0)),
                ("before", models.BigIntegerField(default=0)),
            ],
            options={
                "default_permissions": [],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="forgottenchanges_is_one_row")
                ],
            },
        ),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        *(
            migrations.RunSQL(list(triggers(table, tells)), list(no_triggers(table)))
            for table, tells in TELLS.items()
        ),
    ]
