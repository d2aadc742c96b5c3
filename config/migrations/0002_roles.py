from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

APPS = ["conditions", "desk", "directory"]
EDIT = ["add", "change", "view"]
ALL = [*EDIT, "delete"]

TEXTS = ["condition", "section", "symptom", "cause", "conditiontherapy", "citation", "therapy"]
AROUND_TEXTS = ["glossaryterm", "helpline", "primarytumour", "reference", "reviewer", "specialty"]
LISTINGS = ["clinic", "specialist"]
ROWS_OF_LISTINGS = ["affiliation", "certificate", "clinictreatment", "specialisttreatment"]
AROUND_LISTINGS = ["language", "place", "region"]

MEDICINE = {"conditions": {model: ALL for model in [*TEXTS, *AROUND_TEXTS]}}
VIEW_MEDICINE = {"conditions": {model: ["view"] for model in [*TEXTS, *AROUND_TEXTS]}}
VIEW_LISTINGS = {model: ["view"] for model in [*LISTINGS, *ROWS_OF_LISTINGS, *AROUND_LISTINGS]}
PROPOSE = {
    **{model: EDIT for model in LISTINGS},
    **{model: ALL for model in ROWS_OF_LISTINGS},
    **{model: ["view"] for model in AROUND_LISTINGS},
}
MANAGE = {
    **{model: [*ALL, "publish", "import", "export"] for model in LISTINGS},
    **{model: ALL for model in [*ROWS_OF_LISTINGS, *AROUND_LISTINGS]},
}
PUBLISH_MEDICINE = {model: [*ALL, "publish"] for model in ["condition", "therapy"]}

ROLES = {
    "Editor": {"conditions": {**MEDICINE["conditions"], "reviewer": ["view"]}, "directory": PROPOSE},
    "Medical reviewer": {"conditions": {**MEDICINE["conditions"], **PUBLISH_MEDICINE}, "directory": VIEW_LISTINGS},
    "Directory manager": {**VIEW_MEDICINE, "directory": MANAGE},
    "Translator": {**VIEW_MEDICINE, "directory": VIEW_LISTINGS},
}


def create_roles(apps, schema_editor):
    """The four roles of the desk. Who was in "Editors", which could do everything, gets the three that can."""
    for label in APPS:
        config = installed.get_app_config(label)
        create_contenttypes(config, verbosity=0, apps=apps, using=schema_editor.connection.alias)
        create_permissions(config, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    former = Group.objects.filter(name="Editors")
    members = list(apps.get_model("auth", "User").objects.filter(groups__in=former))
    for name, rights in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        for label, models in rights.items():
            codenames = [f"{action}_{model}" for model, actions in models.items() for action in actions]
            found = Permission.objects.filter(content_type__app_label=label, codename__in=codenames)
            assert found.count() == len(codenames), f"{name}: {sorted(codenames)}"
            group.permissions.add(*found)
        if name != "Translator":
            group.user_set.add(*members)
    translate = Permission.objects.get(content_type__app_label="desk", codename="translate")
    Group.objects.get(name="Translator").permissions.add(translate)
    former.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("site_config", "0001_setup_step"),
        ("conditions", "0003_workflow"),
        ("desk", "0001_versions"),
        ("directory", "0004_identifiers"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(create_roles, migrations.RunPython.noop)]
