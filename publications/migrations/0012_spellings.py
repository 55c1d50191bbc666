"""The words that stand in texts, for whoever misspells one: empty until
`manage.py rebuild_index` or the next act fills it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0011_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchSpelling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=7)),
                ('form', models.CharField(max_length=30)),
                ('since', models.DateTimeField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='spellings', to='publications.edition')),
            ],
            options={
                'indexes': [models.Index(fields=['key', 'since', 'form'], name='spelling_by_key')],
            },
        ),
    ]
