"""Site maps hold what is live, and tell of nothing else."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from publications import clock, workflow
from publications.models import Series
from publications.sitemaps.texts import Texts
from publications.workflow import Signatory
from tests import archives, factories
from tests.people import person
from tests.test_withdrawn import reinstate, take_down
from tests.workflow.test_pages import public

pytestmark = pytest.mark.django_db

SITE = "https://press.example"
MAY = datetime(2019, 5, 6, 10, tzinfo=UTC)
JUNE = datetime(2020, 6, 7, 10, tzinfo=UTC)


def places(client, path, status=200):
    """The addresses that a map holds, without the site's own."""
    answer = client.get(path)
    assert answer.status_code == status, path
    told = re.findall("<loc>(.*?)</loc>", answer.content.decode())
    assert all(place.startswith(f"{SITE}/") for place in told)
    return [place.removeprefix(SITE) for place in told]


def of_texts(client):
    """The addresses in all maps of texts, found from the index."""
    found = [p for p in places(client, "/sitemap.xml") if re.search(r"-\d{4}\.xml", p)]
    return [place for path in found for place in places(client, path)]


def test_the_index_leads_to_each_language_and_year_with_live_texts(client):
    may = factories.recorded(MAY)
    june = factories.recorded(JUNE, language="fr")
    factories.scheduled(title="To come", language="az")
    factories.draft(title="A draft")
    index = places(client, "/sitemap.xml")
    assert [path for path in index if re.search(r"\d", path)] == [
        "/sitemap-en-2019.xml",
        "/sitemap-fr-2020.xml",
    ]
    assert places(client, "/sitemap-en-2019.xml") == [may.get_absolute_url()]
    assert places(client, "/sitemap-fr-2020.xml") == [june.get_absolute_url()]
    for path in set(index):
        assert places(client, path), path


def test_what_is_told_of_a_map_says_when_a_text_last_came_or_went(client):
    stays = factories.recorded(MAY, title="Stays")

    def told(path="/sitemap.xml"):
        entry = client.get(path).content.decode().split("2019.xml</loc>")[-1]
        moment = re.search("<lastmod>(.*?)</lastmod>", entry)[1]
        return datetime.fromisoformat(moment)

    assert told() == stays.live_from == MAY
    assert told("/sitemap-en-2019.xml").date() == MAY.date()
    goes = factories.recorded(MAY - timedelta(days=1), title="Goes")
    assert told() == MAY
    take_down(goes)
    assert told() == factories.again(goes).live_until
    assert places(client, "/sitemap-en-2019.xml") == [stays.get_absolute_url()]


def test_a_year_begins_in_the_missions_zone(client, settings):
    settings.TIME_ZONE = "Asia/Baku"
    eve = factories.recorded(datetime(2019, 12, 31, 21, tzinfo=UTC))
    assert eve.get_absolute_url().startswith("/en/2020/")
    assert places(client, "/sitemap-en-2020.xml") == [eve.get_absolute_url()]
    assert places(client, "/sitemap-en-2019.xml", status=404) == []


@pytest.mark.parametrize("outcome", ["withdrawn", "retracted"])
def test_a_text_is_in_a_site_map_only_while_it_is_live(client, outcome):
    edition = factories.released(slug="rivers")
    take_down(edition, outcome)
    assert of_texts(client) == []
    reinstate(edition)
    assert [place[-8:] for place in of_texts(client)] == ["/rivers/"]


@pytest.mark.parametrize(
    ("changes", "is_there"),
    [
        ({}, False),
        ({"language": "az"}, True),
        ({"canonical": False}, True),
        ({"canonical": False, "confirmed": False}, True),
    ],
)
def test_a_text_whose_original_is_elsewhere_is_left_out(client, changes, is_there):
    edition = factories.released()
    other = factories.released(title="Another")
    told = {"confirmed": True, "canonical": True, "language": "en"}
    url = "https://courier.example/rivers"
    by = person("dara")
    workflow.place(edition, "Herald", by=by, url=url, **{**told, **changes})
    expected = {other.get_absolute_url()}
    if is_there:
        expected.add(edition.get_absolute_url())
    assert set(of_texts(client)) == expected
    assert set(places(client, "/sitemap-news.xml")) == expected


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-en-2018.xml",
        "/sitemap-az-2019.xml",
        "/sitemap-xx-2019.xml",
        "/sitemap-en-99999999999999999999.xml",
        "/sitemap-en-0.xml",
        "/sitemap-xx.xml",
        "/sitemap-sv.xml",
        "/sitemap-en-2019.xml?p=2",
        "/sitemap-en-2019.xml?p=0",
        "/sitemap-en-2019.xml?p=x",
        "/sitemap-news.xml?p=2",
    ],
)
def test_a_map_of_nothing_is_not_found(client, path):
    factories.recorded(MAY)
    places(client, path, status=404)


def test_a_year_that_is_too_long_for_a_file_has_several(client, monkeypatch):
    monkeypatch.setattr(Texts, "limit", 2)
    made = [
        factories.recorded(MAY + timedelta(days=n), title=f"Text {n}") for n in range(3)
    ]
    index = places(client, "/sitemap.xml")[-2:]
    assert index == ["/sitemap-en-2019.xml", "/sitemap-en-2019.xml?p=2"]
    assert [places(client, path) for path in index] == [
        [made[0].get_absolute_url(), made[1].get_absolute_url()],
        [made[2].get_absolute_url()],
    ]


