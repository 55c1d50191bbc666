"""The words that stand in texts, so that a misspelt one can be brought near them.

A word is kept under its beginning and under that less one letter, each; so is one that
was typed, and with a letter too many, too few, another or two exchanged they have a key
in common (the idea of SymSpell). Both databases ask that by an index.

What the words of an edition cost: one question, and one statement that adds a row for
each key of the forms that were never public before, however many texts there are.
Tests: tests/search/test_spelling.py.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from django.db import connections, transaction
from django.db.models import Q, QuerySet
from rapidfuzz.distance import OSA

from publications import clock
from publications.models import Edition, SearchSpelling
from publications.rendering.cjk import is_unspaced
from publications.rendering.searching import SEPARATOR

from .document import Document, Words, texts_of

BEGINNING = 7
SHORTEST, LONGEST = 3, 30
# Of an edition beyond any that a mission publishes, the first.
MOST = 5_000
# In a word shorter than this one letter may be wrong, in others two.
LONG = 5
AT_ONCE = 100
ROWS_AT_ONCE = 10_000


def keys_of(form: str) -> set[str]:
    beginning = form[:BEGINNING]
    less = (beginning[:at] + beginning[at + 1 :] for at in range(len(beginning)))
    return {beginning, *less}


def is_word(form: str) -> bool:
    return (
        SHORTEST <= len(form) <= LONGEST
        and form != SEPARATOR
        and not form.isdigit()
        and not any(map(is_unspaced, form))
    )


def forms_of(document: Document) -> list[str]:
    found = (form for words in document for form in words.in_order)
    return list(dict.fromkeys(filter(is_word, found)))[:MOST]


# --- Written by acts --------------------------------------------------------------


def write(edition: Edition, forms: Iterable[str], after: int = 0) -> None:
    """Keep what an edition with a period brings. `after`: the row from which on forms
    are known, while all are written anew."""
    now, forms = clock.moment(), set(forms)
    if edition.live_until and edition.live_until <= now:
        return
    kept = SearchSpelling.objects.using(edition._state.db)
    public = Q(key__in={form[:BEGINNING] for form in forms}, form__in=forms)
    own = Q(edition=edition, since__gt=now)
    rows = kept.filter(own | public & Q(since__lte=now, pk__gt=after))
    known: set[str] = set()
    has_own = False
    for form, since in rows.values_list("form", "since"):
        if since > now:
            has_own = True  # for another moment, or from before a name was mended
        else:
            known.add(form)
    if has_own:
        kept.filter(own).delete()
    _add(edition, sorted(forms - known))


def _add(edition: Edition, forms: Iterable[str]) -> None:
    """At a tenth of what it costs to make an object of each row."""
    connection = connections[edition._state.db]
    since = connection.ops.adapt_datetimefield_value(edition.live_from)
    rows = [
        (key, form, since, edition.pk)
        for form in forms
        for key in sorted(keys_of(form))
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO publications_searchspelling"
                " (key, form, since, edition_id) VALUES (%s, %s, %s, %s)",
                rows,
            )


def forget(edition: Edition) -> None:
    """Of what will not be public, nothing stays."""
    SearchSpelling.objects.using(edition._state.db).filter(edition=edition).delete()


# --- Built anew -------------------------------------------------------------------


def rebuild(editions: QuerySet[Edition], told: Callable[[int, int], None]) -> int:
    """Write all anew, of those that haven't ended, and remove what was there: words of
    texts that are gone. Return how many forms there are."""
    kept = SearchSpelling.objects.using(editions.db)
    last = kept.order_by("pk").values_list("pk", flat=True).last() or 0
    total, done = editions.count(), 0
    for batch in _batches(editions):
        for pk in batch:
            with transaction.atomic(editions.db):
                locked = editions.select_for_update(of=("self",)).filter(pk=pk)
                if edition := locked.first():
                    write(edition, _forms_in(edition), last)
        done += len(batch)
        told(done, total)
    for start in range(0, last + 1, ROWS_AT_ONCE):
        rows = kept.filter(pk__gte=start, pk__lt=start + ROWS_AT_ONCE)
        rows.filter(pk__lte=last).delete()
    return kept.values("form").distinct().count()


def _forms_in(edition: Edition) -> list[str]:
    """As of its document, but without the stems, which take their time."""
    return forms_of(Document(*(Words.of(parts) for parts in texts_of(edition))))


def _batches(editions: QuerySet[Edition]) -> Iterator[list[int]]:
    ids, last = editions.order_by("pk").values_list("pk", flat=True), 0
    while batch := list(ids.filter(pk__gt=last)[:AT_ONCE]):
        yield batch
        last = batch[-1]


# --- Asked ------------------------------------------------------------------------


def nearest(typed: Iterable[str], at: datetime, language: str) -> dict[str, list[str]]:
    """For each word that was typed, forms that begin with its letter and differ little,
    the nearest first, then those that a text in this language brought; one question for
    all. They may be of texts that are gone."""
    typed = list(filter(is_word, typed))
    keys = {key for word in typed for key in keys_of(word)}
    rows = SearchSpelling.objects.filter(key__in=keys, since__lte=at)
    brought = rows.values_list("form", "edition__language").distinct()
    forms: dict[str, bool] = {}
    for form, spoken in brought if keys else ():
        forms[form] = forms.get(form, True) and spoken != language
    return {word: _near(word, forms) for word in typed}


def _near(word: str, forms: Mapping[str, bool]) -> list[str]:
    """`forms`: whether each is of another language."""
    most = 1 if len(word) < LONG else 2
    ranked = (
        (
            OSA.distance(word, form, score_cutoff=most),
            is_elsewhere,
            abs(len(form) - len(word)),
            form,
        )
        for form, is_elsewhere in forms.items()
        if form[0] == word[0] and form != word
    )
    return [form for distance, *_others, form in sorted(ranked) if distance <= most]
