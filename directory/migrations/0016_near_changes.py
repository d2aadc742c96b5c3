"""Where a specialist is follows from the clinics: when one moves, those who work there are told of, too."""

from importlib import import_module

from django.db import migrations

changes = import_module("directory.migrations.0012_changes")
TABLE = "directory_clinic"
WITHOUT_PLACES = changes.LISTINGS[TABLE]
WITH_PLACES = WITHOUT_PLACES.replace("(status, region_id)", "(status, region_id, latitude, longitude)")


def triggers(tells):
    return [*changes.no_triggers(TABLE), *changes.triggers(TABLE, tells)]


class Migration(migrations.Migration):
    dependencies = [("directory", "0015_eras")]

    operations = [migrations.RunSQL(triggers(WITH_PLACES), triggers(WITHOUT_PLACES))]
