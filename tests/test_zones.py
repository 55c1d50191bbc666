"""Wall times around changes of the clocks, and a moment told in several zones."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from publications import zones

BERLIN = "Europe/Berlin"


def wall(text):
    return datetime.fromisoformat(text)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "zone", "meant"),
    [
        ("2026-11-26T10:00", "Asia/Baku", ["2026-11-26T06:00"]),
        ("2026-11-26T10:00", "UTC", ["2026-11-26T10:00"]),
        # The farthest east and west: 25 hours lie between the same wall times.
        ("2027-01-01T00:00", "Pacific/Kiritimati", ["2026-12-31T10:00"]),
        ("2027-01-01T00:00", "Pacific/Pago_Pago", ["2027-01-01T11:00"]),
        # Forward: the last minute before, the first and last of the gap, the next.
        ("2027-03-28T01:59", BERLIN, ["2027-03-28T00:59"]),
        ("2027-03-28T02:00", BERLIN, []),
        ("2027-03-28T02:30", BERLIN, []),
        ("2027-03-28T02:59", BERLIN, []),
        ("2027-03-28T03:00", BERLIN, ["2027-03-28T01:00"]),
        # Back, with the same edges.
        ("2026-10-25T01:59", BERLIN, ["2026-10-24T23:59"]),
        ("2026-10-25T02:00", BERLIN, ["2026-10-25T00:00", "2026-10-25T01:00"]),
        ("2026-10-25T02:30", BERLIN, ["2026-10-25T00:30", "2026-10-25T01:30"]),
        ("2026-10-25T02:59", BERLIN, ["2026-10-25T00:59", "2026-10-25T01:59"]),
        ("2026-10-25T03:00", BERLIN, ["2026-10-25T02:00"]),
        # Morocco sets its clocks back for Ramadan; in Egypt midnight is skipped.
        (
            "2027-02-07T02:30",
            "Africa/Casablanca",
            ["2027-02-07T01:30", "2027-02-07T02:30"],
        ),
        ("2027-04-30T00:30", "Africa/Cairo", []),
        # Samoa went over the date line and skipped a day.
        ("2011-12-30T12:00", "Pacific/Apia", []),
    ],
)
def test_a_wall_time_means_none_one_or_two_moments(typed, zone, meant):
    assert zones.moments_of(wall(typed), zone) == tuple(utc(text) for text in meant)


@pytest.mark.parametrize(
    ("typed", "zone", "readings"),
    [
        ("2027-03-28T02:30", BERLIN, ["2027-03-28T00:30", "2027-03-28T01:30"]),
        ("2027-04-30T00:30", "Africa/Cairo", ["2027-04-29T21:30", "2027-04-29T22:30"]),
        ("2011-12-30T12:00", "Pacific/Apia", ["2011-12-29T22:00", "2011-12-30T22:00"]),
    ],
)
def test_a_skipped_wall_time_has_a_reading_on_either_side(typed, zone, readings):
    around = zones.around_gap(wall(typed), zone)
    assert around == tuple(utc(text) for text in readings)


@given(
    moment=st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)).map(
        lambda at: at.replace(second=0, microsecond=0, tzinfo=UTC)
    ),
    zone=st.sampled_from(sorted(available_timezones() - {"Africa/Monrovia"})),
)
@hypothesis_settings(max_examples=200, deadline=None)
def test_the_wall_time_of_a_moment_means_that_moment(moment, zone):
    shown = zones.wall_of(moment, zone)
    if moment.astimezone(ZoneInfo(zone)).second:
        return  # offsets that were no whole minutes, decades ago
    assert zones.still_means(shown, zone, moment)
    assert not zones.still_means(shown, zone, moment + timedelta(minutes=7))


def test_either_of_two_moments_is_still_meant():
    for moment in ("2026-10-25T00:30", "2026-10-25T01:30"):
        assert zones.still_means("2026-10-25T02:30", BERLIN, utc(moment))
    assert not zones.still_means("2026-10-25T02:30", BERLIN, utc("2026-10-25T02:30"))


def test_a_wall_time_that_new_rules_skip_means_nothing():
    assert not zones.still_means("2027-03-28T02:30", BERLIN, utc("2027-03-28T01:30"))


def test_a_zone_that_is_gone_means_nothing():
    assert not zones.still_means("2026-11-26T10:00", "Mars/Base", utc("2026-11-26"))


def test_new_rules_are_seen_by_a_process_that_knew_the_old_ones(monkeypatch):
    ten = utc("2026-11-26T06:00")
    assert zones.still_means("2026-11-26T10:00", "Asia/Baku", ten)
    # What `no_cache` reads is the machine's file of today.
    monkeypatch.setattr(
        zones, "ZoneInfo", type("Moved", (), {"no_cache": lambda zone: ZoneInfo("UTC")})
    )
    assert not zones.still_means("2026-11-26T10:00", "Asia/Baku", ten)


@pytest.mark.parametrize(
    ("moment", "zone", "offset"),
    [
        ("2026-11-26T06:00", "Asia/Baku", "UTC+4"),
        ("2026-11-26T06:00", "Asia/Kathmandu", "UTC+5:45"),
        ("2026-11-26T06:00", "America/St_Johns", "UTC-3:30"),
        ("2026-11-26T06:00", "America/Lima", "UTC-5"),
        ("2026-11-26T06:00", "Europe/London", "UTC+0"),
        ("2026-10-25T00:30", BERLIN, "UTC+2"),
        ("2026-10-25T01:30", BERLIN, "UTC+1"),
    ],
)
def test_an_offset_is_told_in_hours_and_odd_minutes(moment, zone, offset):
    assert zones.offset_of(utc(moment), zone) == offset


def test_the_missions_zone_is_offered_first_then_the_capitals(settings):
    settings.TIME_ZONE, settings.CAPITAL_TIME_ZONE = "Asia/Baku", "Europe/Oslo"
    assert zones.offered() == [
        ("Asia/Baku", "Asia/Baku (mission)"),
        ("Europe/Oslo", "Europe/Oslo (capital)"),
    ]


def test_one_zone_for_both_is_offered_once(settings):
    settings.TIME_ZONE = settings.CAPITAL_TIME_ZONE = "Asia/Baku"
    assert zones.offered() == [("Asia/Baku", "Asia/Baku (mission)")]


def labels_and_walls(moment):
    return [(label, local.strftime("%d %H:%M")) for label, local in zones.told(moment)]


def test_a_moment_is_told_in_all_three(settings):
    settings.TIME_ZONE, settings.CAPITAL_TIME_ZONE = "Asia/Baku", "America/Lima"
    told = labels_and_walls(utc("2026-11-26T03:00"))
    assert told == [
        ("Asia/Baku (mission)", "26 07:00"),
        ("America/Lima (capital)", "25 22:00"),
        ("UTC", "26 03:00"),
    ]


@pytest.mark.parametrize("name", ["UTC", "Etc/UTC", "Zulu"])
def test_universal_time_is_told_once_whatever_it_is_called(settings, name):
    settings.TIME_ZONE, settings.CAPITAL_TIME_ZONE = "Europe/London", name
    told = labels_and_walls(utc("2026-11-26T03:00"))
    assert told == [
        ("Europe/London (mission)", "26 03:00"),
        (f"{name} (capital)", "26 03:00"),
    ]
