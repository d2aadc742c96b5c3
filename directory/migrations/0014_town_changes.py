"""Towns are what readers see of a place that they typed: their changes are logged, too."""

from importlib import import_module

from django.db import migrations

changes = import_module("directory.migrations.0012_changes")


class Migration(migrations.Migration):
    dependencies = [("directory", "0013_towns")]

    operations = [
        migrations.RunSQL(
            list(changes.triggers("directory_town", changes.PAGE)), list(changes.no_triggers("directory_town"))
        ),
    ]
