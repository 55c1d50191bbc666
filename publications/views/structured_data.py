"""What machines read of a text, all of it frozen with its edition: JSON-LD.

Google's guide for articles; schema.org/OpinionNewsArticle, NewsArticle. A later change
of a person, a title or an office changes none of it; placements are facts beside it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from publications.images import social
from publications.mission import mission_name
from publications.models import (
    SIGNING,
    Byline,
    Edition,
    Kind,
    Person,
    PersonName,
    Placement,
    Rendering,
    SignatoryRole,
)
from publications.rendering import excerpt
from publications.rendering.languages import language_tag
from publications.rendering.web import web_link

HEADLINE = 110  # characters that search engines show


def article(
    edition: Edition,
    *,
    canonical: str,
    changes: Iterable[Edition],
    first_placement: Placement | None,
    original: Edition | None,
) -> dict[str, Any]:
    """Return the JSON-LD of a text's page. `changes`: editions that told readers of a
    change, the latest first."""
    revision = edition.revision
    changes = list(changes)
    said = {
        "@context": "https://schema.org",
        "@type": _type(edition),
        "headline": excerpt(revision.title, HEADLINE),
        "alternativeHeadline": revision.subtitle,
        "description": revision.lead(),
        "inLanguage": language_tag(edition.language),
        "url": settings.SITE_URL + edition.get_absolute_url(),
        "mainEntityOfPage": canonical,
        "datePublished": _moment(edition.first_released_at),
        "dateModified": _moment(
            changes[0].live_from if changes else edition.first_released_at
        ),
        "dateCreated": revision.written_on and revision.written_on.isoformat(),
        "version": str(edition.number),
        "wordCount": revision.rendering.words,
        "publisher": _mission(),
        "correction": [_correction(change) for change in changes],
        "translationOfWork": original and _work(original),
        **_media(edition),
        **_people(edition),
        **_provenance(first_placement),
        **_occasion(edition),
    }
    return {name: value for name, value in said.items() if value}


def trail(edition: Edition) -> dict[str, Any]:
    """Return the way to a text from the first page, as JSON-LD
    (schema.org/BreadcrumbList)."""
    kind = Kind(edition.kind)
    steps = [
        (mission_name(), reverse("home")),
        (str(kind.plural), reverse(f"kind-{kind.path}")),
        (edition.title, edition.get_absolute_url()),
    ]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": settings.SITE_URL + path,
            }
            for position, (name, path) in enumerate(steps, start=1)
        ],
    }


def somebody(
    person: Person, name: PersonName | None, address: str, links: Iterable[str]
) -> dict[str, Any]:
    """Return the JSON-LD of a person's page (schema.org/Person)."""
    said = {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": str(name or person),
        "url": address,
    }
    if name:
        said |= {
            "honorificPrefix": name.honorific,
            "familyName": name.family,
            "givenName": name.given,
            "description": name.biography,
        }
    others = [n.display for n in person.names.all()] + [person.original_name]
    said["alternateName"] = sorted({*others} - {"", said["name"]})
    said["sameAs"] = [link for link in links if web_link(link)]
    if person.portrait_id:
        said["image"] = settings.SITE_URL + person.portrait.get_absolute_url()
    return {key: value for key, value in said.items() if value}


# An article of the mission's own (an essay, a report) is no news in itself.
TYPES = {Kind.OP_ED: "OpinionNewsArticle", Kind.ARTICLE: "Article"}


def _type(edition: Edition) -> str:
    return TYPES.get(Kind(edition.kind), "NewsArticle")


def _moment(at: datetime) -> str:
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).isoformat(timespec="seconds")


def _mission() -> dict[str, str]:
    return {
        "@type": "GovernmentOrganization",
        "name": mission_name(),
        "url": f"{settings.SITE_URL}/",
    }


