"""A text as Markdown and plain text: what it holds, and what its copies prove."""

import hashlib
import html
import re

import pytest

from tests import factories
from tests.views.test_editions import MAY, corrected, scheduled, take_down, text

pytestmark = pytest.mark.django_db

PAGE = "/en/2026/rivers/"
FORMS = pytest.mark.parametrize("form", ["md", "txt"])


def get(client, form, status=200):
    answer = client.get(f"{PAGE}index.{form}")
    assert answer.status_code == status
    return answer


@FORMS
def test_it_holds_what_the_page_holds(client, form, settings):
    said = {"subtitle": "On water", "summary": "A summary.", "body": "## A part\n\nB."}
    edition = text(**said)
    answer = get(client, form)
    words = answer.content.decode()
    for part in (
        *("Two Rivers, One Valley", "On water", "A summary.", "A part", "Ada Venn"),
        settings.SITE_URL + PAGE,
        "Edition 1, 6 May 2026",
        f"embassy’s record: SHA-256 {edition.revision.digest}",
    ):
        assert part in words
    assert ("## A part" in words) == (form == "md")
    assert answer.headers["Content-Type"].endswith("; charset=utf-8")
    assert answer.headers["X-Robots-Tag"] == "noindex"


@FORMS
def test_the_page_tells_the_digest_of_the_very_bytes(client, form):
    text()
    page = client.get(PAGE).content.decode()
    found = re.search(
        rf'href="{PAGE}index.{form}"[^>]*>index.{form}</a></dt>\s*<dd><code[^>]*>'
        "([0-9a-f]{64})</code>",
        page,
    )
    assert found[1] == hashlib.sha256(get(client, form).content).hexdigest()


@FORMS
def test_another_address_leads_to_its_own(client, form):
    edition = text()
    answer = client.get(f"/en/2020/rivers/index.{form}")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"{PAGE}index.{form}"
    corrected(edition, slug="two-rivers")
    answer = client.get(f"{PAGE}index.{form}")
    assert answer.headers["Location"] == f"/en/2026/two-rivers/index.{form}"


@FORMS
def test_nothing_is_there_before_its_moment_or_under_another_name(client, form):
    get(client, form, 404)
    edition = text(body="What is public.")
    get(client, "html", 404)
    scheduled(edition, factories.soon(), body="What is to come.")
    assert "to come" not in get(client, form).content.decode()


@FORMS
def test_what_was_taken_down_is_plain_about_it(client, form):
    edition = text()
    take_down(edition)
    words = get(client, form).content.decode()
    assert words.startswith("This text was withdrawn on ") and "It was wrong." in words
    assert "index.md" not in client.get(PAGE).content.decode()
    take_down(edition, "retracted")
    answer = get(client, form, 410)
    assert "Two Rivers" not in answer.content.decode()


@FORMS
def test_what_was_replaced_leads_to_its_successor(client, form):
    other = factories.recorded(MAY, title="The new one")
    take_down(text(), "replaced", replacement=other.text)
    answer = get(client, form, 301)
    assert answer.headers["Location"] == other.get_absolute_url()


def test_pictures_have_addresses_in_the_markdown(client, settings):
    image = factories.described(factories.picture())
    text(body=f"Words.\n\n![](image:{image.uuid})\n\nMore.")
    words = get(client, "md").content.decode()
    (address,) = re.findall(r"!\[\]\((\S+)\)", words)
    assert address.startswith(settings.SITE_URL)
    assert client.get(address.removeprefix(settings.SITE_URL)).status_code == 200


def test_letters_are_themselves(client):
    text(title="Ə & “İ” <b>", body="5 < 6 & 7")
    for form in ("md", "txt"):
        words = get(client, form).content.decode()
        assert "Ə & “İ” <b>" in words and html.escape("5 < 6") not in words
