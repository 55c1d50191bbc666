"""A former site's addresses: they lead to their texts, once these can be read."""

from datetime import UTC, datetime
from urllib.parse import unquote_to_bytes

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from publications.middleware import PUBLIC_CACHE
from publications.models import FormerAddress, path_of
from tests import factories
from tests.archives import approved, editions, former, released, submitted, taken_in

pytestmark = pytest.mark.django_db

THERE = "/en/2019/a-text-of-before-1/"


def asked_raw(client, path):
    """The answer to the request line as it stands: the test client would mend it."""
    path, _mark, query = path.partition("?")
    info = unquote_to_bytes(path).decode("latin-1")
    return client.get("/", PATH_INFO=info, QUERY_STRING=query)


def at(path):
    """A batch of one text that a former site showed there."""
    return released(former(1, path=path_of(path)))


@pytest.mark.parametrize(
    ("old", "asked"),
    [
        ("/news/1.html", "/news/1.html"),
        ("http://old.example/news/1.html", "/news/1.html"),
        ("/news.php?id=1&lang=en", "/news.php?id=1&lang=en"),
        ("/новости/1", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1"),
        ("/%d0%bd/", "/%D0%BD/"),
        ("/cp1251/%ef%f0", "/cp1251/%EF%F0"),
        ("/a b", "/a%20b"),
        ("/a%2Cb", "/a,b"),
        ("/?p=1&q", "/?p=1&q"),
        # By addresses of our own form that lead nowhere; Django adds a slash.
        ("/en/2012/old-slug/", "/en/2012/old-slug/"),
        ("/en/2012/old-slug/?print=1", "/en/2012/old-slug/?print=1"),
        ("/en/nothing", "/en/nothing"),
        ("/media/old.pdf", "/media/old.pdf"),
    ],
)
def test_an_old_address_leads_to_its_text_for_ever(client, old, asked):
    at(old)
    if asked.startswith("/?"):
        # The root answers itself: importing refuses such an address.
        assert client.get(asked).headers["Location"] == "/en/"
        return
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (301, THERE)
    assert answer.content == b""
    assert client.head(asked).headers["Location"] == THERE


def test_django_adds_no_slash_before(client):
    """`/en/2012/old-slug/` might be a text's address."""
    at("/en/2012/old-slug")
    answer = client.get("/en/2012/old-slug", follow=True)
    assert answer.redirect_chain == [(THERE, 301)]
    assert answer.status_code == 200


def test_two_addresses_that_differ_by_the_slash_lead_to_their_own_texts(client):
    released(former(1, path="/news/1"), former(2, path="/news/1/"))
    assert client.get("/news/1").headers["Location"] == THERE
    assert client.get("/news/1/").headers["Location"].endswith("before-2/")


def test_an_address_without_its_query_or_with_another_is_another(client):
    at("/news.php?id=1")
    for path in ("/news.php", "/news.php?id=2", "/news.php?id=1&x", "/news.php/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("make", [taken_in, submitted, approved])
def test_before_the_release_nothing_tells_that_there_is_one(client, make):
    def asked(path):
        with CaptureQueriesContext(connection) as found:
            answer = client.get(path)
        headers = dict(answer.headers)
        return answer.status_code, answer.content, headers, len(found)

    client.get("/nowhere.html")
    make(former(1, path="/news/1.html"))
    assert asked("/news/1.html") == asked("/news/0.html")
    assert asked("/news/1.html")[0] == 404


def test_the_question_of_an_old_address_is_one(client):
    at("/news/1.html")
    with CaptureQueriesContext(connection) as found:
        client.get("/news/1.html")
    asked = [q for q in found.captured_queries if "formeraddress" in q["sql"]]
    assert len(asked) == 1
    assert asked[0]["sql"].count('JOIN "publications_formeraddress"') == 1
    assert not [
        q for q in found.captured_queries if q not in asked and "edition" in q["sql"]
    ]


def test_a_correction_is_where_it_leads(client):
    batch = at("/news/1.html")
    second = factories.do("revise", editions(batch)[0], "dara")
    words = factories.content(title="Mended", slug="mended")
    factories.do("save", second, "dara", content=words)
    factories.do("submit", second, "dara")
    factories.do("approve", second, "rhea")
    assert client.get("/news/1.html").headers["Location"] == THERE
    factories.do("release", second, "petra", change="technical")
    assert client.get("/news/1.html").headers["Location"] == "/en/2019/mended/"


@pytest.mark.parametrize(
    ("outcome", "status"), [("withdrawn", 301), ("replaced", 301), ("retracted", 404)]
)
def test_what_was_taken_down_is_led_to_while_it_can_be_read(client, outcome, status):
    edition = editions(at("/news/1.html"))[0]
    more = {}
    if outcome == "replaced":
        more["replacement"] = factories.released(title="Another").text
    decided = factories.decided(outcome, **more)
    factories.do("withdraw", edition, "petra", decided=decided)
    answer = client.get("/news/1.html")
    assert answer.status_code == status
    assert answer.headers.get("Location") == (THERE if status == 301 else None)


def test_a_retracted_text_brought_back_is_led_to_again(client):
    edition = editions(at("/news/1.html"))[0]
    factories.do("withdraw", edition, "petra", decided=factories.decided("retracted"))
    assert client.get("/news/1.html").status_code == 404
    second = factories.new_edition(edition)
    factories.do("release", second, "petra", change="correction", public_note="Back.")
    assert client.get("/news/1.html").status_code == 301


def test_headers_are_those_of_every_public_answer(client):
    at("/news/1.html")
    found, absent = client.get("/news/1.html"), client.get("/news/2.html")
    for answer in (found, absent):
        assert answer.headers["Cache-Control"] == PUBLIC_CACHE
        assert "Content-Security-Policy" in answer.headers
        assert "Set-Cookie" not in answer.headers
    # Nor does it depend on who asks.
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    assert client.get("/news/1.html").headers.items() == found.headers.items()


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "patch"])
def test_other_methods_are_led_nowhere(client, method):
    at("/news/1.html")
    assert getattr(client, method)("/news/1.html").status_code == 404


