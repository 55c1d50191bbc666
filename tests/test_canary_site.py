"""A site that waits for a text answers, everywhere, as one that has never had it.

The same content is put in place twice: once with a scheduled text in the middle, for
which alone there are a picture, an attachment, people, a topic, a series and an outlet;
once without. Chance and clock are the same for both, so that every byte can be
compared: of all addresses there are, of all that is linked, and of all of the text's.
"""

import hashlib
import os
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from publications import clock, workflow
from publications.doors import DOORS, PUBLIC
from publications.models import Series, Topic
from publications.workflow import Signatory
from tests import factories
from tests.doors import addresses
from tests.people import person
from tests.views.stored import addresses as files_of
from tests.views.stored import headers_of

pytestmark = pytest.mark.django_db

TOKEN = "vyxcanary"
# When all are asked: after what is done for the test, before the text's moment.
NOW = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=6)
MOMENT = factories.soon(7 * 60)
NEAR = MOMENT.strftime("%Y/%m")
LINKS = re.compile(
    rb"""(?:href|src|url)=?["':> ]+\s*"?((?:https://press\.example)?/[^"'<>\s&]*)"""
)
# What the sign-in's form has for this one browser, on any site.
OF_ONE_REQUEST = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
# Of the languages that nothing is in, one; and a search leads to ever narrower ones.
IS_CRAWLED = re.compile(r"/(?!static/|(ru|az|ar|zh-hans)/)[^?]*$")
# How the text's own addresses are asked for beside.
PART = {"Range": "bytes=0-1", "Accept": "application/json", "Accept-Language": "fr"}
WAYS = [("get", PART), ("head", {}), ("options", {}), ("post", {})]


class Chance:
    """What the system's source of chance says, in the same order each time."""

    def __init__(self, seed: str):
        self.seed, self.asked = seed, 0

    def __call__(self, size: int) -> bytes:
        self.asked += 1
        return hashlib.shake_256(f"{self.seed} {self.asked}".encode()).digest(size)


@pytest.fixture
def chance(monkeypatch):
    monkeypatch.setattr(clock, "moment", lambda: NOW)
    return lambda seed: monkeypatch.setattr(os, "urandom", Chance(seed))


def a_text(number: int, colour: str, **changes):
    """One of the past, with all that a text may have."""
    picture = factories.described(factories.picture(colour), printable=True)
    recording = factories.attachment(f"speech-{number}.mp3", seconds=number)
    edition = factories.recorded(
        NOW - timedelta(days=40 * number),
        title=f"A text of number {number}",
        body=f"Words.\n\n![A river](image:{picture.uuid})",
        attachments=(str(recording.uuid),),
        signatories=(factories.VENN,),
        **changes,
    )
    publication = edition.text.publication
    publication.topics.add(Topic.objects.get_or_create(slug="water")[0])
    workflow.place(edition, "Kaldar Courier", by=person("dara"), confirmed=True)
    return edition


def the_canary():
    """Scheduled, and everything about it is for it alone."""
    picture = factories.described(factories.picture("gold"), alt=f"{TOKEN} alt")
    recording = factories.attachment(f"{TOKEN}.mp3", seconds=9, title=TOKEN)
    edition = factories.scheduled(
        MOMENT,
        title=f"{TOKEN} title",
        body=f"{TOKEN}\n\n![](image:{picture.uuid})",
        summary=TOKEN,
        lead=str(picture.uuid),
        attachments=(str(recording.uuid),),
        signatories=(Signatory(f"{TOKEN} Name", "Ms.", f"{TOKEN} of posts"),),
    )
    publication = edition.text.publication
    topic = Topic.objects.create(slug=f"{TOKEN}-topic")
    topic.names.create(language="en", name=TOKEN)
    publication.topics.add(topic, Topic.objects.get(slug="water"))
    publication.series = Series.objects.create(slug=f"{TOKEN}-series")
    publication.save()
    workflow.place(edition, f"{TOKEN} Times", by=person("dara"), confirmed=True)
    factories.paper(edition)
    return edition, files_of(picture, recording)


def of_the_canary(files: list[str]) -> list[str]:
    """Where it will be, and what only it has; and the way to its languages."""
    text = f"/en/{MOMENT.year}/{TOKEN}-title/"
    lists = [
        f"/en/people/{TOKEN}-name/",
        f"/en/topics/{TOKEN}-topic/",
        f"/en/series/{TOKEN}-series/",
        *(f"/en/{MOMENT.year}/", f"/en/{NEAR}/", f"/en/outlets/{TOKEN}-times/"),
    ]
    feeds = [f"{each}feed.{form}" for each in lists for form in ("rss", "atom", "json")]
    forms = ("index.md", "index.txt", "index.pdf", "cite/bib", "card.png", "editions/")
    numbers = [f"{text}editions/{number}/" for number in (1, 2)]
    return [
        *(text, f"/fr/{MOMENT.year}/{TOKEN}-title/", f"/en/1999/{TOKEN}-title/"),
        *(text.removesuffix("/"), f"/language/fr/?before={text}"),
        *(f"{text}{form}" for form in forms),
        *(*numbers, *lists, *feeds, *files),
        *(f"/en/search/?q={TOKEN[:-2]}*", f"/en/search/feed.rss?q={TOKEN}+OR+river"),
        "/sitemap-en.xml",
        f"/sitemap-en-{MOMENT.year}.xml",
    ]


