"""Editions on paper: the worker is told of them in the act's transaction."""

from publications import clock, paper
from publications.models import Delivery, Edition, Paper, Publication, Task


def have_paper_made(edition: Edition) -> None:
    """Have the worker make the PDFs of this edition's text once it is public.

    A piece for each moment that was ever planned: whoever comes at one that no longer
    is finds nothing to do. Where no PDF can be made, nothing waits for it.
    """
    if paper.lacking():
        return
    at = clock.database_now()
    Delivery.objects.create(
        task=Task.MAKE_PAPER,
        edition=edition,
        created_at=at,
        due_at=max(edition.live_from, at),
    )


def have_papers_made_anew(publication: Publication) -> None:
    """Have every sheet of a publication made anew, since a fact beside its texts was
    mended; the ones before are given out until then.

    Whoever has one in hand with the fact as it was loses the claim, and stores nothing.
    """
    known = Paper.objects.filter(edition__text__publication=publication)
    known.update(renderer=0, claimed_until=clock.database_now())
    for text in publication.texts.order_by("pk"):
        released = text.editions.filter(live_from__isnull=False)
        if first := released.order_by("live_from").first():
            have_paper_made(first)
