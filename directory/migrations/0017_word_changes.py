"""Specialists are found by the names of their clinics, and everybody by synonyms: changes of these are told of, too."""

from importlib import import_module

from django.db import migrations

changes = import_module("directory.migrations.0012_changes")
near = import_module("directory.migrations.0016_near_changes")
WITH_WORDS = near.WITH_PLACES.replace("latitude, longitude)", "latitude, longitude, search_words)")


class Migration(migrations.Migration):
    dependencies = [("directory", "0016_near_changes"), ("conditions", "0006_synonyms")]

    operations = [
        migrations.RunSQL(near.triggers(WITH_WORDS), near.triggers(near.WITH_PLACES)),
        migrations.RunSQL(
            list(changes.triggers("conditions_synonym", changes.PAGE)),
            list(changes.no_triggers("conditions_synonym")),
        ),
    ]
