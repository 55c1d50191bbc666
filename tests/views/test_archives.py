"""The archive by year and month: what was first released in it, and what leads on."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.template.loader import render_to_string

from publications import clock, lists
from tests import factories
from tests.views.test_editions import (
    at,  # noqa: F401 - a fixture
    leads_to,
    page,
    take_down,
)

pytestmark = pytest.mark.django_db

YEAR = "/en/2026/"


def text(year, month, day=15, hour=12, **more):
    moment = datetime(year, month, day, hour, tzinfo=UTC)
    title = more.pop("title", f"Of {year}-{month:02}-{day:02}")
    return factories.recorded(moment, title=title, **more)


def titles(html):
    found = re.findall(r"<h2>(.*?)</h2>", html, flags=re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", title)).strip() for title in found]


def periods(html):
    """(address, words) of what the page leads on to."""
    [nav] = re.findall(r'<nav class="periods".*?</nav>', html, flags=re.DOTALL)
    return re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', nav)


class TestAYear:
    def test_it_holds_what_was_first_released_in_it_the_newest_first(self, client):
        for year, month in ((2025, 12), (2026, 1), (2026, 4), (2024, 4)):
            text(year, month)
        html = page(client, YEAR)
        assert titles(html) == ["Of 2026-04-15", "Of 2026-01-15"]
        assert "<h1>2026</h1>" in html
        assert 'aria-current="page"' not in html.partition("<main")[2]

    def test_it_leads_to_months_and_to_the_nearest_years_that_have_texts(self, client):
        for year, month in ((2019, 1), (2022, 1), (2022, 11), (2022, 12), (2025, 6)):
            text(year, month)
        assert periods(page(client, "/en/2022/")) == [
            ("/en/2022/01/", "January"),
            ("/en/2022/11/", "November"),
            ("/en/2022/12/", "December"),
            ("/en/2019/", "Earlier: 2019"),
            ("/en/2025/", "Later: 2025"),
        ]
        assert ("/en/2022/", "Later: 2022") in periods(page(client, "/en/2019/"))

    def test_a_correction_keeps_a_texts_place(self, client):
        edition = text(2025, 3)
        factories.do(
            "release", factories.new_edition(edition), "petra", change="technical"
        )
        assert len(titles(page(client, "/en/2025/"))) == 1

    def test_it_begins_and_ends_with_the_missions_year(self, client, settings):
        settings.TIME_ZONE = "Pacific/Auckland"
        edition = text(2025, 12, 31, hour=12)  # 01:00 there, on 1 January
        assert edition.text.year == 2026
        assert titles(page(client, YEAR)) == ["Of 2025-12-31"]
        assert titles(page(client, "/en/2026/01/")) == ["Of 2025-12-31"]
        page(client, "/en/2025/", status=404)


class TestAMonth:
    def test_it_holds_what_was_first_released_in_it(self, client):
        for year, month, day in (
            (2026, 3, 31),
            (2026, 4, 1),
            (2026, 4, 30),
            (2026, 5, 1),
            (2025, 4, 9),
        ):
            text(year, month, day)
        html = page(client, "/en/2026/04/")
        assert titles(html) == ["Of 2026-04-30", "Of 2026-04-01"]
        assert "<h1>April 2026</h1>" in html
        assert '<a href="/en/2026/04/" aria-current="page">April</a>' in html
        assert '<a href="/en/2026/">All of 2026</a>' in html

    def test_december_ends_with_the_year(self, client):
        text(2025, 12, 31)
        text(2026, 1, 1)
        assert titles(page(client, "/en/2025/12/")) == ["Of 2025-12-31"]

    @pytest.mark.parametrize(
        ("language", "heading", "month"),
        [
            ("fr", "Avril 2026", "Avril"),
            ("ru", "Апрель 2026 г.", "Апрель"),
            ("az", "Aprel 2026", "Aprel"),
            ("ar", "إبريل 2026", "إبريل"),
            ("zh-hans", "2026年4月", "四月"),
        ],
    )
    def test_it_is_named_in_the_language_of_the_page(
        self, client, language, heading, month
    ):
        text(2026, 4, language=language)
        html = page(client, f"/{language}/2026/04/")
        assert f"<h1>{heading}</h1>" in html
        assert (f"/{language}/2026/04/", month) in periods(html)

    def test_an_azerbaijani_month_begins_with_a_dotted_capital(self, client):
        text(2026, 7, language="az")
        assert "<h1>İyul 2026</h1>" in page(client, "/az/2026/07/")


class TestWhereThereIsNone:
    @pytest.mark.parametrize(
        "path",
        [
            "/en/2025/",
            "/en/2027/",
            "/en/2026/05/",
            "/en/2026/12/",
            "/en/0/",
            "/en/0001/",
            "/en/999/",
            "/en/9999/",
            "/en/9999/12/",
            "/en/10000/",
            "/en/99999999999999999999/",
            "/en/2026/0/",
            "/en/2026/00/",
            "/en/2026/13/",
            "/en/2026/99999999999999999999/",
            "/en/٢٠٢٦/",
            "/fr/2026/",
            "/fr/2026/04/",
            "/de/2026/",
        ],
    )
    def test_it_is_not_found(self, client, path):
        text(2026, 4)
        page(client, path, status=404)

    @pytest.mark.parametrize("outcome", ["withdrawn", "retracted"])
    def test_what_was_taken_down_makes_no_page_and_no_link(self, client, outcome):
        text(2026, 4)
        for year, month in ((2026, 3), (2025, 4)):
            take_down(text(year, month), outcome)
        for path in ("/en/2025/", "/en/2026/03/"):
            page(client, path, status=404)
        assert periods(page(client, YEAR)) == [("/en/2026/04/", "April")]

    def test_what_is_scheduled_changes_no_byte_before_its_second(self, client, at):  # noqa: F811
        text(2026, 4)
        moment = factories.soon()
        paths = (f"/en/{moment.year}/", f"/en/{moment:%Y/%m}/", YEAR)
        at(moment - timedelta(seconds=1))
        before = [client.get(path) for path in paths]
        factories.scheduled(moment, title="Canary")
        after = [client.get(path) for path in paths]
        assert [(a.status_code, a.content) for a in after] == [
            (b.status_code, b.content) for b in before
        ]
        at(moment)
        for path in paths[:2]:
            assert "Canary" in page(client, path)


class TestItsAddress:
    def test_a_month_with_one_digit_or_a_nought_too_many_leads_to_it(self, client):
        text(2026, 4)
        for asked in ("/en/2026/4/", "/en/2026/004/", "/en/02026/04/"):
            assert leads_to(client, asked) == "/en/2026/04/"
        assert leads_to(client, "/en/02026/") == YEAR

    def test_other_languages_are_told_where_they_have_the_same(self, client):
        text(2026, 4)
        text(2026, 4, language="fr")
        html = page(client, "/en/2026/04/")
        there = re.findall(r'hreflang="([\w-]+)" href="https://press.example', html)
        assert there == ["en", "fr", "x-default"]
        page(client, "/fr/2026/04/")
        page(client, "/ru/2026/04/", status=404)

    def test_a_list_that_mixes_languages_is_there_in_all(self, client, settings):
        settings.LISTS_SHOW_OTHER_LANGUAGES = True
        text(2026, 4)
        assert titles(page(client, "/fr/2026/04/")) == ["Of 2026-04-15"]
        assert ("/fr/2026/04/", "Avril") in periods(page(client, "/fr/2026/"))

    def test_head_answers_as_get_and_nothing_else_does(self, client):
        text(2026, 4)
        for path in (YEAR, "/en/2026/04/"):
            assert client.head(path).headers == client.get(path).headers
            assert client.post(path).status_code == 405

    def test_other_arguments_change_nothing(self, client):
        text(2026, 4)
        assert page(client, f"{YEAR}?utm=1") == page(client, YEAR)


class TestItsPages:
    def test_older_ones_follow_a_text_of_the_period(self, client):
        for day in range(1, 22):
            text(2026, 4, day)
        text(2025, 1)
        html = page(client, YEAR)
        assert titles(html)[-1] == "Of 2026-04-02"
        [older] = re.findall(r'href="(\?before=[^"]+)" rel="next"', html)
        html = page(client, YEAR + older)
        assert titles(html) == ["Of 2026-04-01"]
        assert 'rel="next"' not in html
        assert 'rel="canonical"' not in html

    @pytest.mark.parametrize("before", ["x", "%00", "en/of-2025-04-15", "1", "fr/x"])
    def test_what_is_not_of_the_period_is_followed_by_nothing(self, client, before):
        text(2026, 4)
        text(2025, 4)
        page(client, f"{YEAR}?before={before}", status=404)
        page(client, f"{YEAR}?before=en/of-2026-04-15")


def test_the_way_by_year_leads_to_the_year_of_the_texts_shown(client):
    text(2025, 12)
    found = list(lists.home(clock.moment(), "en").editions().in_brief())
    html = render_to_string("publications/_years.html", {"editions": found})
    assert 'href="/en/2025/"' in html
    assert "href" not in render_to_string("publications/_years.html", {"editions": []})


def test_what_an_answer_costs(client, django_assert_max_num_queries):
    for year, month in ((2025, 4), (2026, 2), (2026, 4), (2026, 5)):
        text(year, month)
    clock.moment()  # the clock is read once a minute
    for path in (YEAR, "/en/2026/04/"):
        # is there any; years before and after; months; the texts, who signs, where they
        # appeared; languages
        with django_assert_max_num_queries(8):
            client.get(path)
