"""The public pages: what a reader sees, and what nobody sees before its moment."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from publications import clock, workflow
from publications.models import Placement
from tests import factories

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """Set the moment of the requests that follow."""

    def set_moment(moment):
        monkeypatch.setattr(clock, "moment", lambda: moment)

    return set_moment


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_the_text_page_holds_all_that_was_printed(client):
    edition = factories.recorded(
        MAY,
        subtitle="On water",
        summary="A summary.",
        written_on=MAY.date(),
        place="Kaldar",
    )
    workflow.place(
        edition,
        "Kaldar Courier",
        by=factories.person("dara"),
        presenting_sentence="Kaldar Courier presents an article.",
        confirmed=True,
    )
    html = page(client, "/en/2026/two-rivers-one-valley/")
    for words in (
        "Two Rivers, One Valley",
        "On water",
        "A summary.",
        "Ada Venn",
        "Ambassador Extraordinary and Plenipotentiary of Velmora to Tarsenia",
        "Kaldar",
        "6 May 2026",
        "First published in",
        "Kaldar Courier",
        "<p>The first paragraph.</p>",
        "<p>The second paragraph.</p>",
    ):
        assert words in html
    assert "presents an article" not in html


def test_a_byline_that_an_editor_worded_is_printed_as_worded(client):
    worded = "By the Ambassador of Velmora, for the Courier"
    edition = factories.recorded(MAY, byline=worded)
    assert worded in page(client, edition.get_absolute_url())


def test_a_chinese_honorific_stands_behind_the_name(client):
    signatory = workflow.Signatory("阿达·文恩", "女士", "大使")
    edition = factories.recorded(MAY, language="zh-hans", signatories=(signatory,))
    html = page(client, edition.get_absolute_url())
    assert "<bdi>阿达·文恩</bdi></a>女士</bdi>" in html


def test_a_placement_nobody_confirmed_is_not_shown(client):
    edition = factories.recorded(MAY)
    workflow.place(edition, "Kaldar Courier", by=factories.person("dara"))
    assert "Kaldar Courier" not in page(client, edition.get_absolute_url())
    Placement.objects.update(confirmed=True)
    assert "Kaldar Courier" in page(client, edition.get_absolute_url())


def test_a_wrong_year_and_an_older_address_redirect_for_ever(client):
    first = factories.released(slug="rivers")
    year = first.text.year
    second = factories.do("revise", first, "dara")
    factories.do("save", second, "dara", content=factories.content(slug="valley"))
    factories.do("submit", second, "dara")
    factories.do("approve", second, "rhea")

    assert client.get(f"/en/{year}/valley/").status_code == 404
    assert client.get("/en/1999/rivers/").headers["Location"] == f"/en/{year}/rivers/"

    factories.do("release", second, "petra", change="technical")
    answer = client.get(f"/en/{year}/rivers/")
    assert (answer.status_code, answer.headers["Location"]) == (
        301,
        f"/en/{year}/valley/",
    )
    assert client.get(f"/en/{year}/valley/").status_code == 200


def test_an_address_of_one_language_is_none_in_another(client):
    edition = factories.released()
    assert (
        client.get(f"/fr/{edition.text.year}/two-rivers-one-valley/").status_code == 404
    )


def test_the_root_follows_the_readers_language(client):
    answer = client.get("/", headers={"Accept-Language": "az, en;q=0.5"})
    assert answer.headers["Location"] == "/az/"
    assert "Accept-Language" in answer.headers["Vary"]


def test_lists_hold_what_is_live_newest_first(client):
    old = factories.recorded(MAY, title="The older text")
    new = factories.recorded(MAY.replace(day=9), title="The newer text")
    speech = factories.recorded(MAY, kind="speech", title="A speech")
    html = page(client, "/en/")
    assert html.index(new.title) < html.index(old.title)
    html = page(client, "/en/op-eds/")
    assert speech.title not in html
    assert old.title in html
    assert speech.title in page(client, "/en/speeches/")
    assert old.title not in page(client, "/fr/")


def test_lists_go_on_to_older_texts_without_gap_or_repetition(client):
    titles = [f"Text number {n:02}" for n in range(45)]
    for n, title in enumerate(titles):
        factories.recorded(MAY.replace(minute=n // 3), title=title)
    seen, path = [], "/en/op-eds/"
    while path:
        html = page(client, path)
        seen += [title for title in titles if title in html]
        path = next(
            (
                "/en/op-eds/" + part.split('"')[0].replace("&amp;", "&")
                for part in html.split('href="')[1:]
                if part.startswith("?before=")
            ),
            None,
        )
    assert sorted(seen) == titles


@pytest.mark.parametrize(
    "query", ["before=nothing", "before=en/none", "before=%00", "before=" + "9" * 5000]
)
def test_a_place_in_a_list_that_there_is_not_is_not_found(client, query):
    factories.recorded(MAY)
    assert client.get(f"/en/?{query}").status_code == 404


def test_a_person_has_a_page_once_a_text_of_theirs_is_live(client):
    factories.draft()
    assert client.get("/en/people/ada-venn/").status_code == 404
    factories.recorded(MAY, title="In public")
    html = page(client, "/en/people/ada-venn/")
    assert "Ada Venn" in html
    assert "In public" in html
    assert "Two Rivers" not in html
    assert "Ambassador Extraordinary and Plenipotentiary" in html


@pytest.mark.parametrize(
    "method", ["post", "put", "patch", "delete", "options", "trace"]
)
@pytest.mark.parametrize(
    "path", ["/", "/en/", "/en/op-eds/", "/en/feed.rss", "/sitemap.xml", "/robots.txt"]
)
def test_public_pages_are_only_read(client, path, method):
    assert getattr(client, method)(path).status_code == 405


def test_a_page_is_read_without_rendering_markdown(client, monkeypatch):
    edition = factories.recorded(MAY)
    monkeypatch.setattr("markdown_it.MarkdownIt.parse", None)
    for path in ("/en/", "/en/feed.rss", edition.get_absolute_url()):
        assert client.get(path).status_code == 200


def test_titles_are_shown_as_text_everywhere(client):
    title = '"><svg/onload=alert(1)>{{7*7}}</title><script>alert(2)</script>'
    edition = factories.recorded(MAY, title=title, slug="odd", subtitle=title)
    for path in ("/en/", "/en/op-eds/", edition.get_absolute_url(), "/en/feed.rss"):
        html = page(client, path)
        assert "<svg" not in html
        # A block of data for machines is none that runs.
        assert html.count("<script") == html.count(
            '<script type="application/ld+json">'
        )
        assert "49" not in html.split("odd")[0][-200:]


class TestQueries:
    """What a page costs in SQL, whatever the number of publications."""

    @pytest.fixture(params=[3, 30], scope="class")
    @classmethod
    def edition(cls, request, in_common):
        with in_common():
            for n in range(request.param):
                edition = factories.recorded(MAY.replace(minute=n), title=f"Text {n}")
            workflow.place(
                edition, "Kaldar Courier", by=factories.person("dara"), confirmed=True
            )
            yield edition

    @pytest.mark.parametrize(
        ("address", "most"),
        [
            # the edition with its revision; signatories; placements; languages; topics;
            # related texts: the signatories' revisions, candidates, the closest
            ("text", 8),
            # the page of texts; their signatories; their placements
            # the list's three; who leads; which texts stand below; these
            ("/en/", 6),
            ("/en/op-eds/", 3),
            # written anew: which texts and notices it holds, 3; which archives there
            # are, 5; these three; their topics; when readers were told of them
            ("/en/feed.rss", 13),
            # beside these the place in the list
            ("older", 4),
            # the person; names; what they signed; whether any is live; links; posts;
            # titles; accreditations; and the list's three
            ("/en/people/ada-venn/", 11),
        ],
    )
    def test_a_page_costs_the_same_however_many_texts_there_are(
        self, client, django_assert_max_num_queries, edition, address, most
    ):
        clock.moment()  # the clock is read once a minute
        path = {
            "text": edition.get_absolute_url(),
            "older": "/en/?before=en/text-2",
        }.get(address, address)
        with django_assert_max_num_queries(most):
            assert client.get(path).status_code == 200


def test_the_text_page_is_found_by_its_name():
    edition = factories.recorded(MAY)
    assert edition.get_absolute_url() == reverse(
        "text", args=[2026, "two-rivers-one-valley"]
    )