def of_the_site(number: object) -> list[str]:
    """Every public address that the URL configuration knows, with what there is."""

    class Known(dict):
        def __missing__(self, name):
            return number if name in ("number", "earlier", "later") else "x"

    known = Known(
        {
            "year": NOW.year,
            "month": f"{NOW.month:02}",
            "slug": "water",
            "person": "ada-venn",
            "topic-page": "water",
            "outlet-page": "kaldar-courier",
            "series-page": "none",
            "code": "fr",
            "language": "en",
            "feed_form": "atom",
            "uuid": "00000000-0000-4000-8000-000000000001",
            "rest": "1/1/",
            "act": "discard",
        }
    )
    return [
        route.path(known)
        for route in addresses()
        if DOORS[route.view_name].look == PUBLIC
        and route.view_name != "metrics"  # it tells how many asked before
    ]


def answered(client, path, method, headers):
    answer = getattr(client, method)(path, headers=headers)
    content = b"".join(answer) if answer.streaming else answer.content
    content = OF_ONE_REQUEST.sub(b"", content)
    # "Expires" is the second of the answer, where nothing may be kept at all.
    headers = [each for each in headers_of(answer) if each[0] != "Expires"]
    return answer.status_code, headers, content, sorted(answer.cookies)


def everything(asked: list[str], more: list[str]) -> dict:
    """All answers, also of what pages, feeds and site maps lead to; in every way those
    at the text's own addresses."""
    client, found, waiting = Client(), {}, list(dict.fromkeys([*asked, *more]))
    for path in waiting:
        found[path, "get"] = answered(client, path, "get", {})
        for link in LINKS.findall(found[path, "get"][2]):
            to = link.decode().removeprefix("https://press.example").split("#")[0]
            if IS_CRAWLED.match(to) and to not in waiting:
                waiting.append(to)
    for path in asked:
        for method, headers in WAYS:
            found[path, method, *headers] = answered(client, path, method, headers)
    return found


def a_site(chance, with_canary: bool, files: list[str]):
    """Its answers, and where the canary's files are. Nothing of it is kept."""
    cache.clear()
    with transaction.atomic():
        if with_canary:
            chance("canary")
            _edition, files = the_canary()
        chance("newer")
        a_text(3, "maroon", place="Orsa")
        chance("readers")
        answers = everything(of_the_canary(files), of_the_site(1))
        transaction.set_rollback(True)
    return answers, files


def test_it_answers_as_one_that_never_had_it(chance):
    chance("older")
    for name in ("dara", "rhea", "petra"):
        person(name)
    a_text(1, "navy")
    down = factories.decided("withdrawn")
    factories.do("withdraw", a_text(2, "teal"), "petra", decided=down)
    waiting, files = a_site(chance, True, [])
    without, _files = a_site(chance, False, files)
    assert set(waiting) == set(without)
    differ = [key for key in waiting if waiting[key] != without[key]]
    assert differ == [], (waiting[differ[0]], without[differ[0]])
    assert len(waiting) > 250, len(waiting)
    print(f"{len(waiting)} answers compared")  # noqa: T201 - with `-s`
    for key, answer in waiting.items():
        # A page says again what was searched for.
        assert TOKEN not in str(answer).replace(key[0], "") or "search" in key[0], key


def test_a_guessed_address_costs_as_much_as_any(chance):
    """The time of a 404 is that of its questions: as many, and the same ones."""
    chance("canary")
    a_text(1, "navy")
    _edition, files = the_canary()
    client = Client()

    def questions(path):
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            # Where the slash lacks, a redirect; else nothing is found.
            assert client.get(path).status_code in (301, 404), path
        return [re.sub(r"'[^']*'|\b\d+\b|%s", "?", each["sql"]) for each in asked]

    for path in of_the_canary(files):
        if TOKEN in path and "search" not in path and "language" not in path:
            other = path.replace(TOKEN, "guessed")
            assert questions(path) == questions(other), path
    for path in files:
        uuid = re.search(r"[0-9a-f-]{36}", path)[0]
        other = path.replace(uuid, "00000000-0000-4000-8000-000000000009")
        assert questions(path) == questions(other), path
