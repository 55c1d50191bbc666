"""What is typed and not saved, and who has a text open."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0013_preview_links'),
    ]

    operations = [
        migrations.CreateModel(
            name='Autosave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(max_length=32)),
                ('typed', models.TextField()),
                ('saved_at', models.DateTimeField()),
                ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publications.revision')),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='autosaves', to='publications.edition')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'unsaved text',
                'verbose_name_plural': 'unsaved texts',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('edition', 'user'), name='one_autosave_per_edition_and_user'), models.UniqueConstraint(condition=models.Q(('edition', None)), fields=('user',), name='one_autosave_of_a_new_text_per_user')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_seen_at', models.DateTimeField()),
                ('here_until', models.DateTimeField(db_index=True)),
                ('has_unsaved', models.BooleanField(default=False)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='publications.edition')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'presence',
                'verbose_name_plural': 'presences',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('edition', 'user'), name='one_presence_per_edition_and_user')],
            },
        ),
    ]
