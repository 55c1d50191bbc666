"""Lists that also hold texts of other languages: one entry for each publication."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from publications.models import Edition, Relation


def nearest(language: str, at: datetime) -> Q:
    """The version in this language; of a publication that has none live, the original,
    else the one that was begun first."""
    live = Edition.objects.live(at).filter(
        text__publication=OuterRef("text__publication")
    )
    here = Exists(live.filter(language=language))
    original = Exists(live.filter(text__relation=Relation.ORIGINAL))
    earlier = Exists(live.filter(text__lt=OuterRef("text")))
    is_original = Q(text__relation=Relation.ORIGINAL)
    stands_for = is_original | (~Q(original) & ~Q(earlier))
    return Q(language=language) | (~Q(here) & stands_for)
