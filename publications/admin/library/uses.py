"""Where a picture or an attachment is used, as far as somebody at the desk may see."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from publications import clock
from publications.admin.kept import known_to, visible
from publications.models import OPEN_STAGES, Edition, Image, ImageRole, Person


class Use(NamedTuple):
    """A text that uses it. `is_current`: the wording that counts does, not only one
    that was saved before."""

    edition: Edition
    state: tuple[str, str]
    is_current: bool


class WhereUsed(NamedTuple):
    texts: list[Use]
    hidden: int  # texts that the person may not see
    people: list[Person]  # whose portrait it is


def of_picture(request: HttpRequest, image: Image) -> WhereUsed:
    people = known_to(request, image.portrait_of.prefetch_related("names"))
    return _where(request, image.uses.all(), list(people))


def of_attachment(request: HttpRequest, attachment) -> WhereUsed:
    return _where(request, attachment.uses.all(), [])


def open_drafts(request: HttpRequest, image: Image) -> QuerySet[Edition]:
    """Texts in work that show this picture: they can still take another one. `as_lead`
    and `in_body` say where it is to be changed."""
    drafts = visible(request).filter(stage__in=OPEN_STAGES)
    shown = image.uses.filter(revision=OuterRef("revision"))
    return (
        drafts.filter(Exists(shown))
        .annotate(
            as_lead=Exists(shown.filter(role=ImageRole.LEAD)),
            in_body=Exists(shown.filter(role=ImageRole.BODY)),
        )
        .select_related("text", "revision")
        .order_by("pk")
    )


def _where(request: HttpRequest, uses: QuerySet, people: list[Person]) -> WhereUsed:
    at = clock.moment()
    using = Edition.objects.filter(pk__in=uses.values("revision__edition"))
    seen = using.filter(pk__in=visible(request).values("pk"))
    current = uses.filter(revision=OuterRef("revision"))
    editions = (
        seen.annotate(is_current=Exists(current))
        .select_related("text__publication", "revision")
        .prefetch_related("withdrawals")
        .order_by("-pk")
    )
    hidden = using.exclude(text__in=seen.values("text"))
    return WhereUsed(
        [Use(edition, edition.state(at), edition.is_current) for edition in editions],
        hidden.values("text").distinct().count(),
        people,
    )
