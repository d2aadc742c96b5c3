from django.db import migrations, models


def fill(apps, schema_editor):
    """Undone imports used to take back what they had published without saying why."""
    steps = apps.get_model("desk", "Step").objects.using(schema_editor.connection.alias)
    steps.filter(action="withdrawn", reason="").update(reason="–")


class Migration(migrations.Migration):
    dependencies = [("desk", "0006_fingerprint")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint(model_name="step", name="step_back_has_a_reason"),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                name="step_back_has_a_reason",
                condition=~models.Q(action__in=["returned", "withdrawn"]) | ~models.Q(reason=""),
                violation_error_message="Please say why.",
            ),
        ),
    ]
