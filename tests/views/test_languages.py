"""A reader's way between languages: switcher, hreflang, first visit, what is kept."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from publications import clock, workflow
from publications.views.languages import cookie_name
from tests import factories
from tests.people import person
from tests.test_lists import classify
from tests.workflow.test_following import live, translated

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a href="(/language/[^"]+)" lang="([^"]+)"')
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
SENTENCE = 'class="elsewhere"'


def ways(client, path):
    """Where the switcher leads from a page, by language."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    found = {}
    for link, tag in LINK.findall(answer.content.decode()):
        asked = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
        found[tag] = asked["to"][0]
    return found


def alternates(client, path, settings):
    html = client.get(path).content.decode()
    return {
        tag: address.removeprefix(settings.SITE_URL)
        for tag, address in ALTERNATE.findall(html)
    }


def in_two(**changes):
    original = factories.released(**changes)
    return original, live(translated(original))


def test_the_switcher_leads_to_the_same_text_or_to_its_kind(client):
    english, french = (e.get_absolute_url() for e in in_two())
    for path in (english, french):
        found = ways(client, path)
        assert (found["en"], found["fr"]) == (english, french)
        assert found["az"] == "/az/op-eds/?elsewhere"
    html = client.get("/az/op-eds/?elsewhere").content.decode()
    assert SENTENCE in html
    assert SENTENCE not in client.get("/az/op-eds/").content.decode()
    assert (
        'rel="canonical" href="' in html and "?elsewhere" not in html.split("<body")[0]
    )


def test_editions_lead_to_the_text_in_the_other_language(client):
    original, french = in_two()
    for path in ("editions/", "editions/1/"):
        found = ways(client, f"{original.get_absolute_url()}{path}")
        assert found["fr"] == french.get_absolute_url()
        assert found["ru"] == "/ru/op-eds/?elsewhere"


def test_a_translation_to_come_is_no_way_yet(client, monkeypatch, settings):
    original = factories.released()
    path = original.get_absolute_url()
    french = factories.do("submit", translated(original), "tomas")
    french = factories.do("approve", french, "ruben")
    moment = factories.soon()
    french = factories.do("schedule", french, "petra", moment=moment)
    monkeypatch.setattr(clock, "moment", lambda: moment - timedelta(seconds=1))
    assert ways(client, path)["fr"] == "/fr/op-eds/?elsewhere"
    assert alternates(client, path, settings) == {}
    monkeypatch.setattr(clock, "moment", lambda: moment)
    assert ways(client, path)["fr"] == french.get_absolute_url()
    assert set(alternates(client, path, settings)) == {"en", "fr", "x-default"}


def test_search_engines_are_told_of_every_version_and_its_original(client, settings):
    original = factories.released(language="fr")
    english = live(translated(original, "en"))
    told = {
        "fr": original.get_absolute_url(),
        "en": english.get_absolute_url(),
        "x-default": original.get_absolute_url(),
    }
    for path in (told["fr"], told["en"]):
        assert alternates(client, path, settings) == told
    assert alternates(client, "/en/", settings)["x-default"] == "/"
    assert alternates(client, "/zh-hans/op-eds/", settings)["zh-Hans"] == (
        "/zh-hans/op-eds/"
    )


def test_a_topic_is_offered_where_it_has_texts(client, settings):
    original, _french = in_two()
    classify(original, "water")
    found = ways(client, "/en/topics/water/")
    assert found["fr"] == "/fr/topics/water/"
    assert found["ru"] == "/ru/?elsewhere"
    assert SENTENCE in client.get("/ru/?elsewhere").content.decode()
    told = alternates(client, "/en/topics/water/", settings)
    assert set(told) == {"en", "fr", "x-default"}


def test_the_site_map_tells_the_same(client, settings):
    original, french = in_two()
    alone = factories.released(title="Alone")
    year = original.text.year
    maps = [client.get(f"/sitemap-{code}-{year}.xml") for code in ("en", "fr")]
    entries = [
        entry for xml in maps for entry in xml.content.decode().split("<url>")[1:]
    ]
    by_place = {re.search("<loc>(.*?)</loc>", e)[1]: e for e in entries}
    for edition in (original, french):
        entry = by_place[settings.SITE_URL + edition.get_absolute_url()]
        told = dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)"', entry))
        assert told == {
            "en": settings.SITE_URL + original.get_absolute_url(),
            "fr": settings.SITE_URL + french.get_absolute_url(),
            "x-default": settings.SITE_URL + original.get_absolute_url(),
        }
    entry = by_place[settings.SITE_URL + alone.get_absolute_url()]
    assert "hreflang" not in entry


