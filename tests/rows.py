"""What is stored, row by row, for tests that ask again and again."""

from functools import cache

from django.db import connection
from django.db.models import Model


def rows(model: type[Model], *fields: str) -> list[tuple]:
    """Each row as the database has it: these fields, or all."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(model, fields))
        return cursor.fetchall()


@cache
def _sql(model: type[Model], fields: tuple[str, ...]) -> str:
    """Wording it anew each time takes longer than the database does."""
    return str(model._base_manager.order_by("pk").values_list(*fields).query)
