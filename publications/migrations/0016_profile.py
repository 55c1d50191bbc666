"""In which zone somebody at the desk works."""

from django.db import migrations, models

import publications.models.account


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0015_desk_home'),
    ]

    operations = [
        migrations.AlterField(
            model_name='account',
            name='language',
            field=models.CharField(blank=True, help_text="Empty: the desk follows the browser, mail is in the site's own.", max_length=15, verbose_name='language of the desk and of mail'),
        ),
        migrations.AddField(
            model_name='account',
            name='zone',
            field=models.CharField(blank=True, default='', help_text="Where you work, if your clock is not the mission's: Asia/Baku.", max_length=60, validators=[publications.models.account.check_zone], verbose_name='time zone'),
            preserve_default=False,
        ),
    ]
