"""A library of texts of 1,000 words in four languages, in any number, with all that a
search reads: rows that the acts would write, and what they are found by.

Words are invented, and as unevenly frequent as those of a language (Zipf): the first
stands in every text, the last in hardly any. The same seed gives the same text.
"""

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Model

from publications.models import (
    Address,
    Byline,
    Edition,
    Kind,
    Person,
    Publication,
    Rendering,
    Revision,
    Text,
    Topic,
    guards,
)
from publications.rendering.searching import SEPARATOR, Token, tokens
from publications.search import spelling
from publications.search.document import Document, Words
from publications.search.engines import engine_of, execute
from publications.search.indexes import READERS
from publications.search.spelling import is_word
from tests import factories

LANGUAGES = ("en", "ru", "ar", "zh-hans")
WORDS = 20_000
LENGTH, TITLE = 1000, 6  # words
BATCH = 1000
POOL = 2000  # different texts: to write more takes longer than to store them
PEOPLE, TOPICS = 20, 30
NAME = "Mirela Tosk"  # of each, so that a name finds all
BEGAN = datetime(2000, 1, 1, tzinfo=UTC)
_LETTERS = {
    "en": ("bdfgklmnprstv", "aeiou", ("", "s", "ing", "ed", "er")),
    "ru": ("бвгдзклмнпрст", "аеиоу", ("", "а", "ов", "ами", "ый")),
    "ar": ("بتجحدرسشطفقلم", "اوي", ("", "ة", "ات", "ين", "ي")),
}
_HAN = 0x4E00


class Vocabulary(NamedTuple):
    words: list[str]
    weights: list[float]


@cache
def vocabulary(language: str) -> Vocabulary:
    words = list(itertools.islice(_words(language), WORDS))
    weights = itertools.accumulate(1 / place for place in range(1, WORDS + 1))
    return Vocabulary(words, list(weights))


@cache
def known_tokens(language: str) -> dict[str, list[Token]]:
    """Of each word; it takes some seconds to stem them all."""
    return {word: list(tokens(word, language)) for word in vocabulary(language).words}


def _words(language: str) -> Iterator[str]:
    """The short ones first."""
    if language not in _LETTERS:
        yield from (chr(_HAN + place) for place in range(2000))
        pairs = itertools.product(range(200), repeat=2)
        yield from (chr(_HAN + a * 7) + chr(_HAN + b * 11 + 1) for a, b in pairs)
        return
    consonants, vowels, endings = _LETTERS[language]
    syllables = ["".join(pair) for pair in itertools.product(consonants, vowels)]
    for size in itertools.count(1):
        for place, parts in enumerate(itertools.product(syllables, repeat=size)):
            yield "".join(parts) + endings[place % len(endings)]


class Written(NamedTuple):
    language: str
    title: list[str]
    body: list[str]


def written(seed: int) -> Written:
    chance, language = random.Random(seed), LANGUAGES[seed % len(LANGUAGES)]
    known = vocabulary(language)
    chosen = chance.choices(known.words, cum_weights=known.weights, k=TITLE + LENGTH)
    return Written(language, chosen[:TITLE], chosen[TITLE:])


def said(words: list[str], language: str) -> str:
    return ("，" if language == "zh-hans" else " ").join(words)


def document(text: Written) -> Document:
    """As `search.document_of` would have it, from tokens that are known already."""
    known = known_tokens(text.language)
    return Document(
        _of(text.title, known), Words.of([NAME], text.language), _of(text.body, known)
    )


def _of(words: list[str], known: dict[str, list[Token]]) -> Words:
    told = Words()
    for word in words:
        for token in known[word]:
            told.in_order.append(token.form)
            told.loose |= token.loose
    told.in_order.append(SEPARATOR)
    return told


