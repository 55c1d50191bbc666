"""Files of a scheduled text, and what is said of them, are nowhere until its second.

Every address that the URL configuration knows is asked for, with the very names, ids
and digests of the files: whoever knows all of these learns no more.
"""

import logging
from datetime import timedelta

import pytest
from django.test import Client

from publications import clock, workflow
from publications.models import Edition
from tests import factories
from tests.doors import addresses as routes
from tests.people import person
from tests.test_canary import PATHS
from tests.views.stored import addresses, answered, moving_picture, words

pytestmark = pytest.mark.django_db

TOKEN = "qwzcanary"
MOMENT = factories.soon(60)
SECOND = timedelta(seconds=1)
# What is said of a picture and of an attachment, each in a word of its own.
OF_PICTURE = ("alt", "caption", "credit")
OF_RECORDING = ("title", "transcript")


@pytest.fixture
def at(monkeypatch):
    return lambda moment: monkeypatch.setattr(clock, "_read", lambda: (moment, None))


@pytest.fixture
def picture(settings):
    image = moving_picture(settings)
    image.name, image.event = f"{TOKEN}-file.gif", f"{TOKEN}-event"
    image.save()
    said = {word: f"{TOKEN}-{word}" for word in (*OF_PICTURE, "rights")}
    return factories.described(image, printable=True, **said)


@pytest.fixture
def recording():
    said = {word: f"{TOKEN}-{word}" for word in OF_RECORDING}
    return factories.attachment(name=f"{TOKEN}-file.mp3", **said)


def text_with(picture, recording):
    lead = {"lead": str(picture.uuid)}
    return factories.approved(**words(picture, recording, **lead), slug="asked-for")


class Known(dict):
    """What stands in addresses; of what a test has none, the first there might be."""

    def __missing__(self, _name):
        return 1


def every_address(picture, recording, edition=None):
    """All that there is to ask for, also where lists are searched."""
    known = Known(
        {
            "uuid": picture.uuid,
            "extension": picture.extension,
            "name": "40",
            "rendition-extension": "webp",
            "attachment-uuid": recording.uuid,
            "attachment-extension": recording.extension,
            "image": picture.pk,
            "attachment": recording.pk,
            "admin:picture_replace-pk": picture.pk,
            "edition": edition.pk if edition else 1,
            "pk": edition.pk if edition else 1,
            "year": MOMENT.year,
            "slug": "asked-for",
            "act": "discard",
            "form": "bib",
            "token": "no-such-token",
            "rest": "1/1/",
        }
    )
    # Of its own answers /metrics tells each time how many there were.
    found = {route.path(known) for route in routes()} - {"/metrics"}
    # Half of the word finds it; a page says again what was searched for.
    half = TOKEN[: len(TOKEN) // 2]
    found |= {f"{path}?q={half}" for path in found if path.endswith("/")}
    return sorted(found | {*PATHS, *addresses(picture, recording)})


def asked(client, paths):
    """Files, in part and by their headers, too."""
    whole = [("get", {})]
    ways = [*whole, ("get", {"Range": "bytes=0-9"}), ("head", {})]
    return {
        (path, method, *headers): answered(client, path, method, **headers)
        for path in paths
        for method, headers in (ways if "/media/" in path else whole)
    }


def holds(answer, word=TOKEN):
    return word in str(answer[1]) or word.encode() in answer[3]


def test_to_the_second(client, at, picture, recording, caplog):
    factories.recorded(MOMENT - timedelta(days=30), title="An older text")
    at(MOMENT - SECOND)
    paths = [p for p in every_address(picture, recording) if "/admin/" not in p]
    before = asked(client, paths)
    edition = text_with(picture, recording)
    factories.do("schedule", edition, "petra", moment=MOMENT)
    with caplog.at_level(logging.DEBUG):
        assert asked(client, paths) == before
    assert TOKEN not in caplog.text
    assert not [key for key, answer in before.items() if holds(answer)]
    staff = Client()
    staff.force_login(person("stella"))
    assert asked(staff, paths) == before

    at(MOMENT)
    after = asked(client, paths)
    page = after[f"/en/{MOMENT.year}/asked-for/", "get"]
    feed = after["/en/feed.rss", "get"]
    for word in (*OF_PICTURE, *OF_RECORDING):
        assert holds(page, f"{TOKEN}-{word}"), word
    for word in OF_RECORDING:
        assert holds(feed, f"{TOKEN}-{word}"), word
    for path in addresses(picture, recording):
        assert after[path, "get"][0] == 200, path
    # Names of files, rights and events are the library's own.
    for word in ("file", "event", "rights"):
        found = [key for key, answer in after.items() if holds(answer, f"-{word}")]
        assert found == [], word


def test_strangers_at_the_desk_learn_nothing(client, picture, recording):
    edition = text_with(picture, recording)
    paths = every_address(picture, recording, edition)
    for name in ("", "stella"):
        if name:
            client.force_login(person(name))
        for path in paths:
            assert not holds(answered(client, path)), (name, path)


def test_whoever_is_outside_a_limited_circle_learns_nothing(client, picture, recording):
    edition = text_with(picture, recording)
    workflow.limit(edition, by=person("dara"))
    paths = every_address(picture, recording, edition)
    client.force_login(person("tomas"))
    for path in paths:
        assert not holds(answered(client, path)), path
    client.force_login(person("dara"))
    seen = {path for path in paths if holds(answered(client, path))}
    assert f"/admin/publications/image/{picture.pk}/change/" in seen
    assert "/admin/publications/attachment/" in seen


def test_what_is_said_for_a_text_to_come_is_not_said_of_one_that_is_live(
    client, at, picture, recording
):
    """The same files, in two texts: each has its own words for them."""
    known = {word: f"known-{word}" for word in OF_PICTURE}
    picture.words.update(**known)
    type(recording).objects.update(title="known", transcript="known")
    factories.released(**words(picture, recording), slug="live")
    live = f"/en/{Edition.objects.get().text.year}/live/"
    paths = [*every_address(picture, recording), live]
    paths = [path for path in paths if "/admin/" not in path]
    at(clock.moment() + SECOND)
    before = asked(client, paths)
    assert holds(before[live, "get"], "known-caption")
    picture.words.update(**{word: f"{TOKEN}-{word}" for word in OF_PICTURE})
    said = {word: f"{TOKEN}-{word}" for word in OF_RECORDING}
    type(recording).objects.update(**said)
    assert asked(client, paths) == before
    edition = text_with(picture, recording)
    factories.do("schedule", edition, "petra", moment=MOMENT)
    assert asked(client, paths) == before
    assert not [key for key, answer in before.items() if holds(answer)]
