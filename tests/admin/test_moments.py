"""How a moment is asked for: gaps refused, overlaps asked about, typing kept."""

import re
from datetime import UTC, datetime

import pytest
from django import forms
from django.template import Context, Template

from publications.admin.moments import When, WhenFields
from publications.models import Edition

BERLIN, BAKU = "Europe/Berlin", "Asia/Baku"
FIRST, SECOND = "2026-10-25T00:30:00+00:00", "2026-10-25T01:30:00+00:00"


@pytest.fixture(autouse=True)
def _zones(settings):
    settings.TIME_ZONE, settings.CAPITAL_TIME_ZONE = BAKU, BERLIN


class Asking(WhenFields, forms.ModelForm):
    """As the writing page has them: fields of a larger form."""

    note = forms.CharField(required=False)

    class Meta:
        model = Edition
        fields: list[str] = []

    def _get_validation_exclusions(self):
        return {field.name for field in Edition._meta.get_fields()}

    def validate_constraints(self):
        pass


class Alone(WhenFields):
    pass


def asked(moment="", zone=BAKU, which="", form=Alone, **more):
    return form({"moment": moment, "zone": zone, "which": which, **more})


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def shown(form):
    template = Template('{% include "publications/desk/when.html" %}')
    return template.render(Context({"form": form}))


def radios(html):
    return re.findall(r'<input type="radio"[^>]*value="([^"]*)"[^>]*>\s*([^<]*)<', html)


@pytest.mark.parametrize("form", [Alone, Asking])
def test_a_wall_time_becomes_a_moment_with_what_was_typed(form):
    filled = asked("2026-11-26T10:00", form=form)
    assert filled.is_valid(), filled.errors
    assert filled.cleaned_data["moment"] == When(
        utc(2026, 11, 26, 6, 0), "2026-11-26T10:00", BAKU
    )


def test_the_capitals_zone_can_be_chosen():
    form = asked("2026-11-26T10:00", BERLIN)
    assert form.is_valid()
    assert form.cleaned_data["moment"].moment == utc(2026, 11, 26, 9, 0)


@pytest.mark.parametrize("form", [Alone, Asking])
def test_nothing_typed_is_none(form):
    for data in ({}, {"moment": " ", "zone": BAKU, "which": FIRST}):
        filled = form(data)
        assert filled.is_valid()
        assert filled.cleaned_data["moment"] is None


def test_without_a_zone_it_is_the_missions():
    form = asked("2026-11-26T10:00", zone="")
    assert form.is_valid()
    assert form.cleaned_data["moment"].zone == BAKU


@pytest.mark.parametrize("zone", ["Europe/Oslo", "Mars/Base", "../../etc/passwd", "\0"])
def test_a_zone_that_is_not_offered_is_refused(zone):
    form = asked("2026-11-26T10:00", zone)
    assert set(form.errors) == {"zone"}
    assert form.readings == ()


# --- Wall times that are skipped or occur twice ---------------------------------------


def test_a_wall_time_that_does_not_exist_is_refused_with_both_that_do():
    form = asked("2027-03-28T02:30", BERLIN)
    assert form.errors == {
        "moment": [
            "2027-03-28 02:30 does not exist in Europe/Berlin: the clocks skip it. "
            "00:30 UTC is 01:30 there, 01:30 UTC is 03:30 there."
        ]
    }
    assert 'value="2027-03-28T02:30"' in shown(form)


def test_another_day_in_utc_is_said(settings):
    settings.TIME_ZONE = "Africa/Cairo"
    form = asked("2027-04-30T00:30", "Africa/Cairo")
    assert form.errors["moment"] == [
        "2027-04-30 00:30 does not exist in Africa/Cairo: the clocks skip it. "
        "2027-04-29 21:30 UTC is 2027-04-29 23:30 there, "
        "2027-04-29 22:30 UTC is 01:30 there."
    ]


def test_a_wall_time_that_occurs_twice_is_asked_about_with_all_typing_kept():
    form = asked("2026-10-25T02:30", BERLIN, form=Asking, note="Kept")
    assert form.errors == {
        "which": [
            "2026-10-25 02:30 comes twice in Europe/Berlin, because the clocks are set "
            "back. Please choose which of the two is meant."
        ]
    }
    html = shown(form)
    assert radios(html) == [
        (FIRST, "the first (UTC+2, 00:30 UTC)"),
        (SECOND, "the second (UTC+1, 01:30 UTC)"),
    ]
    assert 'value="2026-10-25T02:30"' in html
    assert f'value="{BERLIN}" selected' in html
    assert " checked" not in html
    assert form["note"].value() == "Kept"


@pytest.mark.parametrize(
    ("which", "moment"),
    [(FIRST, utc(2026, 10, 25, 0, 30)), (SECOND, utc(2026, 10, 25, 1, 30))],
)
def test_the_one_that_is_chosen_counts(which, moment):
    form = asked("2026-10-25T02:30", BERLIN, which)
    assert form.is_valid()
    assert form.cleaned_data["moment"] == When(moment, "2026-10-25T02:30", BERLIN)
    assert f'value="{which}" required id' not in shown(form)
    assert re.search(f'value="{re.escape(which)}"[^>]*checked', shown(form))


