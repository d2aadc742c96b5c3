from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

RIGHTS = {"Editor": ["view", "change"], "Directory manager": ["view", "change", "delete"]}


def give_rights(apps, schema_editor):
    """Those who decide about readers' corrections answer letters, too."""
    legal = installed.get_app_config("legal")
    create_contenttypes(legal, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    create_permissions(legal, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="legal")
    for role, actions in RIGHTS.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=role):  # none where it was renamed
            group.permissions.add(*(permissions.get(codename=f"{action}_letter") for action in actions))


class Migration(migrations.Migration):
    dependencies = [("site_config", "0006_who_keeps_legal_pages"), ("legal", "0003_letters")]
    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