def _people(edition: Edition) -> dict[str, Any]:
    bylines = list(edition.revision.bylines.all())
    signed = [_person(b, edition) for b in bylines if b.role in SIGNING]
    issuer = edition.revision.issuer
    issued = {"@type": "Organization", "name": issuer} if issuer else _mission()

    def others(role: str) -> list[dict[str, str]]:
        return [_person(b, edition) for b in bylines if b.role == role]

    return {
        "author": signed or [issued],
        "contributor": others(SignatoryRole.INTERVIEWER),
        "translator": others(SignatoryRole.TRANSLATOR),
    }


def _person(byline: Byline, edition: Edition) -> dict[str, str]:
    with override(edition.language):
        page = reverse("person", args=[byline.person.slug])
    said = {
        "@type": "Person",
        "name": byline.name,
        "honorificPrefix": byline.honorific,
        "familyName": byline.family,
        "givenName": byline.given,
        "jobTitle": byline.post,
        # Whoever signs nothing has no page.
        "url": settings.SITE_URL + page if byline.role in SIGNING else "",
    }
    return {name: value for name, value in said.items() if value}


def _media(edition: Edition) -> dict[str, Any]:
    """The lead picture, else the one that is drawn of the title; and what is offered
    beside the text, durations as ISO 8601."""
    rendering = edition.revision.rendering
    files = [_file(file) for file in rendering.attachments]
    picture = _picture(rendering) if rendering.lead else _card(edition)
    return {"image": picture, "associatedMedia": files}


def _picture(rendering: Rendering) -> dict[str, Any]:
    lead = rendering.lead
    return _told(
        {
            "@type": "ImageObject",
            "url": settings.SITE_URL + lead["card"],
            "width": _pixels(lead["width"]),
            "height": _pixels(lead["height"]),
            "caption": lead["alt"],
            "creditText": lead["credit"],
        }
    )


def _card(edition: Edition) -> dict[str, Any]:
    path = reverse("card", args=[edition.text.year, edition.revision.address.slug])
    return {
        "@type": "ImageObject",
        "url": settings.SITE_URL + path,
        "width": _pixels(social.WIDTH),
        "height": _pixels(social.HEIGHT),
        "caption": edition.title,
    }


def _file(file: dict[str, Any]) -> dict[str, Any]:
    return _told(
        {
            "@type": "AudioObject" if file["seconds"] else "MediaObject",
            "name": file["title"],
            "contentUrl": settings.SITE_URL + file["address"],
            "encodingFormat": file["mime"],
            "contentSize": str(file["size"]),
            "duration": file["seconds"] and f"PT{file['seconds']}S",
            "inLanguage": language_tag(file["language"]),
        }
    )


def _pixels(number: int) -> dict[str, Any]:
    """A length in pixels, as schema.org asks (UN/CEFACT code E37)."""
    return {"@type": "QuantitativeValue", "value": number, "unitCode": "E37"}


def _told(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value}


def _provenance(placement: Placement | None) -> dict[str, Any]:
    """Where the text first appeared: it was theirs before it was here."""
    if placement is None:
        return {}
    outlet = placement.outlet
    named = {"@type": "NewsMediaOrganization", "name": outlet.name}
    if site := web_link(outlet.url):
        named["url"] = site
    return {"sourceOrganization": named, "isBasedOn": web_link(placement.url)}


def _occasion(edition: Edition) -> dict[str, Any]:
    """Where the text was written, or where and when it was delivered."""
    revision = edition.revision
    place = revision.place and {"@type": "Place", "name": revision.place}
    if not revision.event:
        return {"locationCreated": place}
    event = {
        "@type": "Event",
        "name": revision.event,
        "startDate": revision.written_on and revision.written_on.isoformat(),
        "location": place,
    }
    return {"recordedAt": {name: value for name, value in event.items() if value}}


def _correction(change: Edition) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "text": change.public_note,
        "datePublished": _moment(change.live_from),
    }


def _work(original: Edition) -> dict[str, str]:
    return {
        "@type": _type(original),
        "name": original.title,
        "url": settings.SITE_URL + original.get_absolute_url(),
        "inLanguage": language_tag(original.language),
    }
