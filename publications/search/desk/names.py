"""By which names on record a text is found at the desk, wherever they stand in it."""

from collections.abc import Iterable

from publications.models import Byline, Edition, Publication

_OF_WHO_SIGNS = (
    "name",
    "person__original_name",
    "person__names__display",
    "person__spellings__spelling",
)
# Outlets as soon as somebody enters them; subjects in all of their languages.
_OF_THE_PUBLICATION = (
    "placements__outlet__name",
    "placements__outlet__spellings__spelling",
    "topics__names__name",
    "series__names__name",
)


def names_of(editions: Iterable[Edition]) -> dict[int, list[str]]:
    """Of who signs, outlets, topics and series, by the edition's id: in two questions
    for any number of editions."""
    editions = list(editions)
    signed = Byline.objects.filter(revision__in=[e.revision_id for e in editions])
    about = Publication.objects.filter(pk__in=[_publication(e) for e in editions])
    by_revision = _told(signed, "revision", _OF_WHO_SIGNS)
    by_publication = _told(about, "pk", _OF_THE_PUBLICATION)
    return {
        edition.pk: sorted(
            by_revision.get(edition.revision_id, set())
            | by_publication.get(_publication(edition), set())
        )
        for edition in editions
    }


def _publication(edition: Edition) -> int:
    return edition.text.publication_id


def _told(rows, key: str, columns: tuple[str, ...]) -> dict[int, set[str]]:
    first, *others = (rows.order_by().values_list(key, name) for name in columns)
    found: dict[int, set[str]] = {}
    for pk, name in first.union(*others):
        if name:
            found.setdefault(pk, set()).add(name)
    return found