def test_more_texts_cost_no_more_queries(client, django_assert_num_queries):
    for number in range(3):
        factories.released(title=f"Text {number}")
    year = factories.soon(0).year
    clock.moment()  # PostgreSQL's is read once a minute
    # How many there are in each year, what was taken down, pages about the site.
    with django_assert_num_queries(3):
        client.get("/sitemap.xml")
    # How many, which, and the other languages of all.
    with django_assert_num_queries(3):
        client.get(f"/sitemap-en-{year}.xml")
    with django_assert_num_queries(1):
        client.get("/sitemap-news.xml")
    # The six kinds, four sorts of lists, and pages about the site.
    with django_assert_num_queries(11):
        client.get("/sitemap-en.xml")


class TestOwnPages:
    @pytest.fixture(autouse=True)
    def text(self):
        edition = factories.released(signatories=(Signatory("Lu Mei", "", "Envoy"),))
        workflow.place(edition, "Herald", by=person("dara"), confirmed=True)
        workflow.place(edition, "Evening Post", by=person("dara"), role="reprint")
        classify(edition, "water")
        classify(factories.scheduled(title="To come"), "fire")

    def test_lists_are_there_that_hold_live_texts(self, client):
        assert places(client, "/sitemap-en.xml") == [
            "/en/",
            "/en/corrections/",
            "/en/subscribe/",
            "/en/op-eds/",
            "/en/people/lu-mei/",
            "/en/topics/water/",
            "/en/series/water/",
            "/en/outlets/herald/",
        ]

    def test_in_another_language_where_they_have_a_page(self, client, settings):
        about_all = [
            *("/fr/", "/fr/corrections/", "/fr/subscribe/"),
            *("/fr/people/lu-mei/", "/fr/outlets/herald/"),
        ]
        assert places(client, "/sitemap-fr.xml") == about_all
        settings.LISTS_SHOW_OTHER_LANGUAGES = True
        assert "/fr/topics/water/" in places(client, "/sitemap-fr.xml")

    def test_a_language_that_is_not_offered_has_what_stays_in_it(
        self, client, settings
    ):
        settings.LANGUAGES = [("fr", "Français")]
        settings.LANGUAGE_CODE = "fr"
        assert "/en/topics/water/" in places(client, "/sitemap-en.xml")
        places(client, "/sitemap-az.xml", status=404)
        assert "/sitemap-en.xml" in places(client, "/sitemap.xml")

    def test_each_is_there(self, client):
        public()
        for path in places(client, "/sitemap-en.xml"):
            assert client.get(path).status_code == 200, path

    def test_pages_about_the_site_say_since_when_they_stand(self, client):
        text = public()
        xml = client.get("/sitemap-en.xml").content.decode()
        entry = xml.split("/en/pages/about/</loc>")[1].split("</url>")[0]
        moment = re.search("<lastmod>(.*?)</lastmod>", entry)[1]
        assert moment == f"{text.live_since:%Y-%m-%d}"


def classify(edition, slug):
    publication = edition.text.publication
    publication.topics.create(slug=slug)
    publication.series = Series.objects.create(slug=slug)
    publication.save()


class TestNews:
    def test_what_was_released_within_two_days_is_told_as_news(self, client):
        factories.recorded(MAY, title="Long ago")
        factories.scheduled(title="To come")
        edition = factories.released(title="Rain & ]]> <wind>", language="zh-hans")
        xml = client.get("/sitemap-news.xml").content.decode()
        assert places(client, "/sitemap-news.xml") == [edition.get_absolute_url()]
        assert "<news:title>Rain &amp; ]]&gt; &lt;wind&gt;</news:title>" in xml
        assert "<news:language>zh-cn</news:language>" in xml
        assert "<news:name>维尔莫拉驻塔尔塞尼亚大使馆</news:name>" in xml
        date = re.search("<news:publication_date>(.*?)</", xml)[1]
        assert datetime.fromisoformat(date).date() == edition.live_from.date()

    def test_it_is_news_for_two_days(self, client, monkeypatch):
        edition = factories.released()
        second = timedelta(seconds=1)
        last = edition.live_from + timedelta(days=2) - second
        for moment, number in ((last, 1), (last + second, 0)):
            monkeypatch.setattr(clock, "moment", lambda moment=moment: moment)
            xml = client.get("/sitemap-news.xml").content.decode()
            assert xml.count("<news:news>") == number
            # A map without an address would be none.
            assert xml.count("<loc>") == 1
            assert edition.get_absolute_url() in xml

    def test_a_correction_of_an_old_text_is_none(self, client):
        second = factories.new_edition(factories.recorded(MAY))
        factories.do("release", second, "petra", change="technical")
        xml = client.get("/sitemap-news.xml").content.decode()
        assert "<news:news>" not in xml

    def test_an_archive_is_none(self, client):
        day = factories.soon(0).date()
        archives.released(archives.former(1, public_since=day))
        assert places(client, "/sitemap-news.xml") == []


def test_robots_are_told_of_both_maps(client):
    said = client.get("/robots.txt").content.decode()
    assert f"\nSitemap: {SITE}/sitemap.xml\nSitemap: {SITE}/sitemap-news.xml\n" in said
