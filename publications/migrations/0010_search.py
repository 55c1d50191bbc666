"""What texts are found by: a table of each engine's own, beside the models."""

from django.db import migrations

from publications.search import engines


class Migration(migrations.Migration):

    dependencies = [
        ("publications", "0009_hub"),
    ]

    operations = [
        migrations.RunPython(engines.create, engines.drop),
    ]
