"""Attacks that no other file tries, by their number in the list of cases."""

import io
import json
import logging
import re
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import URLField
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from publications import attachments, images, traces, workflow
from publications.identity.source import source_of
from publications.models import Delivery
from tests import factories
from tests.admin.test_editions import press, shown, sign_in
from tests.people import person

pytestmark = pytest.mark.django_db

TYPED = '"><svg/onload=alert(1)>{{7*7}}</title><script>alert(2)</script>'
IMG = 'Statement <img src=x onerror="alert(1)">'
EVERY_PAGE = ("/en/", "/en/feed.rss", "/en/feed.atom", "/en/feed.json")


def test_x01_x13_raw_html_is_text_on_page_feed_desk_and_mail(client):
    """X01, X13: the words are there, no element of them is, whatever a policy says."""
    edition = factories.released(body=IMG, title="Raw")
    pages = [client.get(p).content.decode() for p in EVERY_PAGE[:1]]
    pages.append(client.get(edition.get_absolute_url()).content.decode())
    sign_in(client, "petra")
    pages.append(shown(client, edition))
    for page in pages:
        assert not re.search(r"<img[^>]*onerror", page)
    for item in ElementTree.fromstring(client.get("/en/feed.rss").content).iter():
        assert not re.search(r"<img[^>]*onerror", item.text or "")


def test_x05_x06_a_title_is_text_wherever_it_stands(client):
    """X05, X06: page, data for machines, feeds and desk; a script element ends none."""
    edition = factories.released(title=TYPED, summary=TYPED, byline=TYPED)
    address = edition.get_absolute_url()
    sign_in(client, "petra")
    asked = (*EVERY_PAGE[:1], address, "/admin/publications/edition/")
    for path in asked:
        page = client.get(path).content.decode()
        assert "<svg/onload" not in page and "<script>alert" not in page, path
    page = client.get(address).content.decode()
    blocks = re.findall(
        r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page
    )
    assert blocks and not any("<" in block for block in blocks)
    assert any("alert(2)" in json.dumps(json.loads(block)) for block in blocks)
    for path in ("/en/feed.rss", "/en/feed.atom"):
        ElementTree.fromstring(client.get(path).content)


def test_h01_absolute_addresses_are_the_sites_own_whoever_asks(client):
    """H01: a forwarded host is never believed, a foreign one refused."""
    factories.released()
    told = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    for path in (*EVERY_PAGE, "/sitemap.xml", "/robots.txt"):
        answer = client.get(path, headers=told)
        assert b"evil.example" not in answer.content, path
    for host in ("evil.example", "press.example@evil.example", "press.example evil"):
        assert client.get("/en/", headers={"Host": host}).status_code == 400
    # What two Host headers come as; and ports that there are not.
    odd = ("press.example,evil.example", "testserver:99999", "testserver:0")
    for host in (*odd, "press.example:8443", "press.example:"):
        for path in ("/en/", "/static/publications/site.css", "/admin/login/"):
            answer = client.get(path, headers={"Host": host})
            assert answer.status_code == 400, (host, path)
    for host in ("press.example:443", "testserver:8000"):
        assert client.get("/en/", headers={"Host": host}).status_code == 200


def test_h05_what_a_visitor_says_of_themselves_lets_in_nobody(client, settings):
    """H05: with an underscore they come as the same; that the front drops them is told
    in docs/operating/front.md. Without a front nothing of it is believed."""
    person("petra")
    settings.FRONT_SERVERS = 0
    forged = {"REMOTE_USER": "petra", "HTTP_REMOTE_USER": "petra"}
    assert client.get("/admin/", **forged).status_code == 302
    told = {"HTTP_X_FORWARDED_FOR": "203.0.113.9", "REMOTE_ADDR": "198.51.100.7"}
    request = RequestFactory().get("/", **told)
    assert traces.source_of(request) == source_of(request) == "198.51.100.7"
    strict = Client(enforce_csrf_checks=True)
    typed = {"username": "petra", "password": "x"}
    answer = strict.post("/admin/login/", typed, HTTP_X_CSRFTOKEN="a" * 64)
    assert answer.status_code == 403


def test_h03_an_address_of_the_desk_with_an_ending_is_not_stored(client):
    """H03: no cache keeps what a signed-in person saw at a misleading address. Django's
    desk leads from a few of them to its pages, which are as private."""
    sign_in(client, "petra")
    for path in ("/admin/x.css", "/admin/publications/edition/a.png"):
        answer = client.get(path, follow=True)
        assert answer.status_code == 404 or answer.redirect_chain
        assert answer.headers["Cache-Control"] == "private, no-store"
        first = client.get(path)
        assert first.headers["Cache-Control"] == "private, no-store"
    for path in ("/preview/t/a.png", "/en/2026/slug/..%2fadmin", "/en/..%2fadmin/"):
        assert client.get(path).status_code == 404, path


def test_x08_an_address_that_runs_something_is_not_stored_by_sql_either():
    """X08: no page has to show one: the database has addresses of the web alone."""
    placement = factories.placed(factories.released())
    link = factories.leading().links.create(url="https://a.example/")
    kept = {type(row): row for row in (placement, placement.outlet, link)}
    columns = {
        (model, field.name)
        for model in apps.get_app_config("publications").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, URLField)
    }
    assert {model for model, _name in columns} == set(kept)
    for model, name in columns:
        with pytest.raises(IntegrityError), transaction.atomic():
            here = model.objects.filter(pk=kept[model].pk)
            here.update(**{name: "javascript:alert(1)"})


