"""The calendar of the desk: its days, what stands in them, and moving a release."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from publications import workflow
from publications.admin.calendar.spans import Span, asked, month_of, week_of
from publications.models import AuditEntry, Edition
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

CALENDAR = "/admin/calendar/"
TODAY = date(2026, 11, 28)
# Session, account, roles twice (door and page share them), notices, emergencies,
# periods, embargoes, due dates.
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _zones(settings):
    settings.TIME_ZONE, settings.CAPITAL_TIME_ZONE = "Asia/Baku", "Europe/Oslo"


def page(client, name: str, **query) -> str:
    client.force_login(person(name))
    answer = client.get(CALENDAR, query)
    assert answer.status_code == 200
    return answer.content.decode()


def day_of(html: str, day: str) -> str:
    """What stands in one day's cell."""
    found = [cell for cell in html.split("<td")[1:] if f'datetime="{day}"' in cell]
    return found[0].split("</td>")[0] if found else ""


def month_with(moment: datetime) -> dict[str, str]:
    """The month that holds a moment, in Baku (UTC+4, without summer time)."""
    return {"month": f"{moment + timedelta(hours=4):%Y-%m}"}


def local_day(moment: datetime) -> str:
    return f"{moment + timedelta(hours=4):%Y-%m-%d}"


class TestSpans:
    def test_a_month_is_shown_in_whole_weeks_from_monday(self):
        span = month_of(TODAY)
        assert (span.begins, span.ends) == (date(2026, 10, 26), date(2026, 12, 7))
        assert len(span.weeks) == 6
        assert all(week[0].weekday() == 0 and len(week) == 7 for week in span.weeks)

    def test_a_month_that_fits_its_weeks_has_none_beside(self):
        span = month_of(date(2027, 2, 3))  # 1 February 2027 is a Monday
        assert (span.begins, span.ends) == (date(2027, 2, 1), date(2027, 3, 1))

    def test_a_week_may_begin_in_another_year(self):
        span = asked({"week": "2026-W53"}, TODAY)
        assert (span.begins, span.ends) == (date(2026, 12, 28), date(2027, 1, 4))
        assert span.query == {"week": "2026-W53"}
        assert span.following().query == {"week": "2027-W01"}

    @pytest.mark.parametrize("unit", [month_of, week_of])
    def test_next_and_previous_lead_back(self, unit):
        span = unit(TODAY)
        for _n in range(30):
            assert span.following().preceding() == span
            assert asked(span.query, TODAY) == span
            span = span.following()

    @pytest.mark.parametrize(
        "query",
        [
            {},
            {"month": "2026-13"},
            {"month": "2026-1"},
            {"month": "٢٠٢٦-١١"},
            {"month": "0001-01"},
            {"month": "9999-12"},
            {"week": "2027-W53"},
            {"week": "2026-W00"},
            {"week": "x"},
            {"month": "2026-11-01"},
            {"month": "x" * 5000},
        ],
    )
    def test_bad_arguments_mean_this_month(self, query):
        assert asked(query, TODAY) == Span("month", date(2026, 11, 1))

    def test_a_day_begins_by_the_missions_clocks(self, settings):
        settings.TIME_ZONE = "Europe/Oslo"
        begins, ends = asked({"week": "2027-W12"}, TODAY).moments
        # The week in which the clocks go forward has an hour less.
        assert begins.astimezone(UTC).hour == 23
        assert ends.astimezone(UTC).hour == 22


