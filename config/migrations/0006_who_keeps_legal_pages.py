from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations


def give_rights(apps, schema_editor):
    """Who answers for the directory answers for what the site says about itself."""
    legal = installed.get_app_config("legal")
    create_contenttypes(legal, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    create_permissions(legal, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="legal")
    for group in apps.get_model("auth", "Group").objects.filter(name="Directory manager"):  # none where renamed
        group.permissions.add(*(permissions.get(codename=f"{action}_legalpage") for action in ("view", "change")))


class Migration(migrations.Migration):
    dependencies = [("site_config", "0005_who_sees_enquiries"), ("legal", "0001_legal_pages")]
    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
