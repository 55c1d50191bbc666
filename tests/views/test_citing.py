"""How an edition is cited: the same bytes for ever."""

import json
from datetime import UTC, date, datetime

import bibtexparser
import pytest
import rispy

from publications import clock, workflow
from publications.models import (
    AppointmentTitle,
    Edition,
    Person,
    PersonName,
    Placement,
)
from publications.views.citing import FORMS, citation_of, cited, edition_address
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 22, 30, tzinfo=UTC)
FIRST = "/en/2026/rivers/editions/1/"
MEI = workflow.Signatory("Lu Mei", "Ms.", "Ambassador")


def known(display, family, given, language="en"):
    """A person whose parts of the name were entered."""
    who = Person.objects.create(slug=f"{family}-{given}".lower())
    who.names.create(language=language, display=display, family=family, given=given)
    return who


def text(**changes):
    return factories.recorded(MAY, **{"slug": "rivers", **changes})


def read(edition) -> Edition:
    return Edition.objects.to_read().get(pk=edition.pk)


def citation(edition):
    return citation_of(read(edition))


def corrected(edition, **changes):
    new = factories.do("revise", edition, "dara")
    content = factories.content(**{"slug": "rivers", **changes})
    factories.do("save", new, "dara", content=content)
    factories.do("submit", new, "dara")
    factories.do("approve", new, "rhea")
    return factories.do(
        "release", new, "petra", change="correction", public_note="Two."
    )


def files(client, path=FIRST):
    answers = {form: client.get(f"{path}citation.{form}") for form in FORMS}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {form: answer.content.decode() for form, answer in answers.items()}


class TestTheFiles:
    def test_each_is_served_as_what_it_is(self, client):
        text()
        types = {
            "txt": "text/plain; charset=utf-8",
            "bib": "application/x-bibtex; charset=utf-8",
            "ris": "application/x-research-info-systems; charset=utf-8",
            "json": "application/vnd.citationstyles.csl+json; charset=utf-8",
        }
        for form, media_type in types.items():
            answer = client.get(f"{FIRST}citation.{form}")
            assert answer.headers["Content-Type"] == media_type
            assert answer.headers["Content-Disposition"] == (
                f'attachment; filename="rivers-1.{form}"'
            )
            assert answer.headers["X-Robots-Tag"] == "noindex"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_each_is_read_by_the_libraries_and_names_the_edition(self, client):
        known("Lu Mei", "Lu", "Mei")
        text(signatories=(MEI,))
        written = files(client)
        url = f"https://press.example{FIRST}"
        [entry] = bibtexparser.parse_string(written["bib"]).entries
        [record] = rispy.loads(written["ris"], newline="\r\n")
        [item] = json.loads(written["json"])
        assert (entry["author"], entry["url"]) == ("Lu, Mei", url)
        assert (record["authors"], record["urls"]) == (["Lu, Mei"], [url])
        assert item["author"] == [{"family": "Lu", "given": "Mei"}]
        assert item["URL"] == url
        assert written["txt"] == (
            "Lu Mei. “Two Rivers, One Valley”. Embassy of Velmora in Tarsenia, "
            f"6 May 2026. Edition 1. {url}\n"
        )

    @pytest.mark.parametrize("form", ["xml", "BIB", "bib_", "txt-", "class"])
    def test_a_form_that_there_is_not_is_not_found(self, client, form):
        text()
        assert client.get(f"{FIRST}citation.{form}").status_code == 404

    def test_none_is_there_before_the_second(self, client, monkeypatch):
        edition = factories.scheduled(moment := factories.soon(), slug="rivers")
        path = f"{edition_address(read(edition))}citation.txt"
        for seconds, status in ((-1, 404), (0, 200)):
            asked = moment.timestamp() + seconds
            monkeypatch.setattr(
                clock, "moment", lambda asked=asked: datetime.fromtimestamp(asked, UTC)
            )
            assert client.get(path).status_code == status