def test_what_is_at_the_desk_is_led_nowhere(client):
    edition = editions(released())[0]
    FormerAddress.objects.create(path="/admin/r/1/2/", text=edition.text)
    FormerAddress.objects.create(path="/admin/x/", text=edition.text)
    assert client.get("/admin/r/1/2/").status_code == 404
    assert client.get("/admin/x/").status_code == 302  # to sign in


def test_a_closed_door_leads_on_as_well(client):
    """An address without a row in the table of doors is closed, and so free."""
    at("/brand-new/")
    with override_settings(ROOT_URLCONF="tests.test_doors"):
        assert client.get("/brand-new/").headers["Location"] == THERE


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/a%00b?c=%00",
        "/%ff",
        "/%ff?%ff",
        "//evil.example/",
        "//evil.example/news/1.html",
        "//[evil",
        "///",
        "/\\evil.example/",
        "/http://evil.example/news/1.html",
        "/http:/news/1.html",
        "/" + "a" * 5_000,
        "/a?" + "b" * 5_000,
        "/%ED%A0%80",
        "/..%2f..%2fetc/passwd",
        "/news/1.html%0d%0aLocation:%20x",
        "/%F0%9F%98%80?%F0%9F%98%80",
        "/news/1.html%3F",
        "/?%",
        "/%",
        "/%zz",
    ],
)
def test_odd_addresses_are_not_found_and_never_an_error(client, path):
    at("/news/1.html")
    answer = asked_raw(client, path)
    if path.startswith("/?"):
        assert answer.status_code == 302
        return
    assert answer.status_code == 404
    assert "Location" not in answer.headers


def test_it_never_leads_off_the_site(client):
    at("https://old.example/news/1.html")
    answer = client.get("/news/1.html", HTTP_HOST="press.example")
    assert answer.headers["Location"] == THERE


def test_lists_archives_and_the_site_map_have_it_by_its_day(client):
    batch = at("/news/1.html")
    edition = editions(batch)[0]
    assert edition.live_from.astimezone(UTC) < datetime(2019, 5, 3, tzinfo=UTC)
    factories.released(title="New")
    html = client.get("/en/").content.decode()
    assert html.index("New") < html.index(edition.title)
    assert THERE in client.get("/sitemap-en-2019.xml").content.decode()
