"""Which addresses have finished documents, and what of a request their answer is of.

Nothing else of a request reaches the view that makes one: no cookie, no condition, no
part of the query string that it doesn't read. So no answer can depend on it.
Tests: tests/finished/test_application.py.
"""

from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote_plus, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import override

from publications import site_languages
from publications.models import Kind

# Of path, query and host together; of a header.
LONGEST, LONGEST_HEADER = 1000, 300  # characters

Names = frozenset[str]
_NOTHING: Names = frozenset()
_LIST: Names = frozenset({"before", "elsewhere"})
_FEED: Names = frozenset({"archive"})
_SEARCH = ("q", "page", "sort", "kind", "year", "language", "person", "topic", "outlet")
_SUBJECTS = ("person", "topic", "series", "outlet")

# By the names of views (`doors.DOORS`): what each reads of the query string. A public
# address that isn't here is answered by Django each time.
READS: dict[str, Names] = {
    **dict.fromkeys(["home", *(f"kind-{kind.path}" for kind in Kind)], _LIST),
    **dict.fromkeys([*_SUBJECTS, "year", "month"], _LIST),
    **dict.fromkeys(
        [
            *("home-feed", *(f"kind-{kind.path}-feed" for kind in Kind)),
            *(f"{name}-feed" for name in _SUBJECTS),
        ],
        _FEED,
    ),
    "text": _NOTHING,
    "plain": _NOTHING,
    "editions": frozenset({"from", "to"}),
    "edition": _NOTHING,
    "comparison": _NOTHING,
    "citation": _NOTHING,
    "corrections": frozenset({"before"}),
    "corrections-feed": _FEED,
    "pages": _NOTHING,
    "page": _NOTHING,
    "subscribe": _NOTHING,
    "search": frozenset(_SEARCH),
    "search-feed": frozenset({"q", "archive"}),
    "opensearch": _NOTHING,
    "manifest": _NOTHING,
    **dict.fromkeys(["sitemap", "sitemap-news"], _NOTHING),
    **dict.fromkeys(["sitemap-texts", "sitemap-own-pages"], frozenset({"p"})),
    **dict.fromkeys(["robots", "security"], _NOTHING),
}

# What the server says of itself and of the connection; for the logs, where from.
_PASSED_ON = (
    *("SCRIPT_NAME", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "REMOTE_ADDR"),
    *("REMOTE_PORT", "SERVER_SOFTWARE", "GATEWAY_INTERFACE", "PATH_INFO", "HTTP_HOST"),
    *("HTTP_X_FORWARDED_FOR", "HTTP_X_REQUEST_ID"),
)


class Place(NamedTuple):
    """Where a document stands: two requests of one place get the same."""

    host: str
    is_secure: bool
    path: str
    query: str
    # Of what has no language in its address: it may speak the reader's.
    language: str
    # What anybody may ask for without end has a part of its own (`shelf`).
    is_one_of_few: bool

    def request(self, environ: dict[str, Any]) -> dict[str, Any]:
        """The request of which the document is made, out of one that came."""
        made = {name: environ[name] for name in _PASSED_ON if name in environ}
        for name, value in environ.items():
            if name.startswith("wsgi."):
                made[name] = value
        made["REQUEST_METHOD"] = "GET"
        made["QUERY_STRING"] = self.query
        header, secure = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        if header and self.is_secure and header in environ:
            made[header] = secure
        if self.language:
            made["HTTP_ACCEPT_LANGUAGE"] = self.language
        return made


def place_of(environ: dict[str, Any]) -> Place | None:
    """None: there is no finished document for this request."""
    told = environ.get
    path, query, host = (
        environ["PATH_INFO"],
        told("QUERY_STRING", ""),
        told("HTTP_HOST", ""),
    )
    asked = told("HTTP_ACCEPT_LANGUAGE", "")
    trusted = settings.SECURE_PROXY_SSL_HEADER
    scheme = told(trusted[0]) if trusted else None
    if scheme is None:
        scheme, trusted = environ["wsgi.url_scheme"], None
    if len(path) + len(query) + len(host) > LONGEST or told("SCRIPT_NAME"):
        return None
    if len(asked) + len(scheme) > LONGEST_HEADER:
        return _found.__wrapped__(host, scheme, trusted, path, query, asked)
    return _found(host, scheme, trusted, path, query, asked)


# What is asked most is found at once; what differs in its languages alone, by `_place`.
@lru_cache(maxsize=4096)
def _found(
    host: str,
    scheme: str,
    trusted: tuple[str, str] | None,
    path: str,
    query: str,
    asked: str,
) -> Place | None:
    language = "" if is_in_a_language(path) else readers_language(asked)
    return _place(host, is_secure(scheme, trusted), path, query, language)


@lru_cache(maxsize=4096)
def _place(
    host: str, secure: bool, path: str, query: str, language: str
) -> Place | None:
    reads = reads_of(path)
    if reads is None:
        return None
    query = without_others(query, reads)
    return Place(host, secure, path, query, language, not query and is_ours(host))


def reads_of(path: str) -> Names | None:
    """What the view at this path reads of the query string; None: not one of these."""
    if not path.isascii():
        return None
    with override(site_languages.of_path(path) or settings.LANGUAGE_CODE):
        try:
            name = resolve(path).view_name
        except Resolver404:
            return None
    return READS.get(name)


def without_others(query: str, reads: Names) -> str:
    """Of a query string what is read, as it was written: `?utm_source=…` is of none."""
    kept = [
        pair
        for pair in query.split("&")
        if unquote_plus(pair.partition("=")[0]) in reads
    ]
    return "&".join(kept)


@lru_cache(maxsize=4096)
def is_in_a_language(path: str) -> bool:
    return site_languages.of_path(path) is not None


@lru_cache(maxsize=256)
def _preferred(asked: str) -> str:
    return site_languages.preferred(asked)


def readers_language(asked: str) -> str:
    if len(asked) > LONGEST_HEADER:
        return site_languages.preferred(asked)
    return _preferred(asked)


def is_secure(scheme: str, trusted: tuple[str, str] | None) -> bool:
    """As Django's request tells it: by the header of a front that is trusted
    (SECURE_PROXY_SSL_HEADER), or by the connection's own scheme."""
    if trusted:
        secure = trusted[1]
        return scheme == secure or scheme.split(",", 1)[0].strip() == secure
    return scheme == "https"


def is_ours(host: str) -> bool:
    """Whether it is one of a few: where any name under a domain is answered, there is
    no end of them, nor of ports."""
    name, _colon, port = host.rpartition(":")
    ports = {str(settings.PORT), str(urlsplit(settings.SITE_URL).port)}
    names = settings.ALLOWED_HOSTS
    return host in names or (name in names and port in ports)
