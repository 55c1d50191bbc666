"""Topics and series of a publication: facts beside the text, changes on the record."""

from collections.abc import Iterable
from typing import Any

from publications import search
from publications.models import Account, Edition, Publication, Series, Topic

from .act import acting_beside


def classify(
    edition: Edition, *, by: Account, topics: Iterable[Topic], series: Series | None
) -> Edition:
    """Say what a publication is about and which series it belongs to.

    Of all its languages at once and without a new edition: readers find it on the
    pages of these as soon as, and as long as, it is live.
    """
    with acting_beside("classify", edition, by=by) as act:
        publication = act.edition.text.publication
        act.details["from"] = _known(publication)
        publication.topics.set(topics)
        publication.series = series
        publication.save(update_fields=["series"])
        act.details["to"] = _known(publication)
        search.index_publication(publication)
    return act.edition


def _known(publication: Publication) -> dict[str, Any]:
    """Names and addresses for the record: both may be changed later."""
    topics = publication.topics.prefetch_related("names")
    series = publication.series
    return {
        "topics": [_of(topic) for topic in topics],
        "series": _of(series) if series else None,
    }


def _of(subject: Topic | Series) -> dict[str, str]:
    return {"slug": subject.slug, "name": str(subject)}
