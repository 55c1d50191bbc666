"""Each signs in the office held on the day the text was written; it is frozen so."""

from dataclasses import replace
from datetime import date

import pytest

from publications import workflow
from publications.models import Appointment, Person, PersonName
from publications.workflow import NONE, Signatory
from tests import factories

pytestmark = pytest.mark.django_db

MAY = date(2025, 5, 6)
TITLE = "Ambassador of Velmora to Tarsenia"


def somebody() -> Person:
    person = Person.objects.create(slug="lu-mei")
    PersonName.objects.create(
        person=person, language="en", honorific="Ms.", display="Lu Mei", family="Lu"
    )
    PersonName.objects.create(
        person=person, language="fr", honorific="Mme", display="Lou Meï"
    )
    return person


def post(person: Person, title: str = TITLE, begins=None, ends=None) -> Appointment:
    held = person.appointments.create(begins_on=begins, ends_on=ends)
    held.titles.create(language="en", title=title)
    return held


def signed(written_on=MAY, **said):
    signatory = Signatory(said.pop("name", "Lu Mei"), **said)
    return factories.draft(signatories=(signatory,), written_on=written_on)


def test_honorific_and_title_are_proposed_from_the_office_held_that_day():
    person = somebody()
    post(person, "Counsellor", date(2020, 1, 1), date(2025, 1, 31))
    held = post(person, begins=date(2025, 2, 1))
    edition = signed()
    byline = edition.revision.bylines.get()
    assert byline.appointment == held
    assert edition.revision.byline == f"Ms. Lu Mei, {TITLE}"


def test_an_earlier_text_has_the_earlier_office():
    person = somebody()
    earlier = post(person, "Counsellor", date(2020, 1, 1), date(2025, 1, 31))
    post(person, begins=date(2025, 2, 1))
    byline = signed(date(2024, 3, 3)).revision.bylines.get()
    assert (byline.appointment, byline.post) == (earlier, "Counsellor")


def test_what_an_editor_words_stands_and_is_the_office_all_the_same():
    held = post(somebody())
    edition = signed(post="Her Excellency the Ambassador")
    byline = edition.revision.bylines.get()
    assert (byline.appointment, byline.post) == (held, "Her Excellency the Ambassador")


def test_nothing_is_proposed_where_two_offices_are_held():
    person = somebody()
    post(person)
    post(person, "Permanent Observer")
    byline = signed().revision.bylines.get()
    assert (byline.appointment, byline.post) == (None, "")


def test_a_title_says_which_of_two_offices_it_is():
    person = somebody()
    post(person)
    observer = post(person, "Permanent Observer")
    assert signed(post="Permanent Observer").revision.bylines.get().appointment == (
        observer
    )


def test_somebody_may_sign_without_an_office():
    post(somebody())
    byline = signed(office=NONE).revision.bylines.get()
    assert (byline.appointment, byline.post) == (None, "")


@pytest.mark.parametrize("office", ["of somebody else", "", "x", "9" * 30])
def test_an_office_that_is_not_theirs_is_none(office):
    somebody()
    other = Person.objects.create(slug="ada").appointments.create()
    office = str(other.pk) if office == "of somebody else" else office
    content = factories.content(signatories=(Signatory("Lu Mei", office=office),))
    assert content.cleaned("en").signatories[0].office == NONE
    assert signed(office=office).revision.bylines.get().appointment is None


def test_saving_the_same_again_stores_nothing_new():
    post(somebody())
    edition = signed()
    same = workflow.content_of(edition.revision)
    factories.do("save", edition, "dara", content=same)
    assert factories.again(edition).revision.number == 1


def test_a_translation_begins_with_names_and_titles_of_its_language():
    held = post(somebody())
    held.titles.create(language="fr", title="ambassadrice de Velmora en Tarsénie")
    edition = workflow.translate(
        signed(), "fr", "courtesy", by=factories.person("dara")
    )
    assert edition.revision.byline == (
        "Mme Lou Meï, ambassadrice de Velmora en Tarsénie"
    )


class TestNotHeld:
    @pytest.fixture
    def edition(self):
        held = post(somebody(), begins=date(2025, 6, 1))
        return signed(office=str(held.pk), post=TITLE)

    def test_it_is_saved_and_said(self, edition):
        (sentence,) = workflow.unexplained(edition)
        assert "did not hold this office on 2025-05-06" in sentence
        assert "2025-06-01" in sentence

    def test_it_bars_the_submission_until_a_reason_is_given(self, edition):
        with pytest.raises(workflow.NotPossible, match="Please say why"):
            factories.do("submit", edition, "dara")
        content = workflow.content_of(edition.revision)
        (signatory,) = content.signatories
        explained = replace(signatory, reason="Signed as designate.")
        content = replace(content, signatories=(explained,))
        factories.do("save", edition, "dara", content=content)
        edition = factories.do("submit", edition, "dara")
        assert edition.stage == "in_review"
        assert edition.revision.bylines.get().reason == "Signed as designate."

    def test_without_a_day_of_writing_that_of_saving_counts(self):
        held = post(somebody(), ends=date(2020, 1, 1))
        edition = signed(None, office=str(held.pk), post=TITLE)
        assert workflow.unexplained(edition)

    def test_a_month_or_year_is_held_to_its_last_day(self):
        person = somebody()
        held = post(person, begins=date(2025, 5, 1), ends=date(2025, 5, 31))
        Appointment.objects.update(begins_precision="month", ends_precision="month")
        assert not workflow.unexplained(signed(office=str(held.pk), post=TITLE))