class TestFirstVisit:
    def test_it_follows_the_browser_and_a_choice_is_remembered(self, client):
        answer = client.get("/", headers={"accept-language": "ru, en;q=0.5"})
        assert answer.headers["Location"] == "/ru/"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert {"Accept-Language", "Cookie"} <= set(
            answer.headers["Vary"].replace(" ", "").split(",")
        )
        chosen = client.get("/language/az/?to=/az/op-eds/%3Felsewhere")
        assert chosen.status_code == 303
        assert chosen.headers["Location"] == "/az/op-eds/?elsewhere"
        cookie = chosen.cookies[cookie_name()]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
        answer = client.get("/", headers={"accept-language": "ru"})
        assert answer.headers["Location"] == "/az/"

    @pytest.mark.parametrize(
        "typed", ["night train", "“река”", "-a OR b..c//d", "é+&="]
    )
    def test_what_was_searched_for_goes_along(self, client, typed):
        to = f"/az/search/?{urlencode({'q': typed})}"
        chosen = client.get("/language/az/", {"to": to})
        assert chosen.headers["Location"] == to

    @pytest.mark.parametrize(
        "to",
        [
            "",
            "https://elsewhere.example/az/",
            "//elsewhere.example/az/",
            "/\\elsewhere.example/az/",
            "/ru/",
            "/admin/",
            "javascript:alert(1)",
            "/az/\r\nX: 1",
            "/az/../admin/",
            "/az/%2e%2e/admin/",
            "/az/search/?q=%0",
            "/az/search/?q=\r\nX: 1",
            "/az/..?/",
            "/az/x/../../ru/",
        ],
    )
    def test_it_leads_nowhere_but_to_our_own_pages_in_that_language(self, client, to):
        answer = client.get("/language/az/", {"to": to})
        assert answer.status_code == 303
        where = answer.headers["Location"]
        assert where == "/az/"
        assert "X" not in answer.headers

    def test_only_what_is_offered_can_be_chosen(self, client, settings):
        assert client.get("/language/xx/").status_code == 404
        settings.LANGUAGES = [("en", "English"), ("ru", "Русский")]
        assert client.get("/language/fr/").status_code == 404
        client.cookies[cookie_name()] = "fr"
        assert client.get("/").headers["Location"] == "/en/"

    def test_over_https_the_cookie_is_for_this_host_alone(self, client, settings):
        settings.SITE_URL = "https://press.example"
        answer = client.get("/language/az/", secure=True)
        assert answer.cookies["__Host-language"]["secure"]

    def test_robots_choose_no_language(self, client):
        assert "Disallow: /language/" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize(
    "path", ["/en/", "/fr/op-eds/", "/en/feed.rss", "/en/nothing/"]
)
def test_an_address_is_the_same_page_for_everybody(client, path):
    factories.released()
    plain = client.get(path)
    client.cookies[cookie_name()] = "ar"
    client.cookies["django_language"] = "ar"
    other = client.get(path, headers={"accept-language": "ar"})
    assert other.content == plain.content
    assert other.headers["Content-Language"] == path.split("/")[1]
    assert "Cookie" not in other.headers.get("Vary", "")
    assert "Accept-Language" not in other.headers.get("Vary", "")


def test_a_page_outside_of_any_language_says_that_it_varies(client):
    found = client.get("/nothing-here", headers={"accept-language": "ar"})
    assert found.status_code == 404 and 'lang="ar"' in found.content.decode()
    assert "Accept-Language" in found.headers["Vary"]


