from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0007_withdrawn_for_a_reason")]

    operations = [
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                fields=["content_type", "object_id"],
                condition=models.Q(action="returned"),
                name="step_back_of_object",
            ),
        ),
    ]
