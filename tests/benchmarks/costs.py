"""What public pages and pages of the desk cost in a library of so many texts
(`multitude`): processor time of Python and PostgreSQL, nothing kept from before."""

import re
from collections.abc import Iterator
from statistics import median

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publications.models import Edition
from tests.people import person

from . import multitude
from .spending import on_processor

ROUNDS = 15
THINGS = (b"<item>", b"<entry", b'"content_html"', b"<loc>")
DESK = "/admin/publications/edition/"


def measure(number: int) -> dict[str, float]:
    public, publisher, figures = Client(), Client(), {}
    publisher.force_login(person("petra"))
    for name, client, path, headers in _pages(number, public, publisher):
        _spent(client, path, headers)  # as the second to ask it
        costs = [_spent(client, path, headers) for _round in range(ROUNDS)]
        figures[name] = median(costs)
        if name.startswith(("feed of", "feed written", "site map")):
            body = client.get(path).content
            figures[f"{name}, holds"] = sum(map(body.count, THINGS))
    return figures


def _spent(client: Client, path: str, headers: dict[str, str]) -> float:
    if not headers:  # else what was kept is what is asked about
        cache.clear()
    began = on_processor()
    answer = client.get(path, headers=headers)
    ended = on_processor()
    assert answer.status_code == (304 if headers else 200), (path, answer.status_code)
    return ended - began


def _pages(number: int, public: Client, publisher: Client) -> Iterator[tuple]:
    for name, path in public_pages(number, public):
        yield name, public, path, {}
    feed = "/en/feed.atom"
    etag = public.get(feed).headers["ETag"]
    yield "feed 304", public, feed, {"If-None-Match": etag}
    for name, path in desk_pages():
        yield name, publisher, path, {}


def public_pages(number: int, client: Client) -> Iterator[tuple[str, str]]:
    live = Edition.objects.listed(timezone.now()).filter(language="en")
    year = live[0].text.year
    middle = live[0].first_released_at - number * multitude.APART / 2
    yield "home", "/en/"
    yield "list of a kind", "/en/speeches/"
    yield "list of a kind, its second page", _older(client, "/en/speeches/")
    in_the_middle = live.filter(kind="speech", first_released_at__lt=middle)[0]
    cursor = f"en/{in_the_middle.revision.address.slug}"
    yield "list of a kind, in its middle", f"/en/speeches/?before={cursor}"
    yield "text", live.filter(text__relation="original")[7].get_absolute_url()
    for name, path in (
        ("person with a quarter of all", "/en/people/signer-0/"),
        ("person with thirty texts", "/en/people/signer-1/"),
        ("topic with a quarter of all", "/en/topics/subject-0/"),
    ):
        yield name, path
        yield f"{name}, second page", _older(client, path)
    for form in ("rss", "atom", "json"):
        yield f"feed written anew, {form}", f"/en/feed.{form}"
    yield "feed of a topic", "/en/topics/subject-0/feed.atom"
    yield "feed of a person", "/en/people/signer-0/feed.atom"
    yield "year", f"/en/{year}/"
    yield "corrections", "/en/corrections/"
    yield "subscribe", "/en/subscribe/"
    yield "site map, index", "/sitemap.xml"
    yield "site map, of texts", f"/sitemap-en-{year}.xml"
    yield "site map, own pages", "/sitemap-en.xml"
    yield "site map, news", "/sitemap-news.xml"


def desk_pages() -> Iterator[tuple[str, str]]:
    edition = Edition.objects.latest("pk")
    yield "desk, home", "/admin/"
    yield "desk, calendar", "/admin/calendar/"
    yield "desk, list", DESK
    yield "desk, list by state", f"{DESK}?state=live"
    yield "desk, list by kind", f"{DESK}?kind=op_ed"
    yield "desk, list searched", f"{DESK}?q={edition.text_id - 500}"
    yield "desk, form", f"{DESK}{edition.pk}/change/"


def _older(client: Client, path: str) -> str:
    """Where the link to the next page leads."""
    page = client.get(path).content.decode()
    found = re.search(r'href="([^"]*\?before=[^"]*)"', page)
    return path + found[1].replace("&amp;", "&") if found else path


def explain(number: int, least: float = 5, only: str = "") -> None:
    """What PostgreSQL does for each page, of the questions that take so many
    milliseconds; for whoever looks for what grows."""
    public, publisher = Client(), Client()
    publisher.force_login(person("petra"))
    for name, client, path, headers in _pages(number, public, publisher):
        if only not in name:
            continue
        _spent(client, path, headers)
        with CaptureQueriesContext(connection) as asked:
            _spent(client, path, headers)
        told = [each for each in asked if float(each["time"]) * 1000 >= least]
        print(f"== {name} {path}: {len(asked)} queries, {len(told)} of them slow")
        for each in told:
            print(f"-- {float(each['time']) * 1000:.0f} ms: {each['sql']}")
            if each["sql"].lstrip("(").startswith(("SELECT", "WITH")):
                with connection.cursor() as cursor:
                    cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {each['sql']}")
                    print("\n".join(line for (line,) in cursor.fetchall()))
