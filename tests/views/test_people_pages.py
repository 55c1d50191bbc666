"""The page of a person: offices over time, everything signed, portrait, links."""

from datetime import date

import pytest

from publications.models import Person, PersonLink
from tests import factories

from .signers import MAY, TITLE, by_lu, data_of, page, somebody

pytestmark = pytest.mark.django_db


def test_the_persons_page_tells_offices_over_time_and_what_was_signed_in_each(client):
    person = somebody()
    earlier = person.appointments.create(
        begins_on=date(2020, 1, 1), begins_precision="year", ends_on=date(2026, 1, 31)
    )
    earlier.titles.create(language="en", title="Counsellor of Velmora")
    for title, day in (("Old text", date(2023, 1, 5)), ("New text", MAY.date())):
        factories.recorded(MAY, title=title, signatories=by_lu(), written_on=day)
    html = page(client, "/en/people/lu-mei/")
    offices, texts = html.split("</header>", 2)[1:]
    told = (
        *(
            "<bdi>10th</bdi> in this office (<bdi>Ambassador</bdi>)",
            "since <bdi>February 2026</bdi>",
        ),
        *("Arrived: <bdi>15 April 2026</bdi>", "<bdi>18 April 2026</bdi>"),
        *("Counsellor of Velmora", "<bdi>2020</bdi> to <bdi>31 January 2026</bdi>"),
    )
    for words in told:
        assert words in offices
    old = texts[texts.index("Old text") :]
    assert '<p class="names"><bdi>Counsellor of Velmora</bdi></p>' in old
    assert (
        f'<p class="names"><bdi>{TITLE}</bdi></p>' in texts[: texts.index("Old text")]
    )


def test_a_persons_page_tells_machines_other_names_and_pages(client):
    person = somebody()
    Person.objects.update(original_name="陆梅", original_language="zh-Hans")
    person.links.create(url="https://ministry.example/lu-mei")
    factories.recorded(MAY, signatories=by_lu())
    html = page(client, "/en/people/lu-mei/")
    assert (
        '<p class="original-name"><bdi lang="zh-Hans" dir="ltr">陆梅</bdi></p>'
    ) in html
    said = data_of(html)
    assert (said["name"], said["familyName"]) == ("Lu Mei", "Lu")
    assert said["alternateName"] == ["陆梅"]
    assert said["sameAs"] == ["https://ministry.example/lu-mei"]


class TestPortraits:
    @pytest.fixture
    def portrait(self):
        person = somebody()
        person.portrait = factories.picture()
        person.save()
        return person.portrait

    def test_it_is_private_until_a_text_of_theirs_is_live(self, client, portrait):
        address = portrait.get_absolute_url()
        factories.draft(signatories=by_lu())
        assert client.get(address).status_code == 404
        factories.recorded(MAY, signatories=by_lu())
        assert client.get(address).status_code == 200
        html = page(client, "/en/people/lu-mei/")
        assert f'src="{portrait.rendition_url("40", "jpg")}"' in html
        assert 'alt="Portrait of Lu Mei"' in html

    def test_it_is_private_again_when_nothing_is(self, client, portrait):
        edition = factories.released(signatories=by_lu())
        address = portrait.get_absolute_url()
        assert client.get(address).status_code == 200
        down = factories.decided("withdrawn")
        factories.do("withdraw", edition, "petra", decided=down)
        assert client.get(address).status_code == 404

    def test_who_only_translates_shows_no_portrait(self, client, portrait):
        factories.recorded(MAY, signatories=by_lu("translator"))
        assert client.get(portrait.get_absolute_url()).status_code == 404


def test_a_page_elsewhere_that_is_not_of_the_web_is_no_link(client, monkeypatch):
    """As if somebody had entered it by SQL before the database refused that."""
    person = somebody()
    person.links.create(url="https://ministry.example/lu-mei")
    factories.recorded(MAY, signatories=by_lu())
    read = PersonLink.from_db

    def poisoned(db, names, values):
        link = read.__func__(PersonLink, db, names, values)
        link.url = "javascript:alert(1)"
        return link

    monkeypatch.setattr(PersonLink, "from_db", poisoned)
    html = page(client, "/en/people/lu-mei/")
    assert 'href="javascript:' not in html
    assert "sameAs" not in data_of(html)
