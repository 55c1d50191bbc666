"""What a search costs beside the page of a text, and what indexing a release costs, in
a library of so many texts (`library`)."""

import random
from collections.abc import Callable, Iterator
from statistics import median, quantiles
from urllib.parse import urlencode

from django.db import connection
from django.test import Client

from publications import search
from publications.models import Edition

from . import library
from .spending import on_processor, spent

EACH = 60  # queries in each language
RELEASES, ROUNDS = 20, 30


def queries() -> Iterator[tuple[str, str]]:
    """Language and what is typed: of words from the commonest to the rarest alike, one
    to three, phrases as they stand in a text, names, words to leave out."""
    for language in library.LANGUAGES:
        chance = random.Random(language)
        words = library.vocabulary(language).words
        first = library.LANGUAGES.index(language)

        def any_word(words=words, chance=chance) -> str:
            return words[int(len(words) ** chance.random()) - 1]

        def phrase(language=language, first=first, chance=chance) -> str:
            text = library.written(400 + first)
            start = chance.randrange(library.LENGTH - 3)
            part = text.body[start : start + chance.choice((2, 3))]
            return f'"{library.said(part, language)}"'

        made: list[Callable[[], str]] = [
            any_word,
            lambda one=any_word: f"{one()} {one()}",
            lambda one=any_word: f"{one()} {one()} {one()}",
            lambda one=any_word: f"{one()} OR {one()}",
            lambda one=any_word: f"{one()} -{one()}",
            phrase,
        ]
        for number in range(EACH - 2):
            yield language, made[number % len(made)]()
        # The commonest words, alone and as a phrase: in hardly a text they aren't.
        yield language, words[0]
        yield language, f'"{library.said(words[:2], language)}"'
    yield "en", library.NAME


def measure(number: int) -> dict[str, float]:
    if connection.vendor == "sqlite":
        library.fill(number)  # else it was filled before (`multitude`)
    client = Client()
    address = Edition.objects.latest("live_from").get_absolute_url()
    pages = [spent(client, address) for _round in range(ROUNDS)]
    costs = {}
    for language, typed in queries():
        path = f"/{language}/search/?{urlencode({'q': typed})}"
        spent(client, path)  # as the second to ask it
        costs[f"{language} {typed}"] = spent(client, path)
    slowest = max(costs, key=lambda typed: costs[typed])
    return {
        "page": median(pages),
        "median": median(costs.values()),
        "p99": quantiles(costs.values(), n=100)[98],
        f"slowest ({slowest})": costs[slowest],
        "indexing": _indexing(),
    }


def _indexing() -> float:
    latest = list(search.released().order_by("-pk")[:RELEASES])
    began = on_processor()
    for edition in latest:
        search.index(edition)
    return (on_processor() - began) / RELEASES