class TestForEver:
    def test_what_changes_later_changes_no_byte(self, client):
        known("Lu Mei", "Lu", "Mei")
        edition = text(signatories=(MEI,), issuer="Ministry of Water")
        before = files(client)
        PersonName.objects.update(display="Mei Lu-Venn", family="Lu-Venn", given="M.")
        AppointmentTitle.objects.update(title="Minister")
        Person.objects.update(slug="mei", original_name="卢梅")
        corrected(edition, slug="valley", title="Another", signatories=())
        assert files(client) == before
        answer = client.get("/en/2026/rivers/")
        assert answer.headers["Location"] == "/en/2026/valley/"

    def test_the_day_is_that_of_its_own_release_where_the_mission_is(self, settings):
        settings.TIME_ZONE = "Asia/Baku"
        edition = text()
        assert citation(edition).issued == date(2026, 5, 7)
        second = corrected(edition)
        assert citation(second).issued > date(2026, 5, 7)
        assert citation(edition).issued == date(2026, 5, 7)

    def test_keys_name_one_edition_among_all(self):
        edition = text()
        others = [corrected(edition), text(language="fr"), text(slug="other")]
        keys = {citation(each).key for each in [edition, *others]}
        assert len(keys) == 4
        assert all(key.isascii() for key in keys)


class TestWhoIsCited:
    def names(self, edition, part="authors"):
        return [name.printed for name in getattr(citation(edition), part)]

    def signed(self, *roles):
        return tuple(
            workflow.Signatory(f"A {role}", "", "Envoy", role=role) for role in roles
        )

    def test_who_signs_and_who_translates_or_asks(self):
        edition = text(
            kind="interview",
            signatories=self.signed("interviewee", "interviewer", "translator"),
        )
        assert self.names(edition) == ["A interviewee"]
        assert self.names(edition, "interviewers") == ["A interviewer"]
        assert self.names(edition, "translators") == ["A translator"]

    def test_a_body_that_issues_is_cited_where_nobody_signs(self):
        edition = text(kind="press_release", issuer="Ministry of Water")
        assert self.names(edition) == ["Ada Venn"]
        alone = text(kind="press_release", slug="b", issuer="Ministry", signatories=())
        assert self.names(alone) == ["Ministry"]

    def test_without_either_the_byline_and_then_the_mission(self):
        worded = text(kind="press_release", signatories=(), byline="The Spokesperson")
        assert self.names(worded) == ["The Spokesperson"]
        nobody = text(kind="press_release", slug="b", signatories=())
        assert self.names(nobody) == ["Embassy of Velmora in Tarsenia"]

    def test_parts_are_those_that_were_known_when_it_was_saved(self):
        edition = text()
        [name] = citation(edition).authors
        assert not name.has_parts
        PersonName.objects.update(family="Venn", given="Ada")
        assert citation(edition).authors == (name,)

    def test_only_a_speech_has_an_event_with_day_and_place(self):
        facts = {"written_on": date(2026, 5, 4), "place": "Kaldar"}
        speech = citation(text(kind="speech", event="Water Week", **facts))
        assert (speech.event, speech.place) == ("Water Week", "Kaldar")
        assert speech.delivered_on == date(2026, 5, 4)
        assert citation(text(slug="b", **facts)).delivered_on is None


class TestFirstPublication:
    def test_it_is_told_once_confirmed_and_may_be_mended(self, client):
        edition = text()
        workflow.place(edition, "Kaldar Courier", by=person("dara"))
        assert "Courier" not in files(client)["txt"]
        Placement.objects.update(
            confirmed=True, appeared_on=date(2026, 5, 5), url="https://courier.example/"
        )
        written = files(client)
        assert "First published in Kaldar Courier, 5 May 2026." in written["txt"]
        for form in ("bib", "ris", "json"):
            assert "https://courier.example/" in written[form]

    def test_a_reprint_is_no_first_publication(self):
        edition = text()
        workflow.place(edition, "Kaldar Courier", by=person("dara"), confirmed=True)
        Placement.objects.update(role="reprint")
        assert citation(edition).first is None


class TestOnThePage:
    def test_an_editions_page_shows_it_without_script(self, client):
        text(title="A & B")
        html = client.get(FIRST).content.decode()
        assert "<details" in html
        assert "Cite this text" in html
        assert "“A &amp; B”" in html
        assert f'href="https://press.example{FIRST}"' in html
        for form in FORMS:
            assert f'href="{FIRST}citation.{form}"' in html
        assert html.count("Embassy of Velmora in Tarsenia, 6 May 2026") == 2

    def test_it_costs_no_query(self, django_assert_num_queries):
        edition = read(text())
        with django_assert_num_queries(0):
            cited(edition)
