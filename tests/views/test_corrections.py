"""The page of corrections: what was put right in the open, and what was taken down."""

import re
from datetime import timedelta
from html import unescape
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications import clock, lists
from tests import factories
from tests.views.test_editions import (
    at,  # noqa: F401 - a fixture
    cleared,
    page,
    scheduled,
    take_down,
    text,
)
from tests.workflow.test_pages import public

pytestmark = pytest.mark.django_db

HERE = "/en/corrections/"


def changed(edition, change="correction", note="The figure was put right.", **wording):
    told = {"change": change, "public_note": note}
    return factories.do("release", cleared(edition, **wording), "petra", **told)


def titles(html):
    found = re.findall(r"<h2>(.*?)</h2>", html, flags=re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", title)).strip() for title in found]


class TestWhatIsOnIt:
    def test_each_change_stands_on_it_the_newest_first(self, client):
        rivers, seas = text(title="Rivers"), text(slug="seas", title="Seas")
        changed(rivers, title="Rivers", note="A number.")
        new = changed(
            seas, "clarification", "What was meant.", slug="seas", title="Seas"
        )
        html = page(client, HERE)
        assert titles(html) == ["Seas", "Rivers"]
        assert "What was meant." in html and "A number." in html
        assert "Clarification" in html and "Correction</span>" in html
        assert f'<time datetime="{new.live_from:%Y-%m-%dT%H:%M:%SZ}">' in html
        assert "(UTC)" in html
        assert 'href="/en/2026/seas/"' in html
        assert 'href="/en/2026/seas/editions/1/2/"' in html

    def test_an_update_is_told_and_a_technical_change_or_first_release_is_not(
        self, client
    ):
        edition = text(title="Rivers")
        assert titles(page(client, HERE)) == []
        edition = changed(edition, "technical", "", title="Rivers")
        assert titles(page(client, HERE)) == []
        changed(edition, "update", title="Rivers")
        assert titles(page(client, HERE)) == ["Rivers"]

    def test_it_is_of_its_language_alone(self, client):
        changed(text(title="Rivers"), title="Rivers")
        assert titles(page(client, "/fr/corrections/")) == []
        assert "Rien n’a été corrigé" in page(client, "/fr/corrections/")

    def test_what_was_taken_down_is_found_behind_many_in_other_languages(
        self, monkeypatch
    ):
        monkeypatch.setattr(
            import_module("publications.lists.corrections"), "LOOKED_AT", 1
        )
        take_down(text(title="Rivers"), "withdrawn")
        take_down(text(title="Rives", slug="rives", language="fr"), "withdrawn")
        [entry] = lists.corrections(clock.moment(), "en", 21)
        assert entry.edition.title == "Rivers"

    def test_what_is_scheduled_changes_no_byte_before_its_second(
        self,
        client,
        at,  # noqa: F811
    ):
        edition = text(title="Rivers")
        at(moment := factories.soon())
        before = page(client, HERE)
        scheduled(edition, moment, title="Canary")
        at(moment - timedelta(seconds=1))
        assert page(client, HERE) == before
        at(moment)
        assert "Canary" in page(client, HERE)

    def test_notes_and_titles_are_shown_as_text(self, client):
        changed(text(), note="<script>alert(1)</script>", title="<b>Rivers</b>")
        html = page(client, HERE)
        assert "<script>" not in html and "<b>" not in html

    def test_what_was_retracted_before_it_is_compared_with_nothing(self, client):
        edition = text(title="Rivers")
        take_down(edition, "retracted")
        changed(edition, title="Rivers")
        html = page(client, HERE)
        assert titles(html) == ["Rivers"]
        assert "against edition" not in html

    def test_the_policy_is_linked_where_there_is_one(self, client):
        assert "How we correct" not in page(client, HERE)
        public(slug="corrections-policy", title="How we correct")
        assert 'href="/en/pages/corrections-policy/">How we correct' in page(
            client, HERE
        )
        assert "How we correct" not in page(client, "/fr/corrections/")


class TestTakenDown:
    def test_a_withdrawn_text_is_named_with_its_reason_and_keeps_its_corrections(
        self, client
    ):
        take_down(changed(text(title="Rivers"), title="Rivers"))
        html = page(client, HERE)
        assert titles(html) == ["Rivers", "Rivers"]
        assert "This text was withdrawn on" in html
        assert "It was wrong." in html and "It was wrong in substance" in html

    def test_a_replaced_text_leads_to_its_editions_and_to_what_took_its_place(
        self, client
    ):
        other = text(slug="other", title="What came instead")
        take_down(text(title="Rivers"), "replaced", replacement=other.text)
        html = page(client, HERE)
        assert titles(html) == ["Rivers"]
        assert 'href="/en/2026/rivers/editions/"' in html
        assert "What came instead" in html
        take_down(other)
        html = page(client, HERE)
        assert "This text was replaced" not in html
        assert 'href="/en/2026/rivers/"' in html

    def test_of_a_retracted_text_nothing_is_said_but_that_and_why(self, client):
        edition = changed(text(title="Secret"), title="Secret", note="Secret note.")
        take_down(edition, "retracted")
        html = page(client, HERE)
        assert titles(html) == ["A retracted text"]
        assert "This text was retracted on" in html and "It was wrong." in html
        for hidden in ("Secret", "rivers", "editions/"):
            assert hidden not in html

    def test_what_is_back_is_no_longer_said_to_be_taken_down(self, client):
        edition = text(title="Rivers")
        take_down(edition)
        changed(edition, title="Rivers")
        html = page(client, HERE)
        assert titles(html) == ["Rivers"]
        assert "withdrawn" not in html.partition("<main")[2]

    def test_the_stricter_word_holds(self, client):
        edition = text(title="Rivers")
        take_down(edition)
        take_down(edition, "retracted")
        assert titles(page(client, HERE)) == ["A retracted text"]

    def test_private_notes_stay_at_the_desk(self, client):
        take_down(text(), private_note="The Minister called.")
        assert "The Minister called." not in page(client, HERE)


class TestItsPages:
    @pytest.fixture(autouse=True)
    def _few(self, monkeypatch):
        # By name: the room's own `corrections` is the view.
        page_of = import_module("publications.views.corrections")
        monkeypatch.setattr(page_of, "PER_PAGE", 2)

    def all_pages(self, client):
        path, found = HERE, []
        while path and len(found) < 5:
            html = page(client, path)
            found.append(titles(html))
            older = re.search(r'href="(\?before=[^"]+)" rel="next"', html)
            path = HERE + older[1] if older else ""
        return found

    def test_they_hold_each_entry_once(self, client):
        for number in range(5):
            edition = text(slug=f"text-{number}", title=f"Text {number}")
            last = changed(edition, slug=f"text-{number}", title=f"Text {number}")
        take_down(last, "retracted")
        assert self.all_pages(client) == [
            ["A retracted text", "Text 3"],
            ["Text 2", "Text 1"],
            ["Text 0"],
        ]

    def test_texts_that_went_out_together_are_not_lost_between_two(self, client, at):  # noqa: F811
        moment = factories.soon()
        editions = [
            scheduled(
                text(slug=f"text-{number}"),
                moment,
                slug=f"text-{number}",
                title=f"Text {number}",
            )
            for number in range(5)
        ]
        at(moment)
        found = self.all_pages(client)
        assert [len(titles) for titles in found] == [2, 2, 1]
        assert sorted(sum(found, [])) == [f"Text {n}" for n in range(len(editions))]

    def test_only_the_first_is_told_to_search_engines_as_the_page(self, client):
        for number in range(3):
            edition = text(slug=f"text-{number}")
            changed(edition, slug=f"text-{number}")
        first = page(client, HERE)
        canonical = f'<link rel="canonical" href="https://press.example{HERE}">'
        assert canonical in first
        older = re.search(r'href="(\?before=[^"]+)"', first)[1]
        assert canonical not in page(client, HERE + older)

    @pytest.mark.parametrize(
        "nonsense",
        [
            "x",
            "%00",
            "rivers/1",
            "2026-05-06T07:30:00Z",
            "2026-05-06,1",
            "2026-13-06T07:30:00Z,1",
            "2026-05-06T07:30:00+00:00,1",
            "2026-05-06T07:30:00Z,1000",
            "0001-01-01T00:00:00Z,1",
            "2020-01-01T00:00:00Z,1",
            "٢٠٢٦-05-06T07:30:00Z,1",
        ],
    )
    def test_one_that_there_is_not_is_not_found(self, client, nonsense):
        changed(text())
        page(client, f"{HERE}?before={nonsense}", status=404)

    def test_other_arguments_change_nothing(self, client):
        changed(text())
        plain = page(client, HERE)
        for query in ("?utm=1", "?before=", "?before"):
            assert page(client, HERE + query) == plain


def test_a_language_that_is_not_offered_has_none(client):
    page(client, "/de/corrections/", status=404)


def test_what_an_answer_costs(client, django_assert_max_num_queries):
    other = text(slug="other")
    for number in range(4):
        slug = f"text-{number}"
        edition = changed(text(slug=slug), slug=slug)
        if number % 2:
            take_down(edition, "replaced", replacement=other.text)
    clock.moment()  # the clock is read once a minute
    # three kinds of change; what was taken down, latest and whole; what took its place;
    # the policy
    with django_assert_max_num_queries(7):
        client.get(HERE)


def test_the_index_finds_each_kind_of_change_and_no_other_edition():
    with CaptureQueriesContext(connection) as asked:
        lists.corrections(clock.moment(), "en", 21)
    changes = [query["sql"] for query in asked][:3]
    for plan in map(_plan, changes if connection.vendor == "sqlite" else []):
        assert "edition_corrections (language=? AND change=? AND live_from<?)" in plan
        assert "SCAN" not in plan
        assert "TEMP B-TREE" not in plan


def _plan(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(str(row) for row in cursor.fetchall())
