"""An import proposes who is known already: nobody becomes two by another spelling."""

import pytest

from publications.importing import intake
from publications.models import Edition, Outlet, Person, PersonName
from tests.management.test_import_text import OP_ED, run
from tests.people import person as account

pytestmark = pytest.mark.django_db

TITLE = "Ambassador Extraordinary and Plenipotentiary of Velmora to Tarsenia"


@pytest.fixture
def venn() -> Person:
    person = Person.objects.create(slug="ada-venn")
    PersonName.objects.create(person=person, language="en", display="Ada Venn")
    post = person.appointments.create()
    post.titles.create(language="en", title=TITLE)
    return person


def found(text: str = OP_ED) -> intake.Found:
    return intake.recognise_bytes(text.encode(), name="op-ed.txt")


def taken_in(text: str = OP_ED, **people: str) -> Edition:
    said = intake.Overrides(people=people)
    return intake.take_in(found(text).overridden(said), by=account("dara")).edition


def test_a_known_person_office_and_outlet_are_taken(venn):
    Outlet.objects.create(name="Kaldar Courier", slug="courier")
    edition = taken_in()
    byline = edition.revision.bylines.get()
    assert (byline.person, byline.appointment) == (venn, venn.appointments.get())
    assert edition.text.publication.placements.get().outlet.slug == "courier"
    assert (Person.objects.count(), Outlet.objects.count()) == (1, 1)


def test_an_outlet_is_known_by_any_spelling(venn):
    outlet = Outlet.objects.create(name="The Courier of Kaldar", slug="courier")
    outlet.spellings.create(spelling="KALDAR  courier")
    assert taken_in().text.publication.placements.get().outlet == outlet


def test_a_name_much_like_a_known_one_is_asked_about_and_makes_nothing(venn):
    with pytest.raises(intake.Unclear, match=r"much like Ada Venn \(ada-venn\)"):
        taken_in(OP_ED.replace("Ada Venn", "Ida Venn"))
    assert Person.objects.count() == 1
    assert not Edition.objects.exists()


def test_whoever_is_said_to_be_meant_is_meant(venn):
    text = OP_ED.replace("Ada Venn", "Ida Venn")
    edition = taken_in(text, **{"Ida Venn": "ada-venn"})
    byline = edition.revision.bylines.get()
    assert (byline.person, byline.name) == (venn, "Ada Venn")
    assert venn.spellings.get().spelling == "Ida Venn"


def test_somebody_said_to_be_new_is_new(venn):
    edition = taken_in(OP_ED.replace("Ada Venn", "Ida Venn"), **{"Ida Venn": "new"})
    assert edition.revision.bylines.get().person != venn


def test_of_two_with_one_name_one_must_be_said(venn):
    other = Person.objects.create(slug="ada-venn-2")
    PersonName.objects.create(person=other, language="fr", display="Ada Venn")
    with pytest.raises(intake.Unclear, match="More than one person"):
        taken_in()
    edition = taken_in(**{"Ada Venn": "ada-venn-2"})
    assert edition.revision.bylines.get().person == other


def test_what_is_told_says_who_is_known_and_who_new(venn):
    told = dict(found().told())
    assert told["Signed by"] == f"Ada Venn, {TITLE}"
    assert told["Outlet"] == "Kaldar Courier (new)"
    like = dict(found(OP_ED.replace("Ada Venn", "Ida Venn")).told())
    assert "much like Ada Venn" in like["Signed by"]
    new = dict(found(OP_ED.replace("Ada Venn", "Tessa Quorn")).told())
    assert new["Signed by"] == "somebody new"
    hidden = dict(found().told(Person.objects.none()))
    assert hidden["Signed by"] == "somebody new"


class TestCommand:
    @pytest.fixture
    def file(self, tmp_path, venn):
        path = tmp_path / "op-ed.txt"
        path.write_text(OP_ED.replace("Ada Venn", "Ida Venn"), encoding="utf-8")
        return path

    def test_it_says_how_to_answer_and_ends_with_1(self, file):
        told = run(file)
        assert told.code == 1
        assert "“Ida Venn” is not known, but much like Ada Venn (ada-venn)" in told.err
        assert "--person" in told.err

    def test_it_takes_the_answer(self, file, venn):
        assert run(file, "--person", "Ida Venn=ada-venn").code == 0
        assert Edition.objects.get().revision.bylines.get().person == venn

    def test_a_person_that_there_is_not_is_said(self, file):
        told = run(file, "--person", "Ida Venn=nobody")
        assert "There is no person “nobody”." in told.err
        assert told.code == 1

    @pytest.mark.parametrize("said", ["Ida Venn", "=ada-venn", "Ida Venn="])
    def test_an_answer_that_is_none_is_refused(self, file, said):
        assert run(file, "--person", said).code != 0