def test_u23_a_file_that_scanners_know_is_none_that_is_taken():
    """U23: there is no scanner; what comes in is what it says, made anew or refused."""
    known = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    data = known.encode()
    for name in ("a.pdf", "a.docx", "a.odt", "a.mp3"):
        with pytest.raises(attachments.Refused):
            workflow.take_attachment_in(
                io.BytesIO(data), len(data), name, language="en", by=person("dara")
            )
    with pytest.raises(images.Refused):
        workflow.take_picture_in(data, "a.png", by=person("dara"))


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "PROPFIND"])
def test_h06_other_methods_are_refused(client, method):
    """H06, at addresses of each kind; test_doors asks all of them."""
    for path in ("/en/", "/robots.txt", "/en/feed.rss", "/admin/", "/admin/login/"):
        assert client.generic(method, path).status_code == 405, path


@pytest.mark.parametrize(
    "asked", ["' OR 1=1--", "%_", "'));select pg_sleep(5)--", '" NEAR (', "*:*"]
)
def test_i01_signs_of_sql_are_words(client, asked):
    """I01: no error, and no statement has a word of it: a delay would need one."""
    factories.released()
    said = []

    def note(execute, sql, params, many, context):
        said.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        for name in ("q", "topic", "person", "kind", "year"):
            told = urlencode({"q": "rivers", name: asked})
            assert client.get(f"/en/search/?{told}").status_code == 200
    assert said and not any(asked in sql or "pg_sleep" in sql for sql in said)


def test_i06_a_title_adds_no_header_to_a_letter():
    """I06: the subject of each letter about it is one line."""
    person("rhea")  # who is told of it
    edition = factories.draft(title="x\r\nBcc: a@b.example")
    factories.do("submit", edition, "dara")
    subjects = list(Delivery.objects.values_list("subject", flat=True))
    assert subjects and all("x Bcc: a@b" in each for each in subjects)
    assert not any(set("\r\n") & set(each) for each in subjects)


@pytest.mark.parametrize("page", ["999999999999", "-1", "1e9", "%00", "x" * 5000])
def test_d08_a_number_of_a_page_beyond_all_costs_no_more(client, page):
    """D08: on lists and in search, as many questions as the first page or fewer."""
    factories.released()
    client.get("/en/")
    for path in ("/en/?page=", "/en/search/?q=a&page="):
        with CaptureQueriesContext(connection) as first:
            client.get(path + "1")
        with CaptureQueriesContext(connection) as beyond:
            assert client.get(path + page).status_code in (200, 404)
        assert len(beyond) <= len(first)


def test_d08_too_many_fields_are_refused(client):
    """D08: five thousand values in a query."""
    sign_in(client, "petra")
    told = "&".join(f"id__in={number}" for number in range(5000))
    answer = client.get(f"/admin/publications/person/?{told}")
    assert answer.status_code == 400 and b"fields" in answer.content


def test_d10_a_body_of_ten_megabytes_is_refused_in_words(client):
    """D10: 400, in a sentence, and nothing is stored."""
    edition = factories.draft()
    sign_in(client, "dara")
    address = f"/admin/publications/edition/{edition.pk}/change/"
    answer = client.post(address, {"body": "x" * 10_000_000, "title": "A"})
    assert answer.status_code == 400
    assert "5 MB" in answer.content.decode()
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert factories.again(edition).revision == edition.revision


def test_d13_slow_filters_are_used_nowhere():
    """D13: a template that used one would be found by `.ci/semgrep.yml`, too."""
    folders = (configured.BASE_DIR / "templates", configured.BASE_DIR / "publications")
    used = [
        path
        for folder in folders
        for path in folder.rglob("*.html")
        if re.search(r"\|\s*(truncate\w+_html|striptags)", path.read_text("utf-8"))
    ]
    assert used == []


@pytest.mark.parametrize("bad", ["\0", "\x0b", "\x1b", "\ufffe", "\u202e"])
def test_t01_t03_what_breaks_a_feed_is_refused_at_the_field(client, bad):
    """T01, T03: and the feed stays well formed."""
    edition = factories.draft()
    sign_in(client, "dara")
    press(client, edition, title=f"A{bad}B", summary=f"A{bad}B")
    assert factories.again(edition).revision == edition.revision
    with pytest.raises((ValidationError, workflow.Refused)):
        content = factories.content(title=f"A{bad}B")
        factories.do("save", edition, "dara", content=content)
    ElementTree.fromstring(client.get("/en/feed.rss").content)


def test_r01_a_picture_of_elsewhere_is_asked_for_by_nobody(client, monkeypatch):
    """R01: neither by the server nor by the reader's browser."""
    monkeypatch.setattr("socket.create_connection", None)
    body = "![a](http://127.0.0.1:18999/x.png) ![b](//10.0.0.1/) ![c](http://[::1]/)"
    edition = factories.released(body=body)
    page = client.get(edition.get_absolute_url()).content.decode()
    assert not re.search(r'(src|srcset)="(https?:)?//(127|10|\[)', page)


def test_a_form_of_another_site_is_refused(caplog):
    caplog.set_level(logging.CRITICAL)
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("petra"))
    asked = {"Origin": "https://evil.example", "Referer": "https://evil.example/"}
    answer = client.post("/admin/profile/", {}, headers=asked)
    assert answer.status_code == 403
