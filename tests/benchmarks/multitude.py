"""A mission's site with a million texts of 1,000 words, in minutes: rows that the acts
would write, made by PostgreSQL itself out of a pool of some thousands (`library`).

Half an hour lies between each text and the next, however many there are, so that a day,
a year and a page hold the same in a small library as in a large one. One in five is a
translation, one in ten was changed once, one in 500 taken down. Most are signed, on one
or two topics, carried by an outlet; one person and one topic have a quarter of all, one
person has thirty texts. Readers' search is filled where it is asked for.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection, transaction

from publications import clock
from publications.models import (
    Address,
    Edition,
    Kind,
    Outlet,
    Person,
    Publication,
    Revision,
    Text,
    Topic,
    guards,
)
from publications.search.document import Document, Words
from publications.search.engines.postgresql import columns, create
from publications.search.indexes import READERS
from tests import factories

from . import library, rows

BATCH = 20_000  # keys in a transaction: checks of what names what wait for its end
PEOPLE, TOPICS, OUTLETS, FEW = 200, 30, 50, 30
APART = timedelta(minutes=30)
# By the last digit of a key; a key that ends in 4 or 9 is a version of the one before.
LANGUAGES = "en en ru en ar en zh-hans en ru zh-hans".split()  # noqa: SIM905


def fill(number: int, *, search: bool = False) -> None:
    """So many texts, the newest an hour ago; guards stand again afterwards."""
    originals = {
        language: factories.recorded(
            clock.moment() - timedelta(days=400), language=language
        )
        for language in library.LANGUAGES
    }
    subjects = (_people(), _topics(), _outlets())
    first = Edition.objects.latest("pk").pk + 1000
    first += -first % 10
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        _sow(cursor, originals, first, number, subjects)
        if search:
            cursor.execute(f"DROP INDEX {READERS.table}_vector")
        with guards.lifted(connection):
            for start in range(first, first + number, BATCH):
                with transaction.atomic():
                    end = min(start + BATCH, first + number)
                    for statement in rows.statements(search=search):
                        cursor.execute(statement, {"start": start, "end": end})
        cursor.execute("DROP TABLE bench_made, bench_pool, bench_original, bench_past")
        if search:
            cursor.execute(create(READERS.table)[1])
        for statement in _numbers_go_on():
            cursor.execute(statement)
        cursor.execute("VACUUM (ANALYZE)")
    for language, original in originals.items() if search else ():
        library.know_words(original, language)
    verify(number)


def verify(number: int) -> None:
    """That every guard stands as at a start of the site, and keeps what it promises."""
    told = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    missing = [each for each in told if each.id == "publications.E001"]
    assert not missing, missing
    live = Edition.objects.live(clock.moment())
    assert live.count() > number * 0.99
    latest = live.latest("pk")
    for model, key, column in (
        (Revision, latest.revision_id, "body"),
        (Edition, latest.pk, "public_note"),
    ):
        table = model._meta.db_table
        change = f"UPDATE {table} SET {column} = 'Other words' WHERE id = %s"
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change, [key])
        except DatabaseError:
            continue
        raise AssertionError(f"{table}: a released text was changed.")


def _sow(cursor, originals, first: int, number: int, subjects) -> None:
    """What rows are made from: words, an original of each, and what each is to be."""
    people, topics, outlets = subjects
    cursor.execute(rows.POOL)
    with cursor.copy(f"COPY bench_pool ({', '.join(rows.POOLED)}) FROM STDIN") as copy:
        for row in _pool():
            copy.write_row(row)
    cursor.execute(rows.ORIGINALS, [[e.pk for e in originals.values()]])
    cursor.execute(
        rows.MADE,
        {
            "first": first,
            "last": first + number - 1,
            "newest": clock.moment() - timedelta(hours=1),
            "apart": APART,
            "zone": settings.TIME_ZONE,
            "languages": LANGUAGES,
            "kinds": Kind.values,
            "pool": library.POOL // len(library.LANGUAGES),
            "few": max(1, number // FEW),
            "people": people,
            "topics": topics,
            "outlets": outlets,
        },
    )
    cursor.execute("CREATE INDEX ON bench_made (key)")
    cursor.execute("ANALYZE bench_made, bench_pool")
    cursor.execute(rows.PAST)


def _pool() -> Iterator[tuple]:
    """Texts that `library` writes, under a number of their own in each language; with
    what the desk finds them by."""
    each, nothing = len(library.LANGUAGES), Words()
    for seed in range(library.POOL):
        text = library.written(seed)
        title, body = (
            library.said(words, text.language) for words in (text.title, text.body)
        )
        paragraphs = "\n\n".join(body[at : at + 900] for at in range(0, len(body), 900))
        html = "".join(f"<p>{part}</p>\n" for part in paragraphs.split("\n\n"))
        found = columns(Document(Words.of([title], text.language), nothing, nothing))
        yield (
            *(text.language, seed // each, title, paragraphs, html, body[:300]),
            *found,
            *columns(library.document(text)),
        )


def _numbers_go_on() -> Iterator[str]:
    """Acts number their rows after these."""
    for model in (Publication, Text, Address, Edition, Revision):
        table = model._meta.db_table
        yield (
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id))"
            f" FROM {table}"
        )


def _people() -> list[int]:
    made = Person.objects.bulk_create(
        Person(slug=f"signer-{place}") for place in range(PEOPLE)
    )
    for person in made:
        person.names.create(language="en", display=library.NAME, family="Tosk")
    return [person.pk for person in made]


def _topics() -> list[int]:
    made = Topic.objects.bulk_create(
        Topic(slug=f"subject-{place}") for place in range(TOPICS)
    )
    for place, topic in enumerate(made):
        topic.names.create(language="en", name=f"Subject {place}")
    return [topic.pk for topic in made]


def _outlets() -> list[int]:
    made = [
        Outlet.objects.create(name=f"Kaldar Courier {place}", slug=f"courier-{place}")
        for place in range(OUTLETS)
    ]
    return [outlet.pk for outlet in made]
