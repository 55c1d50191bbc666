from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0008_corrections'),
    ]

    operations = [
        migrations.AlterField(
            model_name='delivery',
            name='task',
            field=models.CharField(choices=[('mail', 'Mail'), ('confirm_retraction', 'Check of a retraction'), ('make_renditions', 'Sizes of pictures'), ('make_paper', 'PDF of an edition'), ('ping_hub', 'Word to subscribers')], default='mail', max_length=20),
        ),
    ]