@pytest.mark.parametrize("which", ["first", SECOND, "2026-10-25T00:45Z", "\0"])
def test_a_choice_made_for_another_wall_time_does_not_count(which):
    form = asked("2026-10-25T02:45", BERLIN, which)
    assert set(form.errors) == {"which"}


def test_a_choice_left_over_from_before_hinders_nothing():
    form = asked("2026-10-25T04:30", BERLIN, FIRST)
    assert form.is_valid()
    assert radios(shown(form)) == []
    assert 'name="which"' not in shown(form)


def test_ramadan_in_morocco_is_asked_about_too(settings):
    settings.TIME_ZONE = "Africa/Casablanca"
    form = asked("2027-02-07T02:30", "Africa/Casablanca")
    assert [label for _value, label in radios(shown(form))] == [
        "the first (UTC+1, 01:30 UTC)",
        "the second (UTC+0, 02:30 UTC)",
    ]


# --- What is typed --------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["2026-11-26 10:00", " 2026-11-26T10:00 ", "2026-11-26T10:00:00.000"]
)
def test_a_browser_without_the_field_may_write_it_by_hand(typed):
    form = asked(typed)
    assert form.is_valid()
    assert form.cleaned_data["moment"].wall == "2026-11-26T10:00"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-11-26T10:00:30", "to the minute"),
        ("2026-11-26T10:00:00.5", "to the minute"),
        ("2026-11-26", "a day and a time"),
        ("2026-11-26T10:00Z", "a day and a time"),
        ("2026-11-26T10:00+04:00", "a day and a time"),
        ("2026-02-30T10:00", "a day and a time"),
        ("2026-11-26T24:00", "a day and a time"),
        ("tomorrow", "a day and a time"),
        # A year half typed, and the ends of what can be reckoned with.
        ("0002-11-26T10:00", "between 1900 and 2999"),
        ("0001-01-01T00:00", "between 1900 and 2999"),
        ("9999-12-31T23:59", "between 1900 and 2999"),
    ],
)
def test_what_is_no_minute_is_refused_in_words(typed, said):
    form = asked(typed)
    assert set(form.errors) == {"moment"}
    assert said in form.errors["moment"][0]
    assert typed in shown(form)


def test_the_browser_accepts_every_minute_after_seconds_were_refused():
    # A step in seconds counts from the value shown, here one of half a minute.
    assert 'step="any"' in shown(asked("2026-11-26T10:00:30"))


# --- What is shown --------------------------------------------------------------------


def test_an_empty_form_offers_both_zones_and_no_choice_of_two():
    html = shown(Alone())
    assert re.findall(r'<option value="([^"]*)"( selected)?', html) == [
        (BAKU, " selected"),
        (BERLIN, ""),
    ]
    assert "radio" not in html
    assert "<time" not in html


def test_what_was_stored_stands_there_again_and_is_told_in_every_zone():
    when = When(utc(2026, 11, 26, 9, 0), "2026-11-26T10:00", BERLIN)
    html = shown(Asking(initial=when.typed()))
    assert 'value="2026-11-26T10:00"' in html
    assert f'value="{BERLIN}" selected' in html
    assert html.count('<time datetime="2026-11-26T09:00:00Z">') == 3


def test_the_choice_that_was_stored_stands_there_again():
    when = When(utc(2026, 10, 25, 1, 30), "2026-10-25T02:30", BERLIN)
    html = shown(Asking(initial=when.typed()))
    assert re.search(f'value="{re.escape(SECOND)}"[^>]*checked', html)
    again = asked(*when.typed().values())
    assert again.is_valid()
    assert again.cleaned_data["moment"] == when


def test_a_stored_zone_that_is_no_longer_offered_stays():
    stored = When(utc(2026, 11, 26, 1, 0), "2026-11-26T10:00", "Asia/Tokyo").typed()
    assert 'value="Asia/Tokyo" selected' in shown(Alone(initial=stored))
    form = Alone(stored, initial=stored)
    assert form.is_valid()
    assert form.cleaned_data["moment"].moment == utc(2026, 11, 26, 1, 0)


def test_a_stored_zone_that_is_gone_does_not_break_the_page():
    html = shown(Alone(initial={"moment": "2026-11-26T10:00", "zone": "Mars/Base"}))
    assert "Mars" not in html
    assert "<time" not in html


def test_two_can_stand_on_one_page():
    form = Alone(
        {"embargo-moment": "2026-10-25T02:30", "embargo-zone": BERLIN}, prefix="embargo"
    )
    assert set(form.errors) == {"which"}
    assert 'name="embargo-which"' in shown(form)


def test_a_label_set_afterwards_is_shown():
    form = Alone()
    form.fields["moment"].label = "Embargo until"
    assert "Embargo until" in shown(form)
