"""What the first page shows below the latest texts, in as few questions as may be.

Each question is answered by an index however many texts there are. Tests:
tests/views/test_front_page.py.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet, Value

from publications import zones
from publications.models import (
    SIGNING,
    Appointment,
    AppointmentTitle,
    Edition,
    Kind,
    Person,
    PersonName,
)

from .listing import TextList, home, of_kind
from .marks import signed_by
from .naming import in_language

OF_EACH_KIND = 3
# Signed texts are looked for among a person's latest revisions, drafts included.
SIGNED, OF_REVISIONS = 3, 200


class Section(NamedTuple):
    """A list, and the latest of it."""

    list: TextList
    editions: list[Edition]


class HeadOfMission(NamedTuple):
    """Who leads the mission on the day, named in the page's language, and the latest
    texts in it that this person signed."""

    person: Person
    name: PersonName | None
    post: AppointmentTitle | None
    editions: list[Edition]


class Front(NamedTuple):
    """`elsewhere`: the latest text of each other language of the site, in its order,
    where the list above isn't of all of them."""

    sections: list[Section]
    head: HeadOfMission | None
    elsewhere: list[Edition]


def front(found: TextList) -> Front:
    """Return what belongs below the latest texts of the home list `found`."""
    lists = [of_kind(found.at, found.language, kind) for kind in Kind]
    others = [] if found.may_be_mixed else _other_languages(found)
    post = _leading(found)
    answers = _each(
        [each.editions()[:OF_EACH_KIND] for each in lists]
        + [each.editions()[:1] for each in others]
        + ([_signed_by(post.person, found)[:SIGNED]] if post else []),
        found,
    )
    of_kinds, rest = answers[: len(lists)], answers[len(lists) :]
    signed = rest.pop() if post else []
    sections = map(Section, lists, of_kinds)
    return Front(
        [section for section in sections if section.editions],
        _head(post, found.language, signed) if post and signed else None,
        [edition for latest in rest for edition in latest],
    )


def _other_languages(found: TextList) -> list[TextList]:
    codes = [code for code, _name in settings.LANGUAGES]
    return [home(found.at, code) for code in codes if code != found.language]


def _leading(found: TextList) -> Appointment | None:
    """The post begun last of those that lead the mission now."""
    held = Appointment.objects.leading(zones.day_of(found.at))
    named = held.select_related("person__portrait").prefetch_related(
        "titles", "person__names"
    )
    return named.first()


def _signed_by(person: Person, found: TextList) -> QuerySet[Edition]:
    mark = signed_by([person.pk], role__in=SIGNING).newest(OF_REVISIONS)
    return mark.on(found.editions(), found.language)


def _head(post: Appointment, language: str, signed: list[Edition]) -> HeadOfMission:
    name = in_language(post.person.names.all(), language)
    title = in_language(post.titles.all(), language)
    return HeadOfMission(post.person, name, title, signed)


def _each(
    questions: Sequence[QuerySet[Edition]], found: TextList
) -> list[list[Edition]]:
    """What each of them finds: all their rows in one question, their texts in another.

    A slice within a compound is unknown to SQLite, a slice within `IN` is not.
    """
    asked = [
        Edition.objects.filter(pk__in=question.values("pk"))
        .annotate(question=Value(number))
        .values_list("question", "pk")
        for number, question in enumerate(questions)
    ]
    rows = list(asked[0].union(*asked[1:], all=True))
    editions = list(
        Edition.objects.listed(found.at)
        .filter(pk__in={pk for _question, pk in rows})
        .select_related("text", "revision__address")
        .defer("revision__body")
    )
    return [
        [edition for edition in editions if (number, edition.pk) in rows]
        for number in range(len(questions))
    ]
