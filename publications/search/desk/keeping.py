"""Keeping what the desk finds by: in the transaction of the act that changes it."""

from django.db.models import Model, QuerySet

from publications.models import (
    Appointment,
    Edition,
    Image,
    Outlet,
    Person,
    Publication,
    Series,
    Topic,
)
from publications.search.indexes import NAMES

from .documents import KINDS, known_by
from .names import names_of

# What is mended of somebody or something is found at once in so many of the latest
# texts and pictures; in the others once the index is built anew.
AT_ONCE = 100
_CONCERNED = {
    Person: "revision__bylines__person",
    Outlet: "text__publication__placements__outlet",
    Topic: "text__publication__topics",
    Series: "text__publication__series",
}


def keep(stored: Model) -> None:
    """Find it from now on by what is known of it now."""
    kind = KINDS[type(stored)]
    for row in kind.rows().filter(pk=stored.pk):
        for index, document in kind.documents.items():
            index.write(row.pk, document(row), row._state.db)


def lose(stored: Model) -> None:
    """Of what is about to be removed."""
    for index in KINDS[type(stored)].documents:
        index.forget(stored.pk, stored._state.db)


def keep_publication(publication: Publication) -> None:
    """After something was said of all its languages: outlets, subjects."""
    _keep_names(Edition.objects.filter(text__publication=publication))


def keep_about(fact: Model) -> None:
    """After something was mended: the thing itself, and what it is a name of."""
    if isinstance(fact, Appointment):
        fact = fact.person
    if type(fact) in KINDS:
        keep(fact)
    if path := _CONCERNED.get(type(fact)):
        concerned = Edition.objects.filter(**{path: fact}).values("pk")
        _keep_names(Edition.objects.filter(pk__in=concerned))
    if isinstance(fact, Person):
        shown = Image.objects.filter(depicted__person=fact).order_by("-pk")
        for picture in shown[:AT_ONCE]:
            keep(picture)


def _keep_names(editions: QuerySet[Edition]) -> None:
    latest = editions.select_related("text").order_by("-pk")[:AT_ONCE]
    using = editions.db
    for pk, names in names_of(latest).items():
        NAMES.write(pk, known_by(names), using)
