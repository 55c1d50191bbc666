"""Texts of a year are found without reading all texts: site maps of a million."""

from django.db import migrations, models

from publications.models.upgrading import AddIndexBeside


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("publications", "0021_hold"),
    ]

    operations = [
        AddIndexBeside(
            model_name="text",
            index=models.Index(fields=["year"], name="text_year"),
        ),
    ]
