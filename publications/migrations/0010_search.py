"""Nothing any more: 0011 makes the tables in their present form."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("publications", "0009_hub"),
    ]

    operations = []
