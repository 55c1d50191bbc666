from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0007_papers'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['language', 'change', 'live_from', 'id'], name='edition_corrections'),
        ),
    ]