class TestWhatStandsInIt:
    def test_what_goes_out_stands_on_the_missions_day(self, client):
        # 22:30 in London is half past two the next day in Baku.
        day = datetime.now(UTC).date() + timedelta(days=3)
        moment = datetime(day.year, day.month, day.day, 22, 30, tzinfo=UTC)
        factories.scheduled(moment, title="By night")
        html = page(client, "dara", **month_with(moment))
        cell = day_of(html, local_day(moment))
        assert "By night" in cell and "Goes out" in cell and ">02:30<" in cell
        # The capital's clocks show another day.
        assert re.search(r"\(\d+ \w+, 2[23]:30\)", cell) or "23:30" in cell
        assert "By night" not in day_of(html, f"{moment:%Y-%m-%d}")

    def test_what_went_out_and_today(self, client):
        edition = factories.released(title="Out today")
        html = page(client, "orla")
        cell = day_of(html, local_day(edition.live_from))
        assert "Out today" in cell and "Went out" in cell
        assert html.count('aria-current="date"') == 1

    def test_due_dates_of_texts_under_work(self, client):
        due = datetime.now(UTC).date()
        edition = factories.in_review(title="To be cleared")
        factories.do("plan", edition, "dara", due_on=due)
        html = page(client, "rhea", month=f"{due:%Y-%m}")
        assert "To be cleared" in day_of(html, f"{due:%Y-%m-%d}")
        factories.do("approve", edition, "rhea")
        factories.do("release", edition, "petra")
        cell = day_of(page(client, "rhea", month=f"{due:%Y-%m}"), f"{due:%Y-%m-%d}")
        assert ">Due<" not in cell

    def test_where_an_embargo_ends(self, client):
        moment = factories.soon(60 * 24 * 3)
        edition = factories.draft(title="Under embargo")
        workflow.set_embargo(edition, moment, by=person("dara"))
        html = page(client, "dara", **month_with(moment))
        assert "Embargo ends" in day_of(html, local_day(moment))

    def test_a_week_has_seven_days_in_a_table_with_headers(self, client):
        html = page(client, "dara", week="2026-W48")
        assert html.count('<th scope="col">') == 7
        assert html.count("<td") == 7
        for way in ("?week=2026-W47", "?week=2026-W49", "?month=2026-11"):
            assert way in html

    @pytest.mark.parametrize("query", [{"month": "x"}, {"week": "2026-W99"}])
    def test_bad_arguments_answer_with_this_month(self, client, query):
        html = page(client, "dara", **query)
        assert html.count('aria-current="date"') == 1

    def test_what_is_limited_is_seen_by_its_circle_alone(self, client):
        moment = factories.soon(60 * 24)
        edition = factories.scheduled(moment, title="Secret")
        workflow.limit(edition, by=person("dara"))
        draft = factories.draft(title="Secret draft")
        workflow.set_embargo(draft, moment, by=person("dara"))
        factories.do("plan", draft, "dara", due_on=moment.date())
        workflow.limit(factories.again(draft), by=person("dara"))
        for name in ("petra", "orla", "hugo"):
            assert "Secret" not in page(client, name, **month_with(moment))
        assert page(client, "dara", **month_with(moment)).count("Secret") >= 3
        client.force_login(person("petra"))
        asked_for = {**month_with(moment), "move": edition.pk}
        assert client.get(CALENDAR, asked_for).status_code == 404

    def test_who_reads_no_texts_is_refused(self, client):
        for name in ("stella", "admin"):
            client.force_login(person(name))
            assert client.get(CALENDAR).status_code == 403


