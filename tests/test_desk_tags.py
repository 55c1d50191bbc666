"""A moment as the desk shows it, in every zone that matters."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString

from publications.templatetags.publications_desk import in_zones

SIX = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
MACHINE = '<time datetime="2026-11-26T06:00:00Z">'


@pytest.fixture(autouse=True)
def _zones(settings):
    settings.TIME_ZONE, settings.CAPITAL_TIME_ZONE = "Asia/Baku", "Europe/Oslo"


def test_the_day_is_said_once_where_all_zones_have_the_same():
    assert in_zones(SIX) == (
        f"{MACHINE}26 November 2026, 10:00</time> <bdi>Asia/Baku (mission)</bdi> · "
        f"{MACHINE}07:00</time> <bdi>Europe/Oslo (capital)</bdi> · "
        f"{MACHINE}06:00</time> <bdi>UTC</bdi>"
    )


def words(moment):
    rendered = Template("{% load publications_desk %}{{ moment|in_zones|striptags }}")
    return rendered.render(Context({"moment": moment}))


def test_another_day_is_said_where_it_begins_and_from_there_on(settings):
    settings.CAPITAL_TIME_ZONE = "America/Lima"
    assert words(datetime(2026, 11, 26, 3, 0, tzinfo=UTC)) == (
        "26 November 2026, 07:00 Asia/Baku (mission) · "
        "25 November 2026, 22:00 America/Lima (capital) · "
        "26 November 2026, 03:00 UTC"
    )
    assert words(datetime(2026, 11, 25, 21, 0, tzinfo=UTC)) == (
        "26 November 2026, 01:00 Asia/Baku (mission) · "
        "25 November 2026, 16:00 America/Lima (capital) · "
        "25 November 2026, 21:00 UTC"
    )


@pytest.mark.parametrize(
    ("language", "begins", "goes_on"),
    [
        ("zh-hans", "2026年11月26日 10:00", "07:00"),
        ("ru", "26 ноября 2026 г. 10:00", "7:00"),
        ("az", "26 Noyabr 2026, 10:00", "7:00"),
        ("fr", "26 novembre 2026 10:00", "07:00"),
        ("ar", "26 نوفمبر 2026، 10:00", "07:00"),
    ],
)
def test_it_is_said_in_the_language_of_the_desk_with_hours_to_24(
    language, begins, goes_on
):
    with translation.override(language):
        told = words(SIX)
    assert told.startswith(begins)
    assert f" · {goes_on} Europe/Oslo" in told


def test_a_moment_of_another_zone_is_given_to_machines_in_utc():
    east = SIX.astimezone(timezone(timedelta(hours=9)))
    assert in_zones(east) == in_zones(SIX)


@pytest.mark.parametrize("nothing", [None, ""])
def test_without_a_moment_nothing_is_shown(nothing):
    assert in_zones(nothing) == ""


def test_a_label_is_escaped(monkeypatch):
    told = "publications.templatetags.publications_desk.zones.told"
    monkeypatch.setattr(told, lambda moment: [("<b>", moment)])
    shown = in_zones(SIX)
    assert "&lt;b&gt;" in shown
    assert isinstance(shown, SafeString)
