"""What the desk tells of the previews of an edition: to whom, until when, opened."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Prefetch, QuerySet

from publications import workflow
from publications.models import Edition, PreviewLink, PreviewOpening

# Of links that have ended, and of openings, the latest; all of them are stored.
SHOWN_ENDED = 10
SHOWN_OPENINGS = 10


class Told(NamedTuple):
    """A link as the desk shows it; `ended` is why it shows nothing any more, or ""."""

    link: PreviewLink
    ended: str


def open_links(edition: Edition, at: datetime) -> QuerySet[PreviewLink]:
    """Those that show the text, as long as who made them may share it."""
    return edition.preview_links.living(at)


def previews(edition: Edition, at: datetime) -> list[Told]:
    """The open ones, the latest first, then some of those that have ended."""
    latest = PreviewOpening.objects.order_by("-pk")[:SHOWN_OPENINGS]
    links = (
        edition.preview_links.select_related("shared_by", "revision")
        .annotate(times=Count("openings"))
        .prefetch_related(Prefetch("openings", latest, to_attr="latest_openings"))
        .order_by("-pk")
    )
    living = list(links.living(at))
    ended = list(links.exclude(pk__in=[link.pk for link in living])[:SHOWN_ENDED])
    known: dict[int, bool] = {}
    shown = []
    for link in living:
        link.edition = edition
        if link.shared_by_id not in known:
            known[link.shared_by_id] = workflow.still_theirs(link, at)
        is_open = known[link.shared_by_id]
        shown.append(Told(link, "" if is_open else workflow.why_ended(link, at)))
    for link in ended:
        link.edition = edition
        shown.append(Told(link, workflow.why_ended(link, at)))
    return shown