def fill(number: int) -> None:
    """So many live texts, an hour between each and the next."""
    originals = _originals()
    people, topics = _people(), _topics()
    first = Edition.objects.latest("pk").pk + 1000
    table, later = READERS.table, engine_of(connection).create(READERS.table)[1:]
    execute([f"DROP INDEX {table}_vector"] if later else [], connection.alias)
    with guards.lifted(connection):
        for start in range(0, number, BATCH):
            keys = range(first + start, first + min(start + BATCH, number))
            with transaction.atomic():  # its rows name each other
                _add(keys, originals, people, topics)
    for language, original in originals.items():
        know_words(original, language)
    # With the memory that there is by default the index takes longer than all else.
    memory = ["SET maintenance_work_mem = '1GB'"] if later else []
    execute([*memory, *later, "ANALYZE"], connection.alias)


def know_words(edition: Edition, language: str) -> None:
    """As if the language's words had all been in texts before."""
    said_of = known_tokens(language).values()
    known = {token.form for told in said_of for token in told if is_word(token.form)}
    forms = sorted(known)
    for start in range(0, len(forms), BATCH):
        with transaction.atomic():
            spelling.write(edition, forms[start : start + BATCH])


def _originals() -> dict[str, Edition]:
    moment = BEGAN - timedelta(days=1)
    return {
        language: factories.recorded(moment, language=language)
        for language in LANGUAGES
    }


def _people() -> list[Person]:
    made = []
    for place in range(PEOPLE):
        person = Person.objects.create(slug=f"signer-{place}")
        person.names.create(language="en", display=NAME)
        made.append(person)
    return made


def _topics() -> list[Topic]:
    made = []
    for place in range(TOPICS):
        topic = Topic.objects.create(slug=f"subject-{place}")
        # In none of the languages: texts are found by other words alone.
        topic.names.create(language="fr", name=f"Sujet {place}")
        made.append(topic)
    return made


def _add(keys: range, originals, people: list[Person], topics: list[Topic]) -> None:
    rows: dict = {
        model: []
        for model in (Publication, Text, Address, Edition, Revision, Rendering, Byline)
    }
    about, found = [], []
    for key in keys:
        text, found_by = _told(key % POOL)
        person = people[key % PEOPLE]
        signer = Byline(revision_id=key, position=0, person=person, name=NAME)
        for row in (*_rows(key, text, originals[text.language]), signer):
            rows[type(row)].append(row)
        through = Publication.topics.through
        about.append(through(publication_id=key, topic=topics[key % TOPICS]))
        found.append((key, found_by))
    for model, made in rows.items():
        model._base_manager.bulk_create(made)
    Publication.topics.through._default_manager.bulk_create(about)
    with connection.cursor() as cursor:
        write = engine_of(connection).write
        for key, told in found:
            write(cursor, READERS.table, key, told, READERS.beside)


@cache
def _told(seed: int) -> tuple[Written, Document]:
    text = written(seed)
    return text, document(text)


def _rows(key: int, text: Written, original: Edition) -> Iterator[Model]:
    """A copy of each row, under a key that is known before: they name each other."""
    moment = BEGAN + timedelta(hours=key)
    released = {"first_released_at": moment, "year": moment.year}
    kind = Kind.values[key % len(Kind.values)]
    title, body = (said(words, text.language) for words in (text.title, text.body))
    revision = original.revision
    yield _copy(original.text.publication, key, kind=kind)
    yield _copy(original.text, key, publication_id=key, **released)
    yield _copy(revision.address, key, text_id=key, slug=f"text-{key}")
    times = {"first_released_at": moment, "live_from": moment}
    yield _copy(original, key, text_id=key, revision_id=key, kind=kind, **times)
    bare = dict.fromkeys(("subtitle", "summary", "byline", "event", "place"), "")
    said_of = {"title": title, "body": body, **bare}
    yield _copy(revision, key, edition_id=key, address_id=key, **said_of)
    yield _copy(revision.rendering, key, html=f"<p>{body}</p>", text=body)


def _copy(original, key: int, **own):
    fields = original._meta.concrete_fields
    values = {field.attname: field.value_from_object(original) for field in fields}
    if "uuid" in values:
        own["uuid"] = uuid4()
    return type(original)(**{**values, **own, original._meta.pk.attname: key})
