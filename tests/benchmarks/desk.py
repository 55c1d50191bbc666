"""What pages of the desk cost a publisher where so many publications are live, an hour
between each and the next; as an installation has them, without statistics."""

from datetime import timedelta
from statistics import median

from django.db import connection, transaction
from django.test import Client

from publications import clock
from publications.models import Edition, guards
from publications.search.document import Document, Words
from publications.search.engines import engine_of
from publications.search.indexes import TEXTS
from tests.feeds.many import many
from tests.people import person

from .spending import spent

ROUNDS = 15
LIST = "/admin/publications/edition/"
EARLIER = {  # an hour for each
    "sqlite": "datetime({0}, '-' || id || ' hours')",
    "postgresql": "{0} - id * interval '1 hour'",
}


def pages(number: int, edition: Edition) -> dict[str, str]:
    return {
        "home": "/admin/",
        "calendar": "/admin/calendar/",
        "list": LIST,
        "list by state": f"{LIST}?state=live",
        "list by kind": f"{LIST}?kind=op_ed",
        "list by care": f"{LIST}?care=behind",
        "list searched": f"{LIST}?q={number + 900}",
        "form": f"{LIST}{edition.pk}/change/",
    }


def measure(number: int) -> dict[str, float]:
    edition = _fill(number)
    client, figures = Client(), {}
    client.force_login(person("petra"))
    for name, path in pages(number, edition).items():
        spent(client, path)  # as the second to ask it
        figures[name] = median(spent(client, path) for _round in range(ROUNDS))
    return figures


def _fill(number: int) -> Edition:
    now = clock.moment()
    with transaction.atomic():  # an edition and its revision name each other
        edition = many(number, now - timedelta(days=1), body="A word. " * 100)
    earlier = EARLIER[connection.vendor]
    columns = ("first_released_at", "live_from")
    moved = ", ".join(f"{name} = {earlier.format(name)}" for name in columns)
    with guards.lifted(connection), connection.cursor() as cursor:
        cursor.execute(f"UPDATE publications_edition SET {moved}")
    write, nothing = engine_of(connection).write, Words.of([], "en")
    with transaction.atomic(), connection.cursor() as cursor:
        for key in Edition.objects.values_list("pk", flat=True):
            told = Document(Words.of([f"Text {key}"], "en"), nothing, nothing)
            write(cursor, TEXTS.table, key, told, TEXTS.beside)
    return edition
