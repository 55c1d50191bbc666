"""Building an index anew beside the one that is asked, and putting it in its place.

Whatever acts write meanwhile goes into both (`Index.write`), so nothing is missed, and
searches are answered from the old one until the new one is whole.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db import models, transaction
from django.db.models import QuerySet

from .desk.documents import KINDS
from .document import Document, document_of
from .engines import Index, engine_of, execute
from .indexes import READERS
from .writing import released

AT_ONCE = 100
Progress = Callable[[int, int], None]


class Kept(NamedTuple):
    """An index, the rows that belong into it, and what each is found by."""

    index: Index
    rows: Callable[[], QuerySet]
    document: Callable[[models.Model], Document]


KEPT = (
    Kept(READERS, released, document_of),
    *(
        Kept(index, kind.rows, document)
        for kind in KINDS.values()
        for index, document in kind.documents.items()
    ),
)


def is_wanting(kept: Kept) -> bool:
    """Nothing is in it, though something should be: as after an upgrade."""
    rows = kept.rows()
    return kept.index.is_empty(rows.db) and rows.exists()


def rebuild(kept: Kept, told: Progress) -> int:
    """Return how many are in it; `told` hears how many are done, of how many."""
    using, index = kept.rows().db, kept.index
    _begin(index, using)
    total, done = kept.rows().count(), 0
    told(done, total)
    for batch in _batches(kept.rows()):
        for pk in batch:
            _write(kept, pk, using)
        done += len(batch)
        told(done, total)
    engine = engine_of(transaction.get_connection(using))
    with transaction.atomic(using):
        execute(engine.replace(index.table, index.beside), using)
    return done


def _begin(index: Index, using: str) -> None:
    """A rebuild that was cut off leaves its table: it begins again."""
    engine = engine_of(transaction.get_connection(using))
    with transaction.atomic(using):
        execute(engine.hold(index.table), using)
        execute(engine.drop(index.beside), using)
        execute(engine.create(index.beside), using)


def _batches(rows: QuerySet) -> Iterator[list[int]]:
    """Closed ones, since a query that is still read would hold a snapshot."""
    ids, last = rows.order_by("pk").values_list("pk", flat=True), 0
    while batch := list(ids.filter(pk__gt=last)[:AT_ONCE]):
        yield batch
        last = batch[-1]


def _write(kept: Kept, pk: int, using: str) -> None:
    """As it is now: what it is found by may be gone since the batch was read."""
    with transaction.atomic(using):
        locked = kept.rows().select_for_update(of=("self",)).filter(pk=pk)
        if now := locked.first():
            kept.index.write_anew(now.pk, kept.document(now), using)
