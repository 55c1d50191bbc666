"""Remarks: kept, told, answered, resolved once; the text is left alone."""

import json

import pytest

from publications import workflow
from publications.models import AuditEntry, Delivery, Notice, Remark
from publications.workflow import NotPermitted, NotPossible
from publications.workflow.clearance import contributors
from tests import factories
from tests.people import NAMES, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    for name in NAMES:
        person(name)
    return factories.in_review(body="The *first* line.\n\nThe second\nline.")


def say(edition, body="Is this so?", by="rhea", **more):
    return workflow.remark(edition, body, by=person(by), **more)


def told(event="remarked"):
    notices = Notice.objects.filter(event=event)
    return set(notices.values_list("account__username", flat=True))


def test_a_remark_is_kept_told_and_on_the_record(edition):
    remark = say(edition, " Is this so?\r\nReally? ", quotation="second line")
    assert (remark.body, remark.quotation) == ("Is this so?\nReally?", "second line")
    assert (remark.written_by, remark.answers) == (person("rhea"), None)
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.act, entry.edition) == ("remark", edition.uuid)
    assert json.loads(entry.details)["remark"] == str(remark.uuid)
    letter = Delivery.objects.get(event="remarked")
    assert letter.recipient == "dara@mission.example"
    assert "second line" in letter.body
    assert "Really?" in letter.html


def test_a_remark_makes_nobody_a_contributor_and_no_page_stale(edition):
    before = factories.again(edition)
    workflow.resolve_remark(say(edition), by=person("tomas"))
    after = factories.again(edition)
    assert after.text.version == before.text.version
    assert after.revision == before.revision
    assert contributors(after) == {person("dara").pk}
    assert after.stage == before.stage


def test_an_answer_joins_the_first_remark_of_its_thread_and_all_are_told(edition):
    first = say(edition)
    second = say(edition, "Yes.", "dara", answers=first)
    assert told() == {"dara", "rhea"}
    third = say(edition, "No.", "tomas", answers=second)
    assert (second.answers, third.answers) == (first, first)
    say(edition, "Well.", "petra", answers=third)
    assert told() == {"dara", "rhea", "tomas"}
    assert not Notice.objects.filter(actor_name="Petra", account=person("petra"))


@pytest.mark.parametrize(
    ("body", "more", "sentence"),
    [
        (" \n ", {}, "write the remark"),
        ("x" * 4001, {}, "at most 4000"),
        ("odd\u202e", {}, "invisible character"),
        ("nul\0", {}, "invisible character"),
        ("Why?", {"quotation": "A third line."}, "does not hold this passage"),
        ("Why?", {"quotation": "first\x07"}, "invisible character"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(edition, body, more, sentence):
    with pytest.raises(NotPossible, match=sentence):
        say(edition, body, **more)
    assert not Remark.objects.exists()


@pytest.mark.parametrize("passage", ["The first line.", "The *first*", "second line"])
def test_a_passage_is_quoted_as_read_or_as_written(edition, passage):
    assert say(edition, "x" * 4000, quotation=passage).quotation == passage


def test_a_passage_that_was_changed_since_is_quoted_no_more(edition):
    other = factories.content(body="All new.")
    factories.do("save", edition, "dara", content=other)
    with pytest.raises(NotPossible, match="does not hold this passage"):
        say(edition, quotation="second line")


@pytest.mark.parametrize("name", ["orla", "stella", "admin"])
def test_who_has_no_part_in_the_work_remarks_and_resolves_nothing(edition, name):
    remark = say(edition)
    with pytest.raises(NotPermitted):
        say(edition, by=name)
    with pytest.raises(NotPermitted):
        workflow.resolve_remark(remark, by=person(name))


def test_who_does_not_see_a_limited_text_remarks_and_resolves_nothing(edition):
    remark = say(edition)
    workflow.limit(edition, by=person("dara"))
    with pytest.raises(NotPermitted, match="limited circle"):
        say(edition)
    with pytest.raises(NotPermitted, match="limited circle"):
        workflow.resolve_remark(remark, by=person("rhea"))


def test_an_answer_is_about_the_same_edition(edition):
    with pytest.raises(NotPossible, match="another edition"):
        say(factories.draft(title="Other"), answers=say(edition))


def test_a_thread_is_resolved_once_by_any_of_its_remarks(edition):
    first = say(edition)
    answer = say(edition, "Yes.", "dara", answers=first)
    resolved = workflow.resolve_remark(answer, by=person("tomas"))
    assert (resolved, resolved.resolved_by) == (first, person("tomas"))
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.act, entry.actor) == ("resolve_remark", person("tomas").pk)
    with pytest.raises(NotPossible, match="resolved already"):
        workflow.resolve_remark(first, by=person("rhea"))
    assert Remark.objects.get(pk=first.pk).resolved_by == person("tomas")
