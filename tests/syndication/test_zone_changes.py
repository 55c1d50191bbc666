"""A zone's rules change: publishers are asked, nothing moves."""

from datetime import timedelta

import pytest

from publications.models import Delivery, Edition
from publications.syndication.zone_changes import tell_of_changes
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    person("petra")
    moment = factories.soon(2000)
    wall = (moment + timedelta(hours=4)).strftime("%Y-%m-%dT%H:%M"), "Asia/Baku"
    return factories.do(
        "schedule", factories.approved(), "petra", moment=moment, wall=wall
    )


def told():
    return Delivery.objects.filter(event="zone_changed")


def say(edition, **kept):
    Edition.objects.filter(pk=edition.pk).update(**kept)


def test_a_moment_that_is_what_was_typed_is_no_question(edition):
    assert tell_of_changes() == 0
    assert not told().exists()


def test_a_moment_that_is_no_longer_what_was_typed_is_asked_about_once(edition):
    say(edition, wall_zone="Asia/Tokyo")
    assert tell_of_changes() == 1
    assert tell_of_changes() == 1
    letter = told().get()
    assert letter.recipient == "petra@mission.example"
    assert edition.wall_time in letter.body
    assert "Asia/Tokyo" in letter.body
    after = factories.again(edition)
    assert (after.live_from, after.stage) == (edition.live_from, edition.stage)


def test_what_cannot_be_read_is_asked_about_and_holds_up_no_other(edition):
    say(edition, wall_time="soon", wall_zone="../etc/passwd")
    other = factories.do(
        "schedule",
        factories.approved(title="Other"),
        "petra",
        moment=factories.soon(3000),
        wall=("2020-01-01T00:00", "Asia/Baku"),
    )
    assert tell_of_changes() == 2
    assert {letter.edition for letter in told()} == {edition, other}


def test_without_a_wall_time_or_once_it_is_public_there_is_nothing_to_ask(edition):
    say(edition, wall_time="", wall_zone="")
    factories.released(title="Out")
    Edition.objects.filter(live_until=None, text__editions__isnull=False).exclude(
        pk=edition.pk
    ).update(wall_time="2020-01-01T00:00", wall_zone="Asia/Baku")
    assert tell_of_changes() == 0


def test_two_workers_ask_once(edition, monkeypatch):
    say(edition, wall_zone="Asia/Tokyo")
    tell_of_changes()
    # The other looked before the first had told anybody.
    edition.refresh_from_db()
    monkeypatch.setattr(
        "publications.workflow.notices.Notice.objects.filter",
        lambda **_: Edition.objects.none(),
    )
    assert tell_of_changes() == 1
    assert told().count() == 1
