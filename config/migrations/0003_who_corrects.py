from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

RIGHTS = {"Editor": ["view", "change"], "Directory manager": ["view", "change", "delete"]}


def give_rights(apps, schema_editor):
    """Those who edit listings decide about readers' corrections."""
    directory = installed.get_app_config("directory")
    create_contenttypes(directory, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    create_permissions(directory, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="directory")
    for role, actions in RIGHTS.items():
        group = apps.get_model("auth", "Group").objects.get(name=role)
        for action in actions:
            group.permissions.add(permissions.get(codename=f"{action}_correction"))


class Migration(migrations.Migration):
    dependencies = [("site_config", "0002_roles"), ("directory", "0005_correction")]
    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
