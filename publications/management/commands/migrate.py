"""Django's `manage.py migrate`, which puts the database's guards in place: so it can't
ask for them first, nor for tables that it is about to make."""

from django.core.management.commands import migrate


class Command(migrate.Command):
    def get_check_kwargs(self, options):
        return {**super().get_check_kwargs(options), "databases": None}
