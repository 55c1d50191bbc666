"""Pages of topics, series and outlets, and the links that lead to them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from publications import clock, lists
from publications.models import Outlet, Placement
from tests import factories
from tests.test_lists import OTHER, classify, everything, series, text, topic, topics_of
from tests.test_withdrawn import take_down

from .test_editions import corrected

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)
PAGES = {
    "topic": "/en/topics/water/",
    "series": "/en/series/bridges/",
    "outlet": "/en/outlets/courier/",
    "person": "/en/people/oren-halvik/",
}
ODD = '"><svg/onload=alert(1)>{{777*777}}'


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


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
class TestEach:
    def test_it_lists_its_texts_and_no_others(self, client, path):
        everything(factories.recorded, MAY, title="Of it")
        everything(factories.draft, title="A draft of it")
        text("Another")
        html = page(client, path)
        assert "Of it" in html
        assert "draft" not in html
        assert "Another" not in html

    def test_page_and_feed_are_there_from_the_second_and_the_same_before(
        self, client, at, path
    ):
        moment = factories.soon()
        everything(factories.scheduled, moment, title="To come")
        at(moment - timedelta(microseconds=1))
        nothing = client.get(path.replace(path.split("/")[3], "no-such"))
        for address in (path, f"{path}feed.rss"):
            before = client.get(address)
            assert before.status_code == 404
            assert before.content == nothing.content
            assert before.headers["Cache-Control"] == nothing.headers["Cache-Control"]
        at(moment)
        assert "To come" in page(client, path)
        assert "To come" in page(client, f"{path}feed.rss")

    def test_a_draft_or_what_was_taken_down_makes_no_page(self, client, path):
        everything(factories.draft)
        edition = everything(factories.recorded, MAY, title="In public")
        assert "In public" in page(client, path)
        take_down(edition)
        page(client, path, 404)
        page(client, f"{path}feed.rss", 404)

    def test_it_announces_its_feed_beside_the_sites_and_shows_a_link(
        self, client, path
    ):
        everything(factories.recorded, MAY)
        html = page(client, path)
        for form in ("rss", "atom", "json"):
            for address in (f"/en/feed.{form}", f"{path}feed.{form}"):
                announced = f'href="https://press.example{address}">'
                assert announced in html.partition("</head>")[0]
            assert f'<a href="{path}feed.{form}" type="application/' in html
        assert f'<link rel="canonical" href="https://press.example{path}">' in html

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_it_is_only_read(self, client, path, method):
        everything(factories.recorded, MAY)
        assert getattr(client, method)(path).status_code == 405
        assert getattr(client, method)(f"{path}feed.rss").status_code == 405


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
class TestEachOfManyTexts:
    @pytest.fixture(scope="class")
    @classmethod
    def number(cls, request, in_common):
        """So many texts, that each belong in every list."""
        with in_common():
            for n in range(request.param):
                moment = MAY.replace(minute=n)
                everything(factories.recorded, moment, title=f"Text {n:02}")
            yield request.param

    @pytest.mark.parametrize("number", [23], indirect=True)
    def test_it_goes_on_to_older_texts(self, client, path, number):
        first = page(client, path)
        assert "Text 03" in first and "Text 02" not in first
        address = first.partition('href="?before=')[2].partition('"')[0]
        older = page(client, f"{path}?before={address}")
        assert "Text 02" in older and "Text 03" not in older
        page(client, f"{path}?before=en/no-such", 404)

    @pytest.mark.parametrize("number", [3, 15], indirect=True)
    def test_it_costs_the_same_however_many_texts_there_are(
        self, client, django_assert_num_queries, path, number
    ):
        clock.moment()  # the clock is read once a minute
        # What it is about; its names; what bears its mark; whether a text is live; the
        # page of texts; their signatories; their placements; in which languages there
        # are any. An outlet has no names, a person also links, posts, titles,
        # accreditations, and both are in every language.
        most = 6 if "outlets" in path else 11 if "people" in path else 8
        with django_assert_num_queries(most):
            page(client, path)


def test_every_kind_announces_its_own_feed(client):
    html = page(client, "/en/op-eds/")
    assert 'href="https://press.example/en/op-eds/feed.rss">' in html
    assert '<a href="/en/op-eds/feed.rss"' in html


def test_a_name_of_another_language_is_marked_with_it(client):
    topic("water", ar="الماء")
    text("Of it", "water")
    html = page(client, "/en/topics/water/")
    assert '<div lang="ar" dir="rtl">\n      <h1>الماء</h1>' in html


def test_a_name_of_the_pages_language_needs_no_mark(client):
    text("Of it", "water")
    assert "<div>\n      <h1>Water</h1>" in page(client, "/en/topics/water/")


def test_a_description_stands_on_the_first_page(client):
    topic("water", en="Water").names.update(description="What flows.\n\nAnd freezes.")
    text("Of it", "water")
    html = page(client, "/en/topics/water/")
    assert "<p>What flows.</p>" in html
    assert '<meta name="description" content="What flows.' in html


def test_names_and_descriptions_are_shown_as_text(client):
    for made in (topic("water", en=ODD), series("bridges", en=ODD)):
        made.names.update(description=ODD)
    edition = text("Of it", "water", in_series="bridges")
    outlet = Outlet.objects.create(name=ODD, slug="courier")
    Placement.objects.create(
        publication=edition.text.publication, outlet=outlet, confirmed=True
    )
    shown = render_to_string(
        "publications/_subjects.html",
        {"subjects": lists.subjects_of(edition), "edition": edition},
    )
    other = text(ODD, "water", slug="odd")
    shown += render_to_string("publications/_related.html", {"related": [other]})
    for name in ("topic", "series", "outlet"):
        shown += page(client, PAGES[name]) + page(client, f"{PAGES[name]}feed.rss")
    assert "<svg" not in shown
    assert "603729" not in shown
    assert shown.count("&lt;svg") > 10


class TestBesideAText:
    def test_topics_and_series_lead_to_their_pages(self, client):
        edition = text("Of it", "water", "fire", in_series="bridges", language="fr")
        topic("water").names.create(language="fr", name="L’eau")
        context = {"subjects": lists.subjects_of(edition), "edition": edition}
        with translation.override("fr"):
            html = render_to_string("publications/_subjects.html", context)
        assert '<a href="/fr/topics/water/">L’eau</a>' in html
        assert '<a href="/fr/topics/fire/" lang="en" dir="ltr">Fire</a>' in html
        assert '<a href="/fr/series/bridges/" lang="en" dir="ltr">Bridges</a>' in html
        for path in ("/fr/topics/water/", "/fr/series/bridges/"):
            assert "Of it" in page(client, path)

    def test_where_there_is_nothing_there_is_no_heading(self):
        edition = text("Alone")
        for name, context in (
            ("_subjects", {"subjects": lists.subjects_of(edition)}),
            ("_related", {"related": []}),
        ):
            html = render_to_string(f"publications/{name}.html", context)
            assert "<" not in html.strip()

    def test_what_is_related_tells_no_number_of_a_row(self):
        edition = text("It", "a")
        classify(factories.recorded(MAY, title="Close", signatories=(OTHER,)), "a")
        at = datetime(2026, 6, 1, tzinfo=UTC)
        related = lists.related(edition, at, topics_of(edition))
        with translation.override("en"):
            html = render_to_string("publications/_related.html", {"related": related})
        assert 'href="/en/2026/close/"' in html
        assert "Op-ed" in html and "6 May 2026" in html
        assert "id=" not in html.replace('id="related"', "")


def test_topics_stand_in_the_order_of_the_texts_language():
    edition = factories.recorded(MAY, language="az")
    names = {"a": "Şəhər", "b": "Çay", "c": "Cavab", "d": "Su"}
    for slug, name in names.items():
        topic(slug, az=name)
    classify(edition, *names)
    shown = lists.subjects_of(factories.again(edition))["topics"]
    assert [str(each) for each in shown] == ["Cavab", "Çay", "Su", "Şəhər"]


@pytest.mark.parametrize("number", [1, 6])
def test_a_page_with_everything_on_it_costs_eight_questions(
    client, django_assert_max_num_queries, number
):
    """Its edition; bylines; placements; changes; languages; topics; series; related."""
    edition = everything(factories.recorded, MAY, slug="rivers")
    for each in range(number):
        edition = corrected(edition)
        everything(factories.recorded, MAY, title=f"Close {each}")
        text(f"By the same {each}", signed=(OTHER,))
    classify(edition, *(f"topic-{each}" for each in range(number)), in_series="bridges")
    address = edition.get_absolute_url()
    clock.moment()  # the clock is read once a minute
    with django_assert_max_num_queries(8):
        html = page(client, address)
    for shown in ("Topic-0", "Bridges", f"Close {number - 1}", "Courier"):
        assert shown in html, shown
