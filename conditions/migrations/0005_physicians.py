from django.db import migrations, models


def name_physicians(apps, schema_editor):
    """Whoever has signed a medical review up to now did so as a physician."""
    reviewers = apps.get_model("conditions", "Reviewer").objects
    for name in ("Condition", "Therapy"):
        signed = apps.get_model("conditions", name).objects.exclude(reviewed_by=None)
        reviewers.filter(pk__in=signed.order_by().values("reviewed_by")).update(is_physician=True)


class Migration(migrations.Migration):
    dependencies = [("conditions", "0004_word_search")]

    operations = [
        migrations.AddField(
            model_name="reviewer",
            name="is_physician",
            field=models.BooleanField(
                default=False,
                db_default=False,
                help_text="Only physicians can be named as medical reviewer of a text.",
                verbose_name="physician",
            ),
        ),
        migrations.RunPython(name_physicians, migrations.RunPython.noop),
    ]
