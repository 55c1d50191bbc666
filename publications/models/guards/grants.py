"""What the application's own role may do on PostgreSQL, where another role owns the
database: read, add, and change or delete only where that is ever due.

A guard refuses by what a row says; a grant that is missing refuses whatever it says,
and an owner's rights (to lift guards, to truncate) are not the application's.
"""

from typing import NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

from .kept import KEPT, WRITTEN_ONCE
from .postgresql import schema

# Written by migrate alone, which the owner runs.
READ_ONLY = ("django_migrations", "django_content_type", "auth_permission")
EVERY = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


class Rights(NamedTuple):
    """How a role stands to what is due to it, each as "PRIVILEGE table"."""

    owns: bool
    lacking: list[str]
    undue: list[str]


def due(table: str) -> tuple[str, ...]:
    """The privileges that the application needs on a table, and no more."""
    if table in READ_ONLY:
        return ("SELECT",)
    name = table.removeprefix("publications_")
    return (
        *("SELECT", "INSERT"),
        *(("UPDATE",) if name not in WRITTEN_ONCE else ()),
        *(("DELETE",) if name not in KEPT else ()),
    )


def statements(connection: BaseDatabaseWrapper, role: str) -> list[str]:
    """The SQL that gives a role what is due and takes away the rest. Idempotent; to be
    run by the owner, after each migrate."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        place = quote(schema(cursor))
    role = quote(role)
    given = [
        f"GRANT {', '.join(due(table))} ON TABLE {place}.{quote(table)} TO {role}"
        for table in sorted(connection.introspection.table_names())
    ]
    new = f"ALTER DEFAULT PRIVILEGES IN SCHEMA {place} GRANT"
    return [
        f"REVOKE CREATE ON SCHEMA {place} FROM PUBLIC",
        f"REVOKE ALL ON SCHEMA {place} FROM {role}",
        f"GRANT USAGE ON SCHEMA {place} TO {role}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {place} FROM PUBLIC, {role}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {place} FROM PUBLIC, {role}",
        # Numbers are taken, never set back.
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {place} TO {role}",
        *given,
        # The index of search is made anew as another table while the site writes. What
        # a migration makes is brought down to what is due right after it.
        f"{new} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
        f"{new} USAGE, SELECT ON SEQUENCES TO {role}",
    ]


def rights(connection: BaseDatabaseWrapper) -> Rights:
    """What the role that is signed in has, beside what is due to it."""
    tables = sorted(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, c.relowner, 'MEMBER')"
            " FROM pg_class c WHERE c.oid = to_regclass('publications_edition')"
        )
        owns = bool((cursor.fetchone() or (False,))[0])
        cursor.execute(
            "SELECT t, p FROM unnest(%s::text[]) t, unnest(%s::text[]) p"
            " WHERE has_table_privilege(current_user, quote_ident(t), p)",
            [tables, list(EVERY)],
        )
        has = set(cursor.fetchall())
        cursor.execute(
            "SELECT has_schema_privilege(current_user, %s, 'CREATE')", [schema(cursor)]
        )
        makes = cursor.fetchone()[0]
    wanted = {(table, privilege) for table in tables for privilege in due(table)}
    return Rights(
        owns,
        [f"{privilege} {table}" for table, privilege in sorted(wanted - has)],
        [f"{privilege} {table}" for table, privilege in sorted(has - wanted)]
        + (["CREATE in the schema"] if makes else []),
    )
