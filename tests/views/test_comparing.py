"""What an edition changed against an earlier one, in the open, word by word."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import translation

from publications import clock, workflow
from publications.middleware import PUBLIC_CACHE
from tests import factories
from tests.views.test_editions import (
    ALL,
    NOTE,
    at,  # noqa: F401 - a fixture
    corrected,
    leads_to,
    page,
    scheduled,
    take_down,
    text,
)

pytestmark = pytest.mark.django_db

CHANGED = f"{ALL}1/2/"


def words(html):
    """What is shown and heard of the changes."""
    shown = re.sub(r"<[^>]+>", "", html.partition('<article class="comparison">')[2])
    return " ".join(unescape(shown).split())


class TestTheDifference:
    def test_it_shows_what_was_removed_and_added_and_says_so(self, client):
        corrected(text(body="There are nine gauges."), body="There are forty gauges.")
        html = page(client, CHANGED)
        assert re.search(r"<del>.*?nine</del><ins>.*?forty</ins>", html)
        assert "There are Removed: nine Added: forty Unchanged: gauges." in words(html)
        assert NOTE in html
        assert "Edition 2: Correction" in words(html)

    @pytest.mark.parametrize(
        ("part", "heading"),
        [
            ("title", "Title"),
            ("subtitle", "Subtitle"),
            ("byline", "Byline as printed"),
            ("summary", "Summary"),
            ("body", "Body"),
            ("place", "Place"),
            ("event", "Event"),
        ],
    )
    def test_it_shows_each_part_that_was_changed_and_no_other(
        self, client, part, heading
    ):
        corrected(text(**{part: "Old."}), **{part: "New words."})
        html = page(client, CHANGED)
        assert re.findall(r"<h2>(.*?)</h2>", html) == [heading]
        assert "Removed: Old" in words(html)
        assert "Added: New words" in words(html)

    def test_it_tells_a_link_that_leads_elsewhere_under_the_same_words(self, client):
        corrected(
            text(body="See [the report](https://old.example/)."),
            body="See [the report](https://new.example/).",
        )
        html = page(client, CHANGED)
        assert re.findall(r"<h2>(.*?)</h2>", html) == ["Links"]
        assert "old" in words(html) and "new" in words(html)

    def test_it_says_where_only_the_layout_was_changed(self, client):
        corrected(text(body="Very good."), body="*Very* good.")
        html = page(client, CHANGED)
        assert "The words of the body are the same" in html
        assert "<h2>" not in html

    def test_it_says_where_the_two_read_the_same(self, client):
        corrected(text())
        assert "The two editions read the same." in page(client, CHANGED)

    def test_pictures_and_attachments_are_told_as_readers_know_them(self, client):
        image = factories.described(factories.picture(), caption="The old bridge")
        recording = str(factories.attachment().uuid)
        body = f"![Water](image:{image.uuid})"
        corrected(text(body="Words."), body=body, attachments=(recording,))
        html = page(client, CHANGED)
        assert "Pictures" in words(html) and "Attachments" in words(html)
        assert "The old bridge" in words(html)
        assert image.name == "valley.png" and image.name not in html

    def test_words_of_the_text_make_no_markup(self, client):
        corrected(text(title="<b>Old</b>"), title="<script>alert(1)</script>")
        html = page(client, CHANGED)
        assert "<script>" not in html and "<b>" not in html

    def test_notes_of_all_editions_between_stand_on_it(self, client):
        corrected(corrected(text()), title="Three")
        assert page(client, f"{ALL}1/3/").count(NOTE) == 2
        assert page(client, f"{ALL}2/3/").count(NOTE) == 1

    def test_it_is_in_no_search_engine_which_is_led_to_the_editions(self, client):
        corrected(text())
        html = page(client, CHANGED)
        assert html.count('<meta name="robots" content="noindex">') == 1
        assert f'<link rel="canonical" href="https://press.example{ALL}">' in html

    @pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("zh-hans", "ltr")])
    def test_it_is_in_the_language_and_direction_of_its_text(
        self, client, language, way
    ):
        corrected(text(language=language, slug="odd"), slug="odd", title="كلام")
        html = page(client, f"/{language}/2026/odd/editions/1/2/")
        assert f'dir="{way}"' in html.partition('class="difference"')[2][:60]
        with translation.override(language):
            assert translation.gettext("Added:") in words(html)
        assert "Added:" not in words(html)


class TestItsAddress:
    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            (f"{ALL}2/1/", CHANGED),
            (f"{ALL}01/2/", CHANGED),
            (CHANGED.replace("2026", "1999"), CHANGED),
            (f"{ALL}2/2/", f"{ALL}2/"),
        ],
    )
    def test_another_way_of_asking_leads_to_it(self, client, asked, found):
        corrected(text())
        assert leads_to(client, asked) == found

    def test_it_stays_when_the_texts_own_moves_on(self, client):
        corrected(corrected(text(slug="old"), slug="old"), slug="rivers")
        there = "/en/2026/old/editions/1/2/"
        page(client, there)
        assert leads_to(client, CHANGED) == there
        assert leads_to(client, "/en/2026/old/editions/1/3/") == f"{ALL}1/3/"

    @pytest.mark.parametrize(
        "numbers",
        [
            "1/3",
            "0/1",
            "3/3",
            "1/99999999999999999999",
            "1/x",
            "-1/2",
            "1/" + "9" * 5000,
        ],
    )
    def test_numbers_that_there_are_not_are_not_found(self, client, numbers):
        corrected(text())
        page(client, f"{ALL}{numbers}/", status=404)

    def test_what_is_scheduled_is_compared_from_its_second_on(self, client, at):  # noqa: F811
        moment = factories.soon()
        scheduled(text(), moment, title="Canary")
        at(moment - timedelta(seconds=1))
        for path in (CHANGED, f"{ALL}2/2/", f"{ALL}2/1/"):
            page(client, path, status=404)
        assert "Compare" not in page(client, ALL)
        at(moment)
        assert "Canary" in page(client, CHANGED)

    @pytest.mark.parametrize("maker", [factories.draft, factories.approved])
    def test_what_was_never_released_is_compared_with_nothing(self, client, maker):
        maker(slug="rivers")
        for path in (CHANGED, f"{ALL}1/1/"):
            page(client, path, status=404)

    def test_head_answers_as_get_and_nothing_else_does(self, client):
        corrected(text())
        got, asked = client.get(CHANGED), client.head(CHANGED)
        assert asked.headers == got.headers
        assert got.headers["Cache-Control"] == PUBLIC_CACHE
        for method in ("post", "put", "patch", "delete", "options", "trace"):
            assert getattr(client, method)(CHANGED).status_code == 405


class TestTakenDown:
    def test_of_a_withdrawn_text_it_says_so(self, client):
        take_down(corrected(text()))
        html = page(client, CHANGED)
        assert "This text was withdrawn on" in html
        assert "<title>Withdrawn: " in html

    def test_of_a_replaced_text_it_names_what_took_its_place(self, client):
        other = text(slug="other", title="What came instead")
        take_down(corrected(text()), "replaced", replacement=other.text)
        assert "What came instead" in page(client, CHANGED)

    def test_of_a_retracted_text_there_is_none(self, client):
        take_down(corrected(text()), "retracted")
        for path in (CHANGED, f"{ALL}2/1/", f"{ALL}1/1/"):
            page(client, path, status=404)

    def test_what_was_retracted_is_compared_with_nothing_when_the_text_is_back(
        self, client
    ):
        edition = text(body="The old figure.")
        take_down(edition, "retracted")
        corrected(edition)
        page(client, CHANGED, status=404)
        html = page(client, ALL)
        assert "against edition" not in html
        assert "<form" not in html


class TestTheForm:
    @pytest.fixture(autouse=True)
    def _three(self, db):
        corrected(corrected(text()), title="Three")

    def test_it_offers_every_edition_and_works_without_a_script(self, client):
        html = page(client, ALL)
        [form] = re.findall(r"<form.*?</form>", html, flags=re.DOTALL)
        assert 'method="get"' in form
        assert form.count("<label for=") == form.count("<select id=") == 2
        assert form.count("<option") == 6
        chosen = re.findall(r'value="(\d)" selected', form)
        assert chosen == ["2", "3"]

    @pytest.mark.parametrize("asked", ["from=1&to=3", "from=3&to=1"])
    def test_two_numbers_lead_to_the_difference_whichever_is_first(self, client, asked):
        answer = client.get(f"{ALL}?{asked}")
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"{ALL}1/3/"

    @pytest.mark.parametrize(
        "asked",
        ["from=2&to=2", "from=1", "from=1&to=9", "from=x&to=%00", "to=", "from"],
    )
    def test_anything_else_is_answered_in_a_sentence(self, client, asked):
        html = page(client, f"{ALL}?{asked}")
        assert "Please choose two editions" in html

    def test_other_arguments_change_nothing(self, client):
        assert page(client, f"{ALL}?utm=1") == page(client, ALL)
        assert "Please choose" not in page(client, ALL)

    def test_each_edition_leads_to_what_it_changed(self, client):
        html = page(client, ALL)
        assert f'<a href="{ALL}2/3/">What changed against edition 2</a>' in html
        assert f'<a href="{ALL}1/2/">What changed against edition 1</a>' in html
        assert html.count("What changed against") == 2


def test_what_an_answer_costs(client, django_assert_max_num_queries):
    edition = text()
    for number in range(4):
        image = factories.described(factories.picture(("red", "blue")[number % 2]))
        recording = str(factories.attachment(seconds=number + 1).uuid)
        body = f"![Water](image:{image.uuid})"
        edition = corrected(edition, body=body, attachments=(recording,))
    clock.moment()  # the clock is read once a minute
    # the two; their pictures, and which; their attachments, and which; the latest; what
    # told of changes; other languages
    with django_assert_max_num_queries(9):
        assert client.get(f"{ALL}1/5/").status_code == 200


def test_it_says_nothing_that_a_reader_of_both_editions_does_not_see(client):
    """Such as why somebody signs in an office that they didn't hold that day."""
    signed = workflow.Signatory("Oren Halvik", "Mr.", "Counsellor", reason="By letter")
    corrected(text(signatories=(signed,)))
    assert "By letter" not in page(client, CHANGED)
