"""What each query finds first: the same on both databases."""

import pytest

from publications import clock
from publications.rendering.searching import read
from publications.search import Search

from . import corpus

ROWS = [
    (language, typed, first)
    for language, queries in corpus.QUERIES.items()
    for typed, first in queries.items()
]


@pytest.fixture(scope="module")
def texts(in_common):
    with in_common():
        yield corpus.published()


def found(language, typed):
    search = Search(clock.moment(), language, read(typed))
    shown = [result.edition.pk for result in search.page(1)]
    assert len(shown) == search.total
    return shown


@pytest.mark.parametrize(("language", "typed", "first"), ROWS)
@pytest.mark.django_db
def test_what_comes_first(texts, language, typed, first):
    shown = found(language, typed)
    if first is None:
        assert shown == []
    else:
        assert shown[:1] == [texts[language, first]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        # In the title, then in the body; where both are equal, the later one.
        ("fishing", ["fishing", "rivers"]),
        ("valley", ["rivers", "fishing"]),
        ("kaldar", ["museum", "rivers"]),
    ],
)
def test_titles_come_before_bodies_and_later_before_earlier(texts, typed, keys):
    shown = [pk for pk in found("en", typed) if pk in english(texts)]
    assert shown == [texts["en", key] for key in keys]


def english(texts):
    return {pk for (language, _key), pk in texts.items() if language == "en"}
