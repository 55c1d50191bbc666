"""Headers of every answer."""

import pytest

from publications.middleware import PUBLIC_CACHE
from tests import factories
from tests.people import person
from tests.test_withdrawn import take_down

pytestmark = pytest.mark.django_db

# But `/`, which leads on by what a reader asks for, and tells nothing of texts.
PUBLIC = [
    "/en/",
    "/en/feed.rss",
    "/sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap-en.xml",
    "/robots.txt",
    "/.well-known/security.txt",
    "/en/no-such/",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_every_public_answer_carries_the_same_cache_control(client, path):
    factories.released()
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == PUBLIC_CACHE
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies


def test_what_is_gone_is_answered_with_the_headers_of_what_never_was(client):
    edition = factories.released()
    take_down(edition, "retracted")
    gone = client.get(edition.get_absolute_url()).headers
    never = client.get("/en/no-such/").headers
    length = {"Content-Length"}
    assert {name: gone[name] for name in {*gone} - length} == {
        name: never[name] for name in {*never} - length
    }


@pytest.mark.parametrize("path", [*PUBLIC, "/admin/", "/admin/login/"])
def test_every_answer_carries_the_strict_policy(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", [*PUBLIC, "/admin/", "/admin/login/", "/healthz/live"])
def test_every_answer_over_https_asks_for_https_from_then_on(client, settings, path):
    """And lets no other site read it, whoever asks."""
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    headers = client.get(
        path, secure=True, headers={"Origin": "https://evil.example"}
    ).headers
    assert "max-age=63072000; includeSubDomains" in headers["Strict-Transport-Security"]
    assert not [name for name in headers if name.startswith("Access-Control-")]


@pytest.mark.parametrize("path", ["/en/", "/en/feed.rss", "/sitemap.xml"])
def test_an_unchanged_document_answers_304(client, path):
    factories.released()
    first = client.get(path)
    etag = first.headers["ETag"]
    assert not etag.startswith("W/")
    again = client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == etag
    assert again.headers["Cache-Control"] == PUBLIC_CACHE
    assert client.get(path, headers={"If-None-Match": '"x"'}).status_code == 200
    factories.released(title="Another text")
    changed = client.get(path, headers={"If-None-Match": etag})
    assert changed.status_code == 200


def test_the_desks_answers_are_never_stored(client):
    client.force_login(person("dara"))
    assert client.get("/admin/").headers["Cache-Control"] == "private, no-store"


def test_an_editors_session_changes_nothing_of_a_public_page(client):
    factories.released()
    anonymous = client.get("/en/").content
    client.force_login(person("petra"))
    assert client.get("/en/").content == anonymous


@pytest.mark.parametrize(
    "path",
    [
        "/%ff",
        "/%00",
        "http://testserver//evil.example/",
        "/en/99999999999999999999/x/",
        "/en/٢٠٢٦/x/",
    ],
)
def test_odd_paths_are_not_found_and_lead_nowhere(client, path):
    """H08."""
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert "Location" not in answer.headers


def test_a_foreign_host_is_refused(client):
    assert client.get("/en/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/en/no-such/", "/media/no-such", "/approve/x/"])
def test_what_is_not_there_is_so_whoever_asks(client, settings, path):
    """A session that is looked at, or ended, would tell of what is hidden."""
    stranger = client.get(path)
    for session in ("a" * 32, ""):
        client.cookies[settings.SESSION_COOKIE_NAME] = session
        answer = client.get(path)
        assert answer.headers == stranger.headers
        assert not answer.cookies
    client.force_login(person("petra"))
    assert client.get(path).headers == stranger.headers


def test_recordings_of_the_site_may_be_played_on_its_pages(client):
    policy = client.get("/en/").headers["Content-Security-Policy"]
    assert "media-src 'self'" in policy


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/language/fr/?to=/fr/", "/admin/"])
def test_a_redirect_is_no_document_whoever_it_is_for(client, path):
    answer = client.get(path)
    assert answer.status_code in (302, 303)
    assert "Content-Type" not in answer.headers
