"""One search for all of the desk: texts with their remarks, people, the library, and
pages of the site; of each as much as the person may see.

Tests: tests/admin/test_found.py.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.contrib import admin
from django.db.models import Case, Model, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publications import clock
from publications.models import Attachment, Edition, Image, PageText, Person, Stage
from publications.rendering.searching import Part, Query, marked, read
from publications.search import Suggestion, suggestion
from publications.search.desk import (
    Piece,
    Place,
    Where,
    names_of,
    pieces_of,
    standing,
    whole,
)

from . import finding
from .apart import told_apart
from .pages import state_of
from .permissions import may

SHOWN = 10
SHOWN_AGAIN = 200  # characters of what was typed
HEADINGS = {
    Edition: gettext_lazy("Texts"),
    Person: gettext_lazy("People"),
    Image: gettext_lazy("Pictures"),
    Attachment: gettext_lazy("Attachments"),
    PageText: gettext_lazy("Pages of the site"),
}
# Where parts of words are enough, as in the lists.
PARTS = {Image: finding.OF_PICTURES, Attachment: finding.OF_ATTACHMENTS}


class Row(NamedTuple):
    stored: Model
    address: str
    title: list[Part]
    language: str
    state: tuple[str, str] | None
    place: Place | None
    apart: str = ""


class Group(NamedTuple):
    """What was found of one kind: how many, the first of them, and the list of all."""

    heading: str
    total: int
    rows: list[Row]
    all: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("q", "").replace("\0", " ").strip()
    groups = list(_groups(request, typed))
    context = {
        **admin.site.each_context(request),
        "title": _("Search"),
        "typed": typed[:SHOWN_AGAIN],
        "groups": groups,
        # Of words that are public alone, so that nothing of a draft is told.
        "meant": None if groups else _meant(typed),
        "reads": may(request, "read"),
    }
    return TemplateResponse(request, "publications/desk/found.html", context)


def _meant(typed: str) -> Suggestion | None:
    if not read(typed):
        return None
    return suggestion(typed, clock.moment(), get_language())


def _groups(request: HttpRequest, typed: str) -> Iterator[Group]:
    """A kind whose list the person may not open isn't looked at."""
    if not (query := read(typed)):
        return
    for model, heading in HEADINGS.items():
        model_admin = admin.site.get_model_admin(model)
        if not model_admin.has_view_permission(request):
            continue
        columns = getattr(model_admin, "parts_of_words", PARTS.get(model, ()))
        found = finding.found(model_admin.get_queryset(request), typed, columns)
        if total := found.count():
            rows = _rows(_in_order(found), query)
            yield Group(heading, total, rows, _list_of(model, typed))


def _in_order(found: QuerySet) -> QuerySet:
    """Of texts, what is over comes last."""
    if found.model is not Edition:
        return found
    over = Q(live_until__lte=clock.moment()) | Q(stage=Stage.DISCARDED)
    last = Case(When(over, then=1), default=Value(0))
    return found.alias(last=last).order_by("last", "-pk")


def _rows(found: QuerySet, query: Query) -> list[Row]:
    stored = list(whole(found)[:SHOWN])
    if found.model is not Edition:
        return [_row(each, query, []) for each in stored]
    names, apart = names_of(stored), told_apart(stored)
    return [
        _row(each, query, names.get(each.pk, []))._replace(apart=apart.get(each.pk, ""))
        for each in stored
    ]


def _row(stored: Model, query: Query, names: list[str]) -> Row:
    title, language, state = str(stored), "", None
    if isinstance(stored, Edition):
        language, state = stored.text.language, stored.state(clock.moment())
    elif isinstance(stored, PageText):
        language, state = stored.language, state_of(stored)
    elif isinstance(stored, Attachment):
        language = stored.language
    pieces = [piece for piece in pieces_of(stored) if piece.text != title]
    pieces += [Piece(Where.NAME, name) for name in names]
    return Row(
        stored,
        _page_of(stored),
        marked(title, query, language),
        language,
        state,
        next(_places(pieces, query), None),
    )


def _places(pieces: list[Piece], query: Query) -> Iterator[Place]:
    for piece in pieces:
        for parts in standing(piece, query, 1).first:
            yield Place(piece, parts)


def _page_of(stored: Model) -> str:
    name = f"admin:publications_{stored._meta.model_name}_change"
    return reverse(name, args=[stored.pk])


def _list_of(model: type[Model], typed: str) -> str:
    address = reverse(f"admin:publications_{model._meta.model_name}_changelist")
    return f"{address}?{urlencode({'q': typed[:SHOWN_AGAIN]})}"
