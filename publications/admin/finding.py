"""Finding texts, people, pictures and attachments by what somebody types."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from publications import clock, workflow
from publications.models import Attachment, Image
from publications.rendering.names import folded
from publications.rendering.searching import read
from publications.search.desk import matching

from .lookups import MAX_CHARACTERS, MAX_WORDS

OF_PICTURES = (
    *("name", "event", "words__alt", "words__caption", "words__credit"),
    # As names are compared: whatever the case, the accents and the spelling.
    *("people__names__folded", "people__spellings__folded"),
)
OF_ATTACHMENTS = ("title", "name", "transcript")


def pictures(request: HttpRequest) -> QuerySet[Image]:
    """Those that this person may see, latest first."""
    seen = Image.objects.visible_to(request.user, clock.moment())
    return seen.prefetch_related("words").order_by("-uploaded_at", "-pk")


def attachments(request: HttpRequest) -> QuerySet[Attachment]:
    """Those that this person may see, latest first."""
    seen = Attachment.objects.visible_to(request.user, clock.moment())
    return seen.order_by("-uploaded_at", "-pk")


class FoundByWords:
    """A list that is searched as readers search, over all that its index holds. Goes
    before ModelAdmin among the bases."""

    # What shows the field above the list; `found` says what is asked.
    search_fields = ("pk",)
    parts_of_words: tuple[str, ...] = ()

    def get_search_results(self, request, queryset, search_term):
        return found(queryset, search_term, self.parts_of_words), False


def found(seen: QuerySet, typed: str, columns: tuple[str, ...] = ()) -> QuerySet:
    """Those of `seen` with these words; `columns`: where parts of words are enough,
    as of a file's name, unless something is to be left out."""
    if not typed.strip():
        return seen
    query, everything = read(typed), seen.model.objects.all()
    if not columns or query.none:
        return matching(seen, query)
    by_words = matching(everything, query)
    parts = said_of(everything, typed[:MAX_CHARACTERS], columns)
    return seen.filter(Q(pk__in=by_words.values("pk")) | Q(pk__in=parts.values("pk")))


def said_of(seen: QuerySet, asked: str, columns: tuple[str, ...]) -> QuerySet:
    """Those of which every word is said somewhere."""
    if workflow.unfit_characters(asked):
        return seen.none()
    for word in workflow.tidied_words(asked).split()[:MAX_WORDS]:
        seen = seen.filter(reduce(or_, _where(seen.model, word, columns)))
    return seen


def _where(model: type[Model], word: str, columns: tuple[str, ...]) -> Iterator[Q]:
    """Where a word may be said. Each kind of rows is asked by itself: joined, names
    would be looked at once for each spelling, caption and person."""
    by_kind: dict[str, list[Q]] = {}
    for column in columns:
        is_folded = column.rpartition("__")[2] == "folded"
        said = {f"{column}__contains": folded(word) or word}
        if not is_folded:
            said = {f"{column}__icontains": word}
        by_kind.setdefault(column.rpartition("__")[0], []).append(Q(**said))
    for anywhere in by_kind.values():
        known = model.objects.filter(reduce(or_, anywhere))
        yield Q(pk__in=known.values("pk"))
