"""Transactions are numbered within an era: see directory/filtering/bitmaps/log.py."""

from django.db import migrations, models

import directory.models.change

# The cluster, its timeline (another after each recovery to an earlier moment), the database, and the table: one
# that was restored from a backup is another one.
FUNCTION = """
CREATE FUNCTION directory_era() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat_ws('.', (SELECT system_identifier FROM pg_control_system()),
        (SELECT timeline_id FROM pg_control_checkpoint()),
        (SELECT oid FROM pg_database WHERE datname = current_database()), 'directory_change'::regclass::oid)
$$;
"""
# What every request asks for first. As a function, PostgreSQL plans it once for each connection.
MOMENT = """
CREATE FUNCTION directory_moment(OUT version text, OUT era text, OUT kept_from bigint, OUT is_own boolean)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    forgotten bigint;
    logged bigint;
    latest bigint;
    latest_forgotten bigint;
BEGIN
    era := directory_era();
    SELECT f.rows, CASE WHEN f.era = directory_moment.era THEN f.before ELSE 0 END,
            CASE WHEN f.era = directory_moment.era THEN f.latest ELSE 0 END
        INTO forgotten, kept_from, latest_forgotten FROM directory_forgottenchanges f;
    SELECT count(*), max(c.transaction) FILTER (WHERE c.era = directory_moment.era), coalesce(bool_or(
            c.era = directory_moment.era AND c.transaction = pg_current_xact_id_if_assigned()::text::bigint
        ), false)
        INTO logged, latest, is_own FROM directory_change c;
    kept_from := coalesce(kept_from, 0);
    version := concat_ws('-', coalesce(forgotten, 0) + logged, greatest(latest, latest_forgotten, 0), era);
END $$;
"""


def add_era(model):
    return migrations.AddField(model, "era", models.TextField(db_default=directory.models.change.Era()))


class Migration(migrations.Migration):
    dependencies = [("directory", "0014_town_changes")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION directory_era"),
        *(add_era(model) for model in ("change", "forgottenchanges", "storedbitmaps")),
        migrations.AddField("forgottenchanges", "latest", models.BigIntegerField(default=0)),
        migrations.RunSQL(MOMENT, "DROP FUNCTION directory_moment"),
    ]