class TestNoLongerOffered:
    @pytest.fixture
    def texts(self, settings):
        found = in_two()
        classify(found[0], "water")
        settings.LANGUAGES = [("en", "English"), ("ru", "Русский")]
        return found

    def test_what_is_there_stays_at_its_addresses(self, client, texts):
        _english, french = texts
        path = french.get_absolute_url()
        for address in (
            path,
            f"{path}editions/",
            f"{path}editions/1/",
            f"{path}index.md",
            "/fr/",
            "/fr/op-eds/",
            "/fr/feed.rss",
            "/fr/topics/water/",
            "/fr/people/ada-venn/",
        ):
            assert client.get(address).status_code == 200, address
        html = client.get(path).content.decode()
        assert 'lang="fr"' in html

    def test_but_nothing_is_where_nothing_was_said(self, client, texts):
        for address in (
            *("/fr/speeches/", "/fr/speeches/feed.rss", "/fr/pages/"),
            *("/de/", "/de/op-eds/", "/de/feed.rss", "/xx/"),
            *("/de/people/ada-venn/", "/de/people/ada-venn/feed.rss"),
            "/de/topics/water/",
        ):
            assert client.get(address).status_code == 404, address

    def test_nor_where_lists_show_other_languages(self, client, texts, settings):
        settings.LISTS_SHOW_OTHER_LANGUAGES = True
        factories.released(title="English alone")
        html = client.get("/fr/op-eds/").content.decode()
        assert "Titre" in html and "English alone" not in html
        for address in ("/fr/speeches/", "/de/", "/de/op-eds/", "/de/topics/water/"):
            assert client.get(address).status_code == 404, address

    def test_it_is_offered_nowhere_but_beside_its_own_texts(self, client, texts):
        english, french = (e.get_absolute_url() for e in texts)
        assert set(ways(client, "/en/")) == {"en", "ru"}
        assert set(ways(client, french)) == {"en", "ru"}
        assert french in client.get(english).content.decode().split("<main")[1]

    def test_nothing_is_begun_in_it(self, texts):
        english, french = texts
        with pytest.raises(workflow.NotPossible):
            workflow.translate(english, "az", "courtesy", by=person("tomas"))
        with pytest.raises(Exception, match="one of the site"):
            factories.draft(language="fr")
        # What is there is still corrected.
        assert factories.do("revise", french, "tomas").stage == "draft"


class TestListsOfSeveralLanguages:
    @pytest.fixture(autouse=True)
    def _mixed(self, settings):
        settings.LISTS_SHOW_OTHER_LANGUAGES = True

    def test_each_publication_stands_once_in_what_there_is_of_it(self, client):
        in_two(title="In two languages")
        russian = factories.released(title="По-русски", language="ru")
        html = client.get("/fr/").content.decode()
        assert html.count('<article class="item') == 2
        assert "Titre" in html and "In two languages" not in html
        own = html.split("По-русски")[0].rsplit("<div", 1)[1]
        assert 'lang="ru"' in own and russian.get_absolute_url() in html
        assert "По-русски" not in client.get("/fr/feed.rss").content.decode()

    def test_without_the_original_the_first_begun_stands_for_it(self, client):
        original = factories.released(title="The original")
        french = live(translated(original))
        live(translated(original, "ru"))
        decided = factories.decided("withdrawn", languages=("en",))
        factories.do("withdraw", original, "petra", decided=decided)
        html = client.get("/az/op-eds/").content.decode()
        assert html.count('<article class="item') == 1
        assert french.get_absolute_url() in html

    def test_a_topic_is_there_in_every_language(self, client):
        classify(factories.released(title="The original"), "water")
        assert "The original" in client.get("/ru/topics/water/").content.decode()
        assert ways(client, "/en/topics/water/")["ru"] == "/ru/topics/water/"

    def test_a_long_list_goes_on_at_the_same_cost(
        self, client, django_assert_max_num_queries
    ):
        for n in range(22):
            language = "ru" if n % 2 else "en"
            factories.released(title=f"Text {n:02}", language=language)
        clock.moment()
        with django_assert_max_num_queries(3):
            html = client.get("/fr/op-eds/").content.decode()
        assert "Text 21" in html and "Text 01" not in html
        before = re.search(r'href="\?before=([^"]+)"', html)[1]
        with django_assert_max_num_queries(4):
            older = client.get(f"/fr/op-eds/?before={before}").content.decode()
        assert "Text 01" in older and "Text 00" in older and "Text 02" not in older

    def test_what_is_to_come_hides_nothing(self, client):
        original = factories.released(title="The original")
        french = factories.do("submit", translated(original), "tomas")
        french = factories.do("approve", french, "ruben")
        factories.do("schedule", french, "petra", moment=factories.soon())
        assert "The original" in client.get("/fr/").content.decode()
