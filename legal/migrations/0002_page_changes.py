"""What a legal page says is in the log of changes, so that a copy of it that is kept is never older."""

from importlib import import_module

from django.db import migrations

changes = import_module("directory.migrations.0012_changes")


class Migration(migrations.Migration):
    dependencies = [("legal", "0001_legal_pages"), ("directory", "0017_word_changes")]

    operations = [
        migrations.RunSQL(
            list(changes.triggers("legal_legalpage", changes.PAGE)),
            list(changes.no_triggers("legal_legalpage")),
        ),
    ]
