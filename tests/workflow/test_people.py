"""Who stands behind a name: nobody becomes a second person by a letter or silently."""

import pytest
from django.core.exceptions import ValidationError

from publications import workflow
from publications.models import AuditEntry, Byline, Person, PersonName
from publications.workflow import NEW, Signatory
from tests import factories

pytestmark = pytest.mark.django_db


def somebody(name="Lu Mei", slug="lu-mei", **parts) -> Person:
    person = Person.objects.create(slug=slug)
    values = {"language": "en", "family": "Lu", "given": "Mei", **parts}
    PersonName.objects.create(person=person, display=name, **values)
    return person


def signed_by(name: str, **said) -> Byline:
    edition = factories.draft(signatories=(Signatory(name, **said),))
    return edition.revision.bylines.get()


@pytest.mark.parametrize("name", ["Lu Mei", "LU MEI", "Lú Meì"])
def test_a_known_name_is_that_person_whatever_case_and_accents(name):
    person = somebody()
    assert signed_by(name).person == person


def test_a_known_spelling_is_that_person():
    person = somebody()
    person.spellings.create(spelling="Lu Mey")
    assert signed_by("LU MEY").person == person


def test_a_name_unknown_so_far_makes_a_person_on_the_record():
    byline = signed_by("Lu Mei", post="Ambassador")
    assert byline.person.slug == "lu-mei"
    assert byline.appointment.titles.get().title == "Ambassador"
    assert AuditEntry.objects.filter(act="add_person").count() == 1


def test_of_two_people_with_one_name_somebody_must_say_which():
    first, second = somebody(), somebody(slug="lu-mei-2")
    with pytest.raises(ValidationError, match="More than one person is called"):
        signed_by("Lu Mei")
    assert signed_by("Lu Mei", person=str(second.uuid)).person == second
    assert signed_by("Lu Mei", person=str(first.uuid)).person == first


def test_somebody_new_may_have_a_known_name():
    person = somebody()
    made = signed_by("Lu Mei", person=NEW).person
    assert made != person
    assert made.slug.startswith("lu-mei-")


def test_a_spelling_that_somebody_chose_for_a_person_is_known_from_then_on():
    person = somebody()
    assert signed_by("Lu Mey", person=str(person.uuid)).name == "Lu Mei"
    assert list(person.spellings.values_list("spelling", flat=True)) == ["Lu Mey"]
    assert signed_by("Lu Mey").person == person
    assert AuditEntry.objects.filter(act="keep").count() == 1


def test_the_parts_of_a_name_are_frozen_with_the_byline():
    somebody()
    byline = signed_by("Lu Mei")
    PersonName.objects.update(family="Mei", given="Lu")
    byline.refresh_from_db()
    assert (byline.family, byline.given) == ("Lu", "Mei")


def test_candidates_are_those_called_so_else_those_called_alike():
    lu, other = somebody(), somebody("Oren Halvik", "oren-halvik", family="Halvik")
    assert workflow.candidates("lu mei") == ((lu,), ())
    assert workflow.candidates("Lu Mey") == ((), (lu,))
    assert workflow.candidates("Nobody Known") == ((), ())
    among = Person.objects.filter(pk=other.pk)
    assert workflow.candidates("Lu Mei", among) == ((), ())


def test_people_are_sorted_by_family_name():
    somebody("Ada Venn", "ada-venn", family="Venn", given="Ada")
    somebody("Mo Abara", "mo-abara", family="Abara", given="Mo")
    somebody("Zoe", "zoe", family="", given="")
    somebody(family_first=True)
    slugs = Person.objects.by_family().values_list("slug", flat=True)
    assert list(slugs) == ["mo-abara", "lu-mei", "ada-venn", "zoe"]


class TestRemoving:
    def test_whoever_signed_stays(self):
        person = signed_by("Lu Mei").person
        with pytest.raises(workflow.NotPossible, match="has signed a text"):
            workflow.remove_person(person, by=factories.person("dara"))
        assert Person.objects.filter(pk=person.pk).exists()

    def test_whoever_signed_a_released_text_stays(self):
        edition = factories.released()
        person = edition.revision.bylines.get().person
        with pytest.raises(workflow.NotPossible):
            workflow.remove_person(person, by=factories.person("petra"))

    def test_whoever_leads_the_mission_stays(self):
        person = somebody()
        person.appointments.create(leads="acting")
        with pytest.raises(workflow.NotPossible, match="leading the mission"):
            workflow.remove_person(person, by=factories.person("dara"))

    def test_whoever_was_entered_by_mistake_goes_on_the_record(self):
        person = somebody()
        person.appointments.create()
        workflow.remove_person(person, by=factories.person("dara"))
        assert not Person.objects.filter(slug="lu-mei").exists()
        assert "Lu Mei" in AuditEntry.objects.get(act="remove").details

    def test_nobody_without_the_role_removes(self):
        with pytest.raises(workflow.NotPermitted):
            workflow.remove_person(somebody(), by=factories.person("orla"))