class TestMoving:
    @pytest.fixture
    def coming(self):
        return factories.scheduled(factories.soon(60 * 24 * 2), title="To be moved")

    def address(self, edition: Edition) -> str:
        query = {**month_with(edition.live_from), "move": edition.pk}
        return reverse("admin:calendar", query=query)

    def send(self, client, edition: Edition, name: str = "petra", **typed):
        client.force_login(person(name))
        said = {
            "version": factories.again(edition).text.version,
            "zone": "Asia/Baku",
            **typed,
        }
        return client.post(self.address(edition), said)

    def test_an_entry_leads_to_its_form_for_those_who_may(self, client, coming):
        link = f"&amp;move={coming.pk}#move"
        assert link in page(client, "petra", **month_with(coming.live_from))
        for name in ("dara", "rhea", "hugo", "orla"):
            html = page(client, name, **month_with(coming.live_from))
            assert "move=" not in html, name
            client.force_login(person(name))
            assert 'id="move"' not in client.get(self.address(coming)).content.decode()

    def test_it_moves_as_said_in_a_zone(self, client, coming):
        day = coming.live_from + timedelta(days=2)
        wall = f"{day:%Y-%m-%d}T10:00"
        answer = self.send(client, coming, moment=wall, zone="Europe/Oslo")
        assert answer.status_code == 302
        assert answer.headers["Location"].endswith(f"#entry-{coming.pk}")
        moved = factories.again(coming)
        assert (moved.wall_time, moved.wall_zone) == (wall, "Europe/Oslo")
        html = client.get(answer.headers["Location"]).content.decode()
        cell = day_of(html, local_day(moved.live_from))
        assert "To be moved" in cell and "(10:00)" in cell
        assert AuditEntry.objects.filter(act="reschedule").count() == 1

    def test_the_form_shows_the_moment_as_it_was_said(self, client):
        moment = factories.soon(60 * 24)
        wall = f"{moment + timedelta(hours=4):%Y-%m-%dT%H:%M}"
        edition = factories.do(
            "schedule",
            factories.approved(),
            "petra",
            moment=moment,
            wall=(wall, "Asia/Baku"),
        )
        client.force_login(person("petra"))
        assert f'value="{wall}"' in client.get(self.address(edition)).content.decode()

    def test_a_stale_page_is_refused_in_words(self, client, coming):
        version = factories.again(coming).text.version
        later = factories.soon(60 * 24 * 3)
        factories.do("reschedule", coming, "petra", moment=later)
        wall = f"{later + timedelta(days=1):%Y-%m-%dT%H:%M}"
        answer = self.send(client, coming, moment=wall, version=version)
        assert answer.status_code == 409
        html = answer.content.decode()
        assert 'role="alert"' in html and wall in html
        assert factories.again(coming).live_from == later
        assert AuditEntry.objects.filter(act="refused").count() == 1

    @pytest.mark.parametrize(
        ("typed", "status", "words"),
        [
            ({"moment": "2026-01-01T10:00"}, 409, "That moment has passed"),
            ({"moment": "soon"}, 200, "Please give a day and a time"),
            ({"moment": ""}, 200, "Please say when"),
            (
                {"moment": "2027-03-28T02:30", "zone": "Europe/Oslo"},
                200,
                "does not exist in Europe/Oslo",
            ),
            (
                {"moment": "2027-10-31T02:30", "zone": "Europe/Oslo"},
                200,
                "Which of the two?",
            ),
            ({"moment": "2027-10-31T02:30", "zone": "Mars/Base"}, 200, "Select"),
        ],
    )
    def test_what_cannot_be_is_said_and_kept(
        self, client, coming, typed, status, words
    ):
        answer = self.send(client, coming, **typed)
        assert answer.status_code == status
        html = answer.content.decode()
        assert words in html and 'id="move"' in html
        assert factories.again(coming).live_from == coming.live_from

    @pytest.mark.parametrize("name", ["dara", "tomas", "rhea", "hugo", "orla"])
    def test_others_are_refused_on_the_record(self, client, coming, name):
        wall = f"{coming.live_from + timedelta(days=1):%Y-%m-%dT%H:%M}"
        assert self.send(client, coming, name, moment=wall).status_code == 403
        assert factories.again(coming).live_from == coming.live_from
        assert AuditEntry.objects.filter(act="refused").count() == 1

    def test_a_bundle_moves_whole(self, client):
        ready = [factories.approved(title=f"Together {n}") for n in (1, 2)]
        petra = person("petra")
        bundle = workflow.make_bundle("Two rivers", ready, by=petra)
        moment = factories.soon(60 * 24)
        workflow.schedule_bundle(bundle, moment, by=petra)
        first, second = map(factories.again, ready)
        client.force_login(petra)
        assert "Two rivers" in client.get(self.address(first)).content.decode()
        later = moment + timedelta(days=1)
        wall = f"{later + timedelta(hours=4):%Y-%m-%dT%H:%M}"
        assert self.send(client, first, moment=wall).status_code == 302
        assert factories.again(second).live_from == later

    @pytest.mark.parametrize("move", ["x", "0", "99999999", "9" * 30, "²"])
    def test_what_is_not_there_is_not_moved(self, client, coming, move):
        client.force_login(person("petra"))
        assert client.post(f"{CALENDAR}?move={move}").status_code == 404

    def test_without_a_release_nothing_is_moved(self, client, coming):
        client.force_login(person("petra"))
        answer = client.post(CALENDAR, {"moment": "2027-01-01T10:00"})
        assert answer.status_code == 302
        assert factories.again(coming).live_from == coming.live_from

    def test_what_went_out_meanwhile_is_not_moved(self, client):
        edition = factories.released()
        wall = f"{factories.soon(60 * 24):%Y-%m-%dT%H:%M}"
        answer = self.send(client, edition, moment=wall)
        assert answer.status_code == 409
        assert factories.again(edition).live_from == edition.live_from


class TestCost:
    def test_it_does_not_grow_with_the_texts(self, client):
        def fill(number: int) -> int:
            for n in range(number):
                factories.scheduled(factories.soon(60 * (n + 1)), title=f"Coming {n}")
                factories.released(title=f"Out {n}")
                due = factories.draft(title=f"Due {n}")
                factories.do("plan", due, "dara", due_on=datetime.now(UTC).date())
            page(client, "petra")
            with CaptureQueriesContext(connection) as queries:
                client.get(CALENDAR)
            return len(queries)

        few = fill(1)
        assert fill(2) == few <= MOST_QUERIES

    def test_no_more_is_shown_than_has_room_and_it_says_so(self, client, monkeypatch):
        monkeypatch.setattr("publications.admin.calendar.entries.MOST", 2)
        for n in range(3):
            factories.released(title=f"Out {n}")
        html = page(client, "dara")
        assert html.count('class="entry live"') == 2
        assert "There is more than can be shown here" in html
