"""What readers, machines and subscribers find of a text's pictures and attachments."""

import json
import re

import feedparser
import pytest
from django.conf import settings
from django.template.defaultfilters import filesizeformat

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    picture = factories.described(
        factories.picture(), caption="The valley in May", credit="L. Orr"
    )
    speech = factories.attachment(
        title="The speech, as heard", transcript="*Ladies* and gentlemen."
    )
    return factories.released(
        kind="speech", lead=str(picture.uuid), attachments=(str(speech.uuid),)
    )


def html(client, edition):
    return client.get(edition.get_absolute_url()).content.decode()


def test_the_lead_picture_stands_above_the_text(client, text):
    shown = html(client, text)
    figure = shown.index("<figure>")
    assert figure < shown.index("<p>The first paragraph.")
    assert "The valley in May" in shown
    assert 'Photo: <span dir="auto">L. Orr</span>' in shown
    assert 'loading="eager"' in shown


def test_attachments_say_what_they_are(client, text):
    shown = html(client, text)
    use = text.revision.attachment_uses.get()
    address = use.attachment.get_absolute_url()
    section = re.search(r'<section class="attachments".*?</section>', shown, re.S)[0]
    assert f'href="{address}" type="audio/mpeg" hreflang="en"' in section
    assert f'<audio controls preload="none" src="{address}"' in section
    assert '<time datetime="PT3S">0:03</time>' in section
    assert filesizeformat(use.attachment.size) in section
    assert "English" not in section
    french = {"language": "fr", "title": "Le discours"}
    other = factories.attachment("discours.mp3", 4, **french)
    both = (str(use.attachment.uuid), str(other.uuid))
    shown = html(client, factories.released(title="Two", attachments=both))
    assert "Le discours" in shown and "<bdi>MP3</bdi>" in shown
    assert "French" in shown.split('class="attachments"')[1].split("</section>")[0]
    assert "<em>Ladies</em> and gentlemen." in section


def test_an_earlier_edition_shows_its_own(client, text):
    draft = factories.do("revise", text, "dara")
    factories.do("save", draft, "dara", content=factories.content(title="New"))
    factories.do("submit", draft, "dara")
    factories.do("approve", draft, "rhea")
    live = factories.do("release", draft, "petra", change="technical")
    assert "<figure>" not in html(client, live)
    earlier = client.get(f"{text.get_absolute_url()}editions/1/").content.decode()
    assert "<figure>" in earlier
    assert "The speech, as heard" in earlier


def test_machines_read_of_both(client, text):
    shown = html(client, text)
    picture = text.revision.image_uses.get().image
    card = f"{settings.SITE_URL}/media/{picture.uuid}/card.jpg"
    assert f'<meta property="og:image" content="{card}">' in shown
    assert '<meta property="og:image:alt" content="A river in its valley">' in shown
    assert '<meta name="twitter:card" content="summary_large_image">' in shown
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', shown)[1]
    told = json.loads(block)
    assert told["image"]["url"] == card
    assert told["image"]["creditText"] == "L. Orr"
    (file,) = told["associatedMedia"]
    assert (file["@type"], file["duration"]) == ("AudioObject", "PT3S")


def test_a_feed_encloses_the_recording(client, text):
    (entry,) = feedparser.parse(client.get("/en/feed.rss").content).entries
    attachment = text.revision.attachment_uses.get().attachment
    (enclosure,) = entry.enclosures
    assert enclosure.href == settings.SITE_URL + attachment.get_absolute_url()
    assert enclosure.length == str(attachment.size)
    assert enclosure.type == "audio/mpeg"
    content = entry.content[0].value
    assert f"{settings.SITE_URL}/media/" in content
    assert 'src="/' not in content
    assert "The speech, as heard" in content
    assert "<em>Ladies</em>" in content


def test_what_was_taken_down_encloses_nothing(client, text):
    down = factories.decided("retracted")
    factories.do("withdraw", text, "petra", decided=down)
    (entry,) = feedparser.parse(client.get("/en/feed.rss").content).entries
    assert entry.enclosures == []
