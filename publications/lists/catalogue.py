"""Which lists there are: of whom and of what there are texts at this moment.

For the page that names every feed. What has no live text is in none of them, so nothing
tells of what is to come. Tests: tests/views/test_subscribing.py.
"""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db.models import Model, OuterRef

from publications.models import Edition, Outlet, Person, Series, Topic
from publications.rendering.collation import in_order

from .having import having
from .listing import TextList
from .naming import in_language

# Of each sort; a page with more would be no help.
MOST = 200


class Sort(NamedTuple):
    """Lists of one sort, under their names; `is_cut` where there are more."""

    lists: list[TextList]
    is_cut: bool


def catalogue(at: datetime, language: str) -> dict[str, Sort]:
    """By route: topics and series of this language; people and outlets of any, as their
    own lists are. Seven queries at most."""
    live = Edition.objects.live(at)
    # By the text's language: by the edition's, SQLite would walk all of a list.
    here = live.filter(text__language=language)
    by_topic = here.filter(text__publication__topics=OuterRef("pk"))
    in_a_series = here.filter(text__publication__series=OuterRef("pk"))
    signed = live.filter(revision__bylines__person=OuterRef("pk"))
    carried = live.filter(
        text__publication__placements__outlet=OuterRef("pk"),
        text__publication__placements__confirmed=True,
    )

    def sort(route: str, model: type[Model], texts, language_of_list: str) -> Sort:
        found = having(model, texts).order_by("slug")
        if model is not Outlet:
            found = found.prefetch_related("names")
        subjects = list(found[: MOST + 1])
        listed = [
            _named(TextList(at, route, language=language_of_list), subject, language)
            for subject in subjects[:MOST]
        ]
        by_name = in_order(listed, language, lambda each: each.heading)
        return Sort(by_name, len(subjects) > MOST)

    return {
        "topic": sort("topic", Topic, by_topic, language),
        "series": sort("series", Series, in_a_series, language),
        "person": sort("person", Person, signed, ""),
        "outlet": sort("outlet", Outlet, carried, ""),
    }


def _named(found: TextList, subject, language: str) -> TextList:
    names = [] if isinstance(subject, Outlet) else subject.names.all()
    name = in_language(names, language)
    return replace(found, subject=subject, name=name, heading=str(name or subject))
