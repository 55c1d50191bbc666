"""Django's `manage.py migrate`, as the database's owner where one is named.

It puts the database's guards in place: so it can't ask for them first, nor for tables
that it is about to make. Several that are started at once follow each other.
"""

from django.core.management.commands import migrate

from publications.management.alone import alone
from publications.management.owning import as_owner


class Command(migrate.Command):
    def get_check_kwargs(self, options):
        return {**super().get_check_kwargs(options), "databases": None}

    def handle(self, *args, **options):
        with as_owner(), alone():
            super().handle(*args, **options)
