"""Citing an edition: what it says of itself, and its permanent address."""

from collections.abc import Callable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from publications.mission import mission_name
from publications.models import SIGNING, Edition, Kind, SignatoryRole
from publications.rendering import citations
from publications.rendering.citations import Citation, FirstPublication, Name

from .provenance import provenance


class Form(NamedTuple):
    """A way of writing a citation; `name` is what people call it, in any language."""

    name: str
    media_type: str
    written: Callable[[Citation], str]


# By the ending of the file. RIS and BibTeX have no registered media types; these are
# what reference managers listen to.
FORMS = {
    "txt": Form("TXT", "text/plain", citations.plain),
    "bib": Form("BibTeX", "application/x-bibtex", citations.bibtex),
    "ris": Form("RIS", "application/x-research-info-systems", citations.ris),
    "json": Form(
        "CSL-JSON", "application/vnd.citationstyles.csl+json", citations.csl_json
    ),
}


class Cited(NamedTuple):
    """What a page shows of a citation. `files`: (name, ending of the address)."""

    sentences: str
    address: str
    files: list[tuple[str, str]]


def cited(edition: Edition) -> Cited:
    """What the page of an edition (`to_read`) shows for whoever cites it."""
    citation = citation_of(edition)
    files = [
        (form.name, f"{edition_address(edition)}citation.{ending}")
        for ending, form in FORMS.items()
    ]
    return Cited(citations.in_sentences(citation), citation.url, files)


def edition_address(edition: Edition) -> str:
    """Where this edition stands for ever: at the address that it was released under,
    also when the text's own has moved on."""
    text, slug = edition.text, edition.revision.address.slug
    with translation.override(text.language):
        return reverse("edition", args=[text.year, slug, edition.number])


def citation_of(edition: Edition) -> Citation:
    """The citation of a released edition, from what is frozen with it.

    Names, title and offices are those of the revision: who is renamed later is cited
    as printed. A first publication may be mended, and is no part of the edition.
    """
    revision, text = edition.revision, edition.text
    zone = ZoneInfo(settings.TIME_ZONE)
    with translation.override(text.language):
        genre = str(Kind(edition.kind).label)
    return Citation(
        key=f"{revision.address.slug}-{text.language}-{edition.number}",
        kind=edition.kind,
        genre=genre,
        language=text.language,
        title=revision.title,
        subtitle=revision.subtitle,
        authors=_authors(edition),
        translators=_signed_as(edition, SignatoryRole.TRANSLATOR),
        interviewers=_signed_as(edition, SignatoryRole.INTERVIEWER),
        publisher=mission_name(),
        issued=timezone.localtime(edition.live_from, zone).date(),
        edition=edition.number,
        url=settings.SITE_URL + edition_address(edition),
        first=_first(edition),
        event=revision.event,
        place=revision.place if edition.kind == Kind.SPEECH else "",
        delivered_on=revision.written_on if edition.kind == Kind.SPEECH else None,
    )


def _authors(edition: Edition) -> tuple[Name, ...]:
    """As `Revision.creators`, in their parts; where nobody is named, the mission."""
    revision = edition.revision
    return _signed_as(edition, *SIGNING) or (
        Name(revision.issuer or revision.byline or mission_name()),
    )


def _signed_as(edition: Edition, *roles: SignatoryRole) -> tuple[Name, ...]:
    return tuple(
        Name(byline.name, byline.family, byline.given)
        for byline in edition.revision.bylines.all()
        if byline.role in roles
    )


def _first(edition: Edition) -> FirstPublication | None:
    for placement in provenance(edition)["first_placements"]:
        return FirstPublication(
            placement.outlet.name, placement.appeared_on, placement.url
        )
    return None
