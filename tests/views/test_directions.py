"""Whatever is in another language says so; whatever is put in keeps its direction."""

from datetime import UTC, datetime
from html import unescape

import pytest

from publications import workflow
from tests import factories

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)
FIN = workflow.Signatory("آدا فين", "السيدة", "السفيرة")
TRANSLATOR = workflow.Signatory("T. Velk", "", "Press Office", "translator")


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def in_arabic(**changes):
    return factories.recorded(MAY, language="ar", title="نهران", **changes)


def test_a_latin_name_on_an_arabic_page_keeps_its_own_punctuation(client):
    signed = (factories.VENN, TRANSLATOR)
    edition = in_arabic(signatories=signed, place="Kaldar (Tarsenia)")
    html = read(client, edition.get_absolute_url())
    assert '<html lang="ar" dir="rtl">' in html
    assert "Ms. <a" in html.split('<span class="signature"><bdi>')[1][:8]
    assert "<bdi>Ada Venn</bdi>" in html
    assert "<bdi>T. Velk</bdi>، <bdi>Press Office</bdi>" in html
    assert "<bdi>Kaldar (Tarsenia)</bdi>" in html


def test_names_in_a_list_are_isolated_and_parted_as_the_language_does(client):
    in_arabic(signatories=(FIN, workflow.Signatory("Oren Halvik")))
    html = read(client, "/ar/")
    assert '<p class="names"><bdi>آدا فين</bdi>، <bdi>Oren Halvik</bdi></p>' in html
    head = read(client, "/ar/2026/nhran/").split("</head>")[0]
    assert "bdi" not in head


def test_a_text_in_a_list_of_several_languages_says_its_own(client):
    in_arabic(signatories=(factories.VENN,))
    html = read(client, "/en/people/ada-venn/")
    assert '<div class="item-text" lang="ar" dir="rtl">' in html
    assert '<bdi lang="ar" dir="rtl">العربية</bdi>' in html


def test_a_feeds_item_says_language_and_direction_around_all_of_it(client):
    first = in_arabic(signatories=(FIN,))
    edition = factories.new_edition(first, body="كلمات أخرى.")
    note = "صُحّح الرقم: 41."
    factories.do("release", edition, "petra", change="correction", public_note=note)
    feed = unescape(read(client, "/ar/feed.rss"))
    item = feed.split("<content:encoded>")[1]
    assert item.startswith('<div lang="ar" dir="rtl"><p><strong>')
    assert f'<span dir="auto">{note}</span></p>' in item
    assert item.split("</content:encoded>")[0].endswith("</div>")


def test_an_attachments_facts_are_parted_as_the_page_does(client):
    paper = factories.attachment(title="The gauges", language="en")
    edition = in_arabic(attachments=(str(paper.uuid),))
    html = read(client, edition.get_absolute_url())
    assert '<bdi lang="en" dir="ltr">The gauges</bdi>' in html
    assert "</bdi>، <bdi>" in html.split('class="file-facts"')[1]
