from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

APPS = ["conditions", "directory"]


def create_editors(apps, schema_editor):
    """The group that may maintain all content and listings, and nothing else."""
    for label in APPS:
        config = installed.get_app_config(label)
        create_contenttypes(config, verbosity=0, apps=apps, using=schema_editor.connection.alias)
        create_permissions(config, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    editors, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Editors")
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label__in=APPS)
    editors.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_listings"),
        ("conditions", "0002_medical_knowledge"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(create_editors, migrations.RunPython.noop)]
