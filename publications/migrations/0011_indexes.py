"""What is found by which words: tables of each engine's own, beside the models, empty
until `manage.py rebuild_index` or the next act fills them."""

from django.db import migrations

from publications.search import indexes


class Migration(migrations.Migration):

    dependencies = [
        ("publications", "0010_search"),
    ]

    operations = [
        migrations.RunPython(indexes.make, indexes.drop),
    ]
