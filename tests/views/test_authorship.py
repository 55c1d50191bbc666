"""What readers are told of who signed, in what office, when, and where it appeared."""

from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from publications import workflow
from publications.models import (
    Appointment,
    AppointmentTitle,
)
from publications.workflow import Signatory
from tests import factories

from .signers import MAY, TITLE, blocks_of, by_lu, data_of, page, somebody

pytestmark = pytest.mark.django_db


def forms_of(client, edition) -> dict[str, bytes]:
    """Everything public that a released text is made of."""
    address = edition.get_absolute_url()
    paths = [address, "/en/feed.rss", f"{address}editions/1/"]
    paths += [
        f"{address}editions/1/citation.{e}" for e in ("txt", "bib", "ris", "json")
    ]
    return {path: client.get(path).content for path in paths}


def test_later_changes_of_person_and_office_change_no_byte_of_a_released_text(client):
    person = somebody()
    edition = factories.recorded(
        MAY, signatories=by_lu(), written_on=date(2026, 4, 20), place="Kaldar"
    )
    workflow.place(
        edition,
        "Kaldar Courier",
        by=factories.person("dara"),
        url="https://courier.example/1",
        appeared_on=date(2026, 4, 22),
        confirmed=True,
    )
    before = forms_of(client, edition)
    assert TITLE.encode() in before[edition.get_absolute_url()]

    AppointmentTitle.objects.update(title="Envoy of Velmora")
    name = person.names.get()
    name.display, name.family, name.given, name.honorific = "Mei Lu", "Mei", "Lu", "Dr"
    name.save()
    person.spellings.create(spelling="Lu Mey")
    Appointment.objects.update(ends_on=date(2026, 6, 1), ordinal=11)
    later = person.appointments.create(begins_on=date(2026, 6, 2), leads="head")
    later.titles.create(language="en", title="Minister of Foreign Affairs")
    person.accounts.add(factories.person("hugo"))

    assert forms_of(client, edition) == before
    html = page(client, "/en/people/lu-mei/")
    assert "Minister of Foreign Affairs" in html


def test_what_machines_read_of_a_text(client):
    somebody()
    edition = factories.recorded(
        MAY,
        signatories=(*by_lu(), Signatory("Tom Ask", role="translator")),
        written_on=date(2026, 4, 20),
        place="Kaldar",
    )
    workflow.place(
        edition,
        "Kaldar Courier",
        by=factories.person("dara"),
        url="https://courier.example/1",
        confirmed=True,
    )
    said = data_of(page(client, edition.get_absolute_url()))
    assert said["@type"] == "OpinionNewsArticle"
    assert said["author"] == [
        {
            "@type": "Person",
            "name": "Lu Mei",
            "honorificPrefix": "Ms.",
            "familyName": "Lu",
            "givenName": "Mei",
            "jobTitle": TITLE,
            "url": "https://press.example/en/people/lu-mei/",
        }
    ]
    assert said["translator"] == [{"@type": "Person", "name": "Tom Ask"}]
    assert said["isBasedOn"] == "https://courier.example/1"
    assert said["sourceOrganization"]["name"] == "Kaldar Courier"
    assert said["dateCreated"] == "2026-04-20"
    assert said["datePublished"] == said["dateModified"] == "2026-05-06T07:30:00+00:00"
    assert said["image"]["url"].endswith(f"{edition.get_absolute_url()}card.png")


@pytest.mark.parametrize(
    ("kind", "path", "type_"),
    [
        ("press_release", "press-releases", "NewsArticle"),
        ("article", "articles", "Article"),
    ],
)
def test_machines_are_told_what_a_text_is_and_the_way_to_it(client, kind, path, type_):
    edition = factories.released(kind=kind)
    address = edition.get_absolute_url()
    blocks = blocks_of(page(client, address))
    assert blocks[0]["@type"] == type_
    steps = [step["item"] for step in blocks[1]["itemListElement"]]
    root = "https://press.example"
    assert steps == [f"{root}/en/", f"{root}/en/{path}/", root + address]


def test_a_title_ends_no_block_of_data_early(client):
    title = "</script><script>alert(1)</script>&\u2028"
    edition = factories.recorded(MAY, title=title, slug="odd")
    html = page(client, edition.get_absolute_url())
    assert "<script>alert" not in html
    assert data_of(html)["headline"].startswith("</script><script>")


def test_dates_are_told_apart(client):
    edition = factories.recorded(MAY, written_on=date(2026, 4, 20))
    html = page(client, edition.get_absolute_url())
    written = html.index('<span class="label">Written</span>')
    released = html.index('<span class="label">Released here</span>')
    assert "20 April 2026" in html[written:released]
    assert "(UTC)" in html[released : released + 300]
    assert '<span class="label">Correction</span>' not in html

    second = factories.new_edition(edition)
    note = "A figure was wrong."
    factories.do("release", second, "petra", change="correction", public_note=note)
    html = page(client, edition.get_absolute_url())
    assert '<span class="label">Correction</span>' in html
    said = data_of(html)
    assert said["dateModified"] > said["datePublished"]
    assert said["correction"][0]["text"] == note


