"""Keeping what texts are found by: in the transaction of the act that changes it."""

from collections.abc import Callable

from django.db import models
from django.db.models import QuerySet

from publications.models import Edition, Outlet, Person, Publication, Series, Topic

from . import leading, spelling
from .desk.keeping import keep_about, keep_publication
from .document import document_of
from .indexes import READERS

# What is mended of a person or an outlet is found at once in so many of their latest
# texts; of the others once the index is built anew.
AT_ONCE = 100
_CONCERNED = {
    Person: "revision__bylines__person",
    Outlet: "text__publication__placements__outlet",
    Topic: "text__publication__topics",
    Series: "text__publication__series",
}


def index(edition: Edition) -> None:
    """Write what an edition with a period is found by, in the place of what was."""
    document = document_of(edition)
    READERS.write(edition.pk, document, edition._state.db)
    spelling.write(edition, spelling.forms_of(document))
    leading.write(edition)


def forget(edition: Edition) -> None:
    READERS.forget(edition.pk, edition._state.db)
    spelling.forget(edition)
    leading.forget(edition)


def index_publication(publication: Publication) -> None:
    keep_publication(publication)
    for edition in released().filter(text__publication=publication):
        index(edition)


def index_about(fact: models.Model) -> None:
    """Find texts by what is now known of somebody who signs, an outlet or a subject;
    at the desk, itself."""
    keep_about(fact)
    if (path := _CONCERNED.get(type(fact))) is None:
        return
    concerned = Edition.objects.filter(**{path: fact}).values("pk")
    latest = released().filter(pk__in=concerned).order_by("-live_from", "-pk")
    for edition in latest[:AT_ONCE]:
        index(edition)


def rebuild_spellings(told: Callable[[int, int], None]) -> int:
    return spelling.rebuild(released(), told)


def rebuild_links() -> int:
    return leading.rebuild(released())


def released() -> QuerySet[Edition]:
    """Every edition that has a period, whenever it is."""
    return Edition.objects.filter(live_from__isnull=False).select_related(
        "text__publication__series", "revision__rendering"
    )
