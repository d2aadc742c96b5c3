from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0005_link_check'),
    ]

    operations = [
        migrations.RenameField(
            model_name='revision',
            old_name='digest',
            new_name='fingerprint',
        ),
    ]
