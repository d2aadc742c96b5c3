from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

RIGHTS = {
    "Directory manager": ["view_enquiry", "view_mail", "change_mail", "view_event", "view_consenttext"],
}


def give_rights(apps, schema_editor):
    """Who keeps the listings sees whether enquiries arrive, and mends what does not. Nobody can read one."""
    enquiries = installed.get_app_config("enquiries")
    create_contenttypes(enquiries, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    create_permissions(enquiries, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="enquiries")
    for role, codenames in RIGHTS.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=role):  # none where it was renamed
            group.permissions.add(*(permissions.get(codename=codename) for codename in codenames))


class Migration(migrations.Migration):
    dependencies = [("site_config", "0004_who_keeps_synonyms"), ("enquiries", "0003_first_consent_text")]
    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
