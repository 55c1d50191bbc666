"""What is compared at start, and by `manage.py check --database default`."""

from django.core.checks import Error, Tags, register
from django.db import connections

from .models import guards


@register(Tags.database)
def guards_are_in_place(app_configs, databases, **kwargs):
    """A database without its guards would keep none of its promises."""
    errors = []
    for alias in databases or ():
        connection = connections[alias]
        tables = connection.introspection.table_names()
        if "publications_edition" not in tables:
            continue  # not migrated yet
        for name in guards.missing(connection):
            errors.append(
                Error(
                    f"The database's guard “{name}” is missing or altered.",
                    hint="Run manage.py migrate, which puts the guards in place.",
                    id="publications.E001",
                )
            )
    return errors
