"""Give the application's role what is due: `manage.py grant_application_role NAME`."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from publications.management.owning import grant
from publications.models.guards import grants


class Command(BaseCommand):
    help = (
        "On PostgreSQL, as the database's owner: let a role read and add, and change "
        "or delete only where that is ever due. Run it after each migrate; with "
        "DATABASE_OWNER_URL, migrate does so itself."
    )

    def add_arguments(self, parser):
        parser.add_argument("role", metavar="NAME")
        parser.add_argument(
            "--print", action="store_true", help="the SQL alone, for psql"
        )

    def handle(self, *args, **options):
        role = options["role"]
        if connection.vendor != "postgresql":
            raise CommandError("SQLite knows no roles: whoever has the file owns it.")
        if options["print"]:
            lines = grants.statements(connection, role)
            self.stdout.write("".join(f"{line};\n" for line in lines), ending="")
            return
        self._is_another(role)
        try:
            grant(role)
        except DatabaseError as error:
            raise CommandError(f"Only the owner may do this: {error}") from error
        self.stdout.write(f"{role} has what is due, and no more.")

    @staticmethod
    def _is_another(role: str) -> None:
        """A grant takes nothing from who owns the tables or is a superuser."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT r.rolsuper OR pg_has_role(r.oid, c.relowner, 'MEMBER')"
                " FROM pg_roles r, pg_class c WHERE r.rolname = %s"
                " AND c.oid = to_regclass('publications_edition')",
                [role],
            )
            row = cursor.fetchone()
        if row is None:
            raise CommandError(f"There is no role {role}: CREATE ROLE {role} LOGIN …")
        if row[0]:
            raise CommandError(
                f"{role} owns the tables, or is a superuser: no grant binds it."
            )
