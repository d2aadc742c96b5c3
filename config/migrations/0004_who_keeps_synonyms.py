from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

ALL = ["add", "change", "view", "delete"]
RIGHTS = {"Editor": ALL, "Medical reviewer": ALL, "Directory manager": ["view"], "Translator": ["view"]}


def give_rights(apps, schema_editor):
    """Who edits the medical texts keeps the words that they are found by."""
    conditions = installed.get_app_config("conditions")
    create_contenttypes(conditions, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    create_permissions(conditions, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="conditions")
    for role, actions in RIGHTS.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=role):  # none where it was renamed
            group.permissions.add(*(permissions.get(codename=f"{action}_synonym") for action in actions))


class Migration(migrations.Migration):
    dependencies = [("site_config", "0003_who_corrects"), ("conditions", "0006_synonyms")]
    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