def test_a_technical_change_moves_no_date(client):
    edition = factories.recorded(MAY)
    said = data_of(page(client, edition.get_absolute_url()))
    factories.do("release", factories.new_edition(edition), "petra", change="technical")
    again = data_of(page(client, edition.get_absolute_url()))
    assert again["dateModified"] == said["dateModified"]


class TestKinds:
    def speech(self, **changes):
        values = {
            "kind": "speech",
            "signatories": by_lu("speaker"),
            "event": "Opening of the library",
            "place": "Kaldar",
            "written_on": date(2026, 5, 5),
            **changes,
        }
        return factories.released(**values)

    def test_a_speech_is_checked_against_delivery_until_it_is_as_delivered(
        self, client
    ):
        somebody()
        edition = self.speech(fidelity="drafted")
        address = edition.get_absolute_url()
        html = page(client, address)
        for words in ("check against delivery", "Opening of the library", "Delivered"):
            assert words in html
        assert "check against delivery" in page(client, "/en/feed.rss")

        second = factories.do("revise", edition, "dara")
        content = workflow.content_of(second.revision)
        delivered = replace(content, fidelity="delivered")
        factories.do("save", second, "dara", content=delivered)
        factories.do("submit", second, "dara")
        factories.do("approve", second, "rhea")
        factories.do(
            "release", second, "petra", change="update", public_note="As delivered."
        )
        assert "check against delivery" not in page(client, address)
        assert "check against delivery" not in page(client, "/en/feed.rss")

    def test_a_speech_tells_machines_its_occasion(self, client):
        somebody()
        said = data_of(page(client, self.speech().get_absolute_url()))
        assert said["recordedAt"]["name"] == "Opening of the library"
        assert said["recordedAt"]["location"]["name"] == "Kaldar"

    def test_a_statement_has_the_body_that_issues_it(self, client):
        factories.leading()
        edition = factories.approved(
            kind="press_release", signatories=(), issuer="Ministry of Water of Velmora"
        )
        edition = factories.do("release", edition, "petra")
        html = page(client, edition.get_absolute_url())
        issued = (
            '<p class="signatory issuer"><bdi>Ministry of Water of Velmora</bdi></p>'
        )
        assert issued in html
        assert data_of(html)["author"] == [
            {"@type": "Organization", "name": "Ministry of Water of Velmora"}
        ]

    def test_an_interview_has_two_sides_and_one_author(self, client):
        somebody()
        asked = Signatory("Lenna Quist", role="interviewer")
        edition = factories.released(
            kind="interview", signatories=(*by_lu("interviewee"), asked)
        )
        html = page(client, edition.get_absolute_url())
        assert "Interviewer" in html
        assert "/people/lenna-quist/" not in html
        said = data_of(html)
        assert [author["name"] for author in said["author"]] == ["Lu Mei"]
        assert said["contributor"][0]["name"] == "Lenna Quist"

    def test_a_translator_is_credited_and_signs_nothing(self, client):
        somebody()
        translator = Signatory("Tom Ask", role="translator")
        edition = factories.released(signatories=(*by_lu(), translator))
        html = page(client, edition.get_absolute_url())
        assert "Translated by" in html
        assert 'content="Lu Mei"' in html
        assert edition.revision.byline == f"Ms. Lu Mei, {TITLE}"

    def test_whoever_signs_for_themselves_is_disclaimed(self, client):
        somebody()
        edition = factories.released(signatories=by_lu(capacity="personal"))
        words = (
            "<bdi>Lu Mei</bdi> writes here in a personal capacity, and not for the "
            "mission."
        )
        assert words in page(client, edition.get_absolute_url())
        assert words in unescape(page(client, "/en/feed.rss"))


def test_languages_that_are_live_lead_to_one_another(client):
    edition = factories.released()
    other = workflow.translate(edition, "fr", "official", by=factories.person("dara"))
    alone = page(client, edition.get_absolute_url())
    assert 'hreflang="fr" href=' not in alone.split("</head>")[0]
    content = factories.content(title="Deux rivières", slug="deux-rivieres")
    factories.do("save", other, "dara", content=content)
    for act, by in (("submit", "dara"), ("approve", "rhea"), ("release", "petra")):
        other = factories.do(act, other, by)
    head = page(client, edition.get_absolute_url()).split("</head>")[0]
    french = f"https://press.example{other.get_absolute_url()}"
    assert f'<link rel="alternate" hreflang="fr" href="{french}">' in head
    said = data_of(page(client, other.get_absolute_url()))
    assert said["translationOfWork"]["url"].endswith(edition.get_absolute_url())
