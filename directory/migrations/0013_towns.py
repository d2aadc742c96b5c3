import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0012_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Town',
            fields=[
                ('geonames_id', models.IntegerField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('latitude', models.DecimalField(decimal_places=5, max_digits=8)),
                ('longitude', models.DecimalField(decimal_places=5, max_digits=8)),
                ('population', models.PositiveIntegerField()),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='towns', to='directory.region', to_field='code')),
            ],
            options={
                'ordering': ['-population', 'geonames_id'],
                'default_permissions': [],
                'indexes': [
                    django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['keys'], name='town_keys'),
                    models.Index(fields=['latitude', 'longitude'], name='town_by_place'),
                ],
            },
        ),
    ]
