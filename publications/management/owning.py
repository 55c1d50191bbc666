"""What changes the database's form is done as its owner, where one is named.

`DATABASE_OWNER_URL` is for the commands that need it; the site itself works as the
role of `DATABASE_URL`, to which these give what is due.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

from publications.models.guards import grants

OWN = ("NAME", "USER", "PASSWORD", "HOST", "PORT")


@contextmanager
def as_owner() -> Iterator[None]:
    """Work as the owner; afterwards grant the application's role what is due."""
    owner = settings.DATABASE_OWNER
    if not owner or connection.vendor != "postgresql":
        yield
        return
    before = {key: connection.settings_dict[key] for key in (*OWN, "OPTIONS")}
    connection.close()
    connection.settings_dict.update({key: owner[key] for key in OWN if key in owner})
    # What an address says after its question mark, such as `sslmode`, goes for its own
    # way; what only the application's says, for both.
    options = {**before["OPTIONS"], **owner.get("OPTIONS", {})}
    connection.settings_dict["OPTIONS"] = options
    try:
        yield
        if before["USER"] != owner["USER"]:
            grant(before["USER"])
    finally:
        connection.close()
        connection.settings_dict.update(before)


def grant(role: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in grants.statements(connection, role):
            cursor.execute(statement)
