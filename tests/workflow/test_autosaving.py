"""What is typed is kept beside the text: no act, no version, nobody else's."""

import pytest

from publications import clock, workflow
from publications.models import AuditEntry, Autosave, Presence
from publications.workflow import autosaving
from tests import factories
from tests.people import NAMES, person

pytestmark = pytest.mark.django_db

TYPED = {"title": ["Two Rivers"], "body": ["Half a sen"]}


def kept(edition, name="dara", page="a", typed=TYPED):
    return workflow.autosave(edition, typed, by=person(name), page=page)


def test_an_autosave_is_no_act_and_makes_no_page_stale():
    edition = factories.draft()
    entries, version = AuditEntry.objects.count(), edition.text.version
    kept(edition)
    kept(edition, typed={**TYPED, "body": ["Half a sentence"]})
    again = factories.again(edition)
    assert (again.text.version, again.revision) == (version, edition.revision)
    assert AuditEntry.objects.count() == entries
    assert edition.revisions.count() == 1
    assert Autosave.objects.get().fields["body"] == ["Half a sentence"]


def test_whoever_may_save_may_have_it_kept_and_nobody_else():
    edition = factories.draft()
    writers = {"Drafter", "Reviewer", "Publisher", "Head of Mission"}
    for name in [*NAMES, "stella", "admin"]:
        if NAMES.get(name) in writers:
            kept(edition, name)
        else:
            with pytest.raises(workflow.NotPermitted):
                kept(edition, name)
    assert not AuditEntry.objects.filter(act="refused").exists()


def test_of_a_limited_text_nothing_is_kept_for_people_outside():
    edition = factories.draft()
    workflow.limit(edition, by=person("dara"))
    kept(edition)
    with pytest.raises(workflow.NotPermitted):
        kept(edition, "rhea")


def test_what_one_person_types_is_told_to_that_person_alone():
    edition = factories.draft()
    kept(edition)
    assert workflow.autosaved(edition, by=person("dara")).fields == TYPED
    assert workflow.autosaved(edition, by=person("rhea")) is None


def test_another_page_of_the_same_person_overwrites_nothing():
    edition = factories.draft()
    kept(edition)
    with pytest.raises(workflow.NotPossible, match="from another page"):
        kept(edition, page="b", typed={"body": ["Other words"]})
    assert Autosave.objects.get().fields == TYPED
    workflow.forget_autosave(edition, by=person("dara"), page="b")
    assert Autosave.objects.count() == 1
    workflow.forget_autosave(edition, by=person("dara"), page="a")
    kept(edition, page="b")


def test_a_new_text_is_kept_once_for_each_person():
    kept(None)
    kept(None, "rhea")
    with pytest.raises(workflow.NotPossible):
        kept(None, page="b")
    with pytest.raises(workflow.NotPermitted):
        kept(None, "tomas")
    assert workflow.autosaved(None, by=person("dara")).fields == TYPED


@pytest.mark.parametrize("body", ["\x00", "\ud83d", "同饮一河水", "نهران", "\u202e"])
def test_whatever_can_be_typed_can_be_kept(body):
    edition = factories.draft()
    kept(edition, typed={"body": [body]})
    assert Autosave.objects.get().fields == {"body": [body]}


def test_too_much_is_refused_in_words():
    with pytest.raises(workflow.NotPossible, match="at most 2 MB"):
        kept(None, typed={"body": ["a" * 7_000_000]})


def released(edition):
    factories.do("submit", edition, "dara")
    factories.do("approve", edition, "rhea")
    return edition


ENDS = {
    "release": lambda e: factories.do("release", released(e), "petra"),
    "schedule": lambda e: factories.do(
        "schedule", released(e), "petra", moment=factories.soon()
    ),
    "discard": lambda e: factories.do("discard", e, "dara"),
}


@pytest.mark.parametrize("end", ENDS)
def test_the_end_of_writing_takes_everybodys_along(end):
    edition, other = factories.draft(), factories.draft(title="Another")
    for name in ("dara", "rhea"):
        kept(edition, name)
        kept(other, name)
    ENDS[end](edition)
    assert {row.edition for row in Autosave.objects.all()} == {other}
    with pytest.raises(workflow.NotPossible):
        kept(factories.again(edition))


# --- Who has it open ------------------------------------------------------------------


def here(edition, name):
    told = workflow.others_here(edition, by=person(name), at=clock.moment())
    return [(row.user.username, row.has_unsaved) for row in told]


def come(edition, name, ago=0, **said):
    at = clock.moment() - ago * autosaving.HERE / 60
    workflow.note_presence(edition, by=person(name), at=at, **said)


def test_whoever_was_heard_of_in_the_last_minute_is_here():
    edition = factories.draft()
    come(edition, "dara", has_unsaved=True)
    come(edition, "rhea", ago=59)
    come(edition, "petra", ago=61)
    assert here(edition, "hugo") == [("dara", True), ("rhea", False)]
    assert here(edition, "dara") == [("rhea", False)]
    come(edition, "dara")
    assert here(edition, "rhea") == [("dara", False)]


def test_a_page_without_the_script_counts_some_minutes():
    edition = factories.draft()
    come(edition, "rhea", ago=300, opened=True)
    assert here(edition, "dara") == [("rhea", False)]


def test_people_outside_the_circle_are_not_told_of():
    edition = factories.draft()
    come(edition, "rhea")
    come(edition, "petra")
    workflow.limit(edition, by=person("dara"), groups=person("petra").groups.all())
    edition = factories.again(edition)
    assert here(edition, "dara") == [("petra", False)]


def test_whoever_has_left_goes_with_the_next_word_of_somebody():
    edition, other = factories.draft(), factories.draft(title="Another")
    come(edition, "rhea", ago=70)
    come(other, "petra", ago=70)
    come(edition, "dara")
    assert [row.user for row in Presence.objects.all()] == [person("dara")]
