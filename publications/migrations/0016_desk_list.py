"""Indexes by which the desk finds the few texts in a state among many."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0014_autosave'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['stage', 'id'], name='edition_by_stage'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['live_from', 'id'], name='edition_by_start'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['live_until', 'id'], name='edition_by_end'),
        ),
    ]
