"""What somebody tries who goes past every act, in raw SQL."""

from django.db import IntegrityError, connection, transaction

from tests import factories


def refused(sql: str, *values, by: str = "") -> bool:
    """Whether the database refuses it, in words that hold `by`."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except IntegrityError as error:
        assert by in str(error)
        return True
    return False


def sets(edition, assignment, *values, by=""):
    sql = f"UPDATE publications_edition SET {assignment} WHERE id = %s"
    return refused(sql, *values, edition.pk, by=by)


def publish(edition, moment=None, more="", by=""):
    """Give a period past every act; `more` is what else is set."""
    change = f"stage = 'released', number = 1, live_from = %s {more}"
    return sets(edition, change, moment or factories.soon(), by=by)


def true():
    return "true" if connection.vendor == "postgresql" else "1"


def false():
    return "false" if connection.vendor == "postgresql" else "0"
