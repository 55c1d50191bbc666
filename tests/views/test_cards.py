"""The picture beside a link to a text: while the text is live, and never before."""

from datetime import timedelta

import pytest

from publications import clock
from publications.images import social
from publications.middleware import MEDIA_CACHE
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(monkeypatch):
    """Every card that was drawn."""
    cards = []

    def draw(card):
        cards.append(card)
        return b"PNG", True

    monkeypatch.setattr(social, "draw", draw)
    return cards


def address(edition):
    return f"{factories.again(edition).get_absolute_url()}card.png"


def test_a_live_text_has_one_with_its_words(client, drawn, settings):
    edition = factories.released(title="A card of its own")
    answer = client.get(address(edition))
    assert (answer.status_code, answer.content) == (200, b"PNG")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == MEDIA_CACHE
    (card,) = drawn
    assert (card.title, card.signed) == ("A card of its own", "Ada Venn")
    assert (card.kind, card.mission) == ("Op-ed", settings.MISSION_NAME)
    etag = {"HTTP_IF_NONE_MATCH": answer.headers["ETag"]}
    assert client.get(address(edition), **etag).status_code == 304
    assert client.get(address(edition)).content == b"PNG" and len(drawn) == 1
    html = client.get(edition.get_absolute_url()).content.decode()
    shown = f'property="og:image" content="{settings.SITE_URL}{address(edition)}"'
    assert shown in html


def test_a_real_one_is_a_picture(client):
    answer = client.get(address(factories.released(title="Drawn for once")))
    assert answer.content.startswith(b"\x89PNG")


def test_what_is_to_come_or_was_taken_down_has_none(client, drawn, monkeypatch):
    moment = factories.soon()
    edition = factories.scheduled(moment, title="Later")
    monkeypatch.setattr(clock, "moment", lambda: moment - timedelta(seconds=1))
    assert client.get(address(edition)).status_code == 404
    monkeypatch.setattr(clock, "moment", lambda: moment)
    assert client.get(address(edition)).status_code == 200
    monkeypatch.undo()
    for made in (factories.withdrawn, factories.retracted):
        gone = made(title=f"Gone by {made.__name__}")
        assert client.get(address(gone)).status_code == 404


def test_a_machine_without_fonts_says_so_once_in_the_log(client, monkeypatch, caplog):
    monkeypatch.setattr(social, "draw", lambda card: (b"PNG", False))
    edition = factories.released(title="Without letters")
    for _time in range(2):
        assert client.get(address(edition)).status_code == 200
    assert len([r for r in caplog.records if "No font" in r.getMessage()]) == 1


def test_a_lead_picture_stands_in_its_place(client):
    image = factories.described(factories.picture())
    edition = factories.released(lead=str(image.uuid))
    html = client.get(factories.again(edition).get_absolute_url()).content.decode()
    assert "card.png" not in html and 'property="og:image"' in html
