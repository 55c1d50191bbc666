"""WebSub (W3C): a hub is told which feeds changed, and tells their subscribers.

How a hub is told is left open by the standard. Hubs agree on a form with
`hub.mode=publish`, and call the feed `hub.url` (PubSubHubbub) or `hub.topic`; several
in one form are not understood by all of them. A hub asks for the feed itself, so what
is not public yet couldn't reach it.
"""

import time
from collections.abc import Iterator
from http.client import HTTPException
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from publications import clock
from publications.models import Delivery, Edition, Kind, Outlet, Person

from . import pinned

FORMS = ("rss", "atom", "json")
TIMEOUT = 10  # seconds that one answer may take
# And all of them, below the lease: what is left is told at the next try.
LONGEST = 180
AGENT = "embassy-worker (WebSub)"


class NotTold(Exception):
    """The hub does not know of a feed yet, and why."""


def ping(delivery: Delivery) -> None:
    """Tell the hub of every feed that holds the text. Raises NotTold where it would not
    hear of all; of the others it isn't told again.

    Nothing is said of what did not go out, or not to this hub any more.
    """
    edition = delivery.edition
    if not (settings.WEBSUB_HUB and _is_out(edition)):
        delivery.delete()
        return
    told = delivery.body.splitlines()
    waiting = [feed for feed in feeds_of(edition) if feed not in told]
    heard, trouble = _tell(waiting)
    if trouble:
        body = "\n".join([*told, *heard])
        Delivery.objects.filter(pk=delivery.pk).update(body=body)
        left = len(waiting) - len(heard)
        raise NotTold(f"{left} feeds are left to tell of; {trouble[0]}")


def feeds_of(edition: Edition) -> list[str]:
    """The address of each feed that the edition came into, or the one before it left:
    those of its language, and those of its people and outlets in every language."""
    text = edition.text
    languages = [code for code, _name in settings.LANGUAGES]
    if text.language not in languages:
        languages.append(text.language)
    routes = [(text.language, *route) for route in _in_its_language(edition)]
    routes += [
        (code, *route) for route in _in_all_languages(edition) for code in languages
    ]
    return [
        _address(language, name, [*slug, form])
        for language, name, *slug in routes
        for form in FORMS
    ]


def _in_its_language(edition: Edition) -> Iterator[tuple[str, ...]]:
    publication = edition.text.publication
    yield ("home",)
    yield (f"kind-{Kind(publication.kind).path}",)
    for topic in publication.topics.order_by("pk"):
        yield "topic", topic.slug
    if publication.series:
        yield "series", publication.series.slug
    if edition.change or edition.withdrawals.exists():
        yield ("corrections",)


def _in_all_languages(edition: Edition) -> Iterator[tuple[str, ...]]:
    before = edition.text.editions.filter(live_until=edition.live_from)
    revisions = [edition.revision_id, *before.values_list("revision", flat=True)]
    signed = Person.objects.filter(bylines__revision__in=revisions)
    for person in signed.order_by("pk").distinct():
        yield "person", person.slug
    carried = Outlet.objects.filter(
        placements__publication=edition.text.publication_id, placements__confirmed=True
    )
    for outlet in carried.order_by("pk").distinct():
        yield "outlet", outlet.slug


def _address(language: str, route: str, args: list[str]) -> str:
    with override(language):
        return settings.SITE_URL + reverse(f"{route}-feed", args=args)


def _is_out(edition: Edition) -> bool:
    """Not where the release was moved or taken back since."""
    return edition.live_from is not None and edition.live_from <= clock.database_now()


def _tell(feeds: list[str]) -> tuple[list[str], list[str]]:
    """Return of which the hub has heard, and what went wrong. A feed that it refuses
    holds up no other; where it doesn't answer at all, all wait."""
    heard, trouble = [], []
    until = time.monotonic() + LONGEST
    for feed in feeds:
        if time.monotonic() > until:
            trouble.append("the hub is slow")
            break
        try:
            _tell_of(feed)
        except NotTold as error:
            trouble.append(f"{feed}: {error}")
        except (OSError, HTTPException) as error:
            trouble.append(f"the hub does not answer: {error!r}")
            break
        else:
            heard.append(feed)
    return heard, trouble


def _tell_of(feed: str) -> None:
    """Raises NotTold for any answer but success: no redirect is followed. Where the hub
    is named, its name may not lead inside; a number is what the settings say it is."""
    hub, until = urlsplit(settings.WEBSUB_HUB), time.monotonic() + TIMEOUT
    host = hub.hostname or ""
    connection = pinned.connection(
        hub.scheme,
        host,
        hub.port or pinned.PORTS[hub.scheme],
        until,
        may_be_private=pinned.is_number(host),
    )
    form = {"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}
    path = (hub.path or "/") + (f"?{hub.query}" if hub.query else "")
    headers = {
        "User-Agent": AGENT,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        connection.request("POST", path, urlencode(form), headers)
        answer = connection.getresponse()
        if not 200 <= answer.status < 300:
            said = answer.read1(200).decode(errors="replace").strip()
            raise NotTold(f"the hub answers {answer.status} {said}".rstrip())
    finally:
        connection.close()
