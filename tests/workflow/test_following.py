"""What a translation follows, and how it is seen to be behind its original."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from publications import clock, workflow
from publications.models import Edition, Revision
from publications.workflow import verify
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _record_fits():
    yield
    assert list(verify.faults({})) == []


def translated(original, language="fr", relation="courtesy"):
    """A translation with words of its own, not yet submitted."""
    begun = workflow.translate(original, language, relation, by=person("tomas"))
    return written(begun, f"A text in {language}.")


def written(edition, body, **changes):
    edition = factories.again(edition)
    content = workflow.content_of(edition.revision)
    content = replace(content, title="Titre", body=body, **changes)
    factories.do("save", edition, "tomas", content=content)
    return factories.again(edition)


def live(edition):
    edition = factories.do("submit", edition, "tomas")
    edition = factories.do("approve", edition, "ruben")
    return factories.do("release", edition, "petra")


def changed(original, change="correction", body="Other words."):
    """Another edition of the original, public now."""
    edition = factories.do("revise", original, "dara")
    content = factories.content(body=body)
    factories.do("save", edition, "dara", content=content)
    edition = factories.do("approve", factories.do("submit", edition, "dara"), "rhea")
    note = {"change": change, "public_note": "" if change == "technical" else "Why."}
    return factories.do("release", edition, "petra", **note)


def behind():
    return list(Edition.objects.behind_original(clock.database_now()))


def test_a_translation_follows_the_wording_that_it_was_begun_from():
    original = factories.released()
    french = translated(original)
    assert french.revision.follows == original.revision
    assert french.revision.follows.edition == original
    assert french.revision.content((), (), ())["follows"] == original.revision.digest
    other = workflow.translate(french, "ru", "courtesy", by=person("tomas"))
    assert other.revision.follows == original.revision


def test_a_text_without_an_original_to_follow_has_the_digest_that_it_had():
    content = factories.draft().revision.content((), (), ())
    assert "follows" not in content


def test_saving_keeps_what_is_followed_and_changes_it_only_where_somebody_says_so():
    original = factories.draft()
    french = translated(original)
    factories.do("save", original, "dara", content=factories.content(body="New."))
    original = factories.again(original)
    french = written(french, "Du nouveau.", follows="")
    assert french.revision.follows == original.revisions.get(number=1)
    french = written(french, "Du nouveau.", follows=original.revision.reference)
    assert french.revision.follows == original.revision
    # The words are the same: that they still hold is a saving of its own.
    assert french.revision.number == 3


def test_only_the_own_original_can_be_followed():
    original, other = factories.draft(), factories.draft(title="Another text")
    french = translated(original)
    unknown = f"{original.uuid}/7"
    own, others = french.revision.reference, other.revision.reference
    for reference in (others, own, unknown, "0/0", "a", f"{original.uuid}/{9**30}"):
        with pytest.raises(ValidationError) as refused:
            written(french, "Autre chose.", follows=reference)
        assert "no such wording" in refused.value.message_dict["follows"][0]
    with pytest.raises(ValidationError):
        changes = {"follows": own, "body": "More."}
        content = factories.content(**changes)
        factories.do("save", original, "dara", content=content)


def test_the_database_refuses_a_translation_that_follows_something_else():
    original, other = factories.draft(), factories.draft(title="Another text")
    french = translated(original)
    for followed in (other.revision, french.revision):
        row = Revision.objects.get(pk=french.revision.pk)
        row.pk, row.number, row.follows = None, 9, followed
        refused = pytest.raises(DatabaseError, match="follows the original")
        with refused, transaction.atomic():
            row.save(force_insert=True)


def test_the_source_is_what_is_cleared_to_go_out_else_what_is_public_else_the_draft():
    at = clock.database_now
    draft = factories.draft()
    french = translated(draft)
    assert workflow.source_of(french, at()) == draft.revision
    assert workflow.source_of(draft, at()) is None
    original = factories.released(title="Of another publication")
    french = translated(original)
    second = factories.do("revise", original, "dara")
    factories.do("save", second, "dara", content=factories.content(body="New."))
    second = factories.do("submit", second, "dara")
    assert workflow.source_of(french, at()) == original.revision
    second = factories.do("approve", second, "rhea")
    assert workflow.source_of(french, at()) == second.revision
    factories.do("discard", second, "dara")
    assert workflow.source_of(french, at()) == original.revision


@pytest.mark.parametrize("change", ["clarification", "correction", "update"])
def test_what_readers_were_told_puts_every_translation_behind(change):
    original = factories.released()
    french, russian = live(translated(original)), translated(original, "ru")
    assert behind() == []
    second = changed(original, change)
    assert set(behind()) == {french, russian}
    at = clock.database_now()
    assert workflow.original_changed(french, at) == second
    assert workflow.original_changed(second, at) is None
    caught_up = factories.do("revise", french, "tomas")
    assert set(behind()) == {russian, caught_up}
    written(caught_up, "Corrigé.", follows=second.revision.reference)
    assert behind() == [russian]
    factories.do("discard", russian, "tomas")
    assert behind() == []


def test_a_technical_change_and_one_to_come_put_nothing_behind():
    original = factories.released()
    live(translated(original))
    technical = changed(original, "technical")
    assert behind() == []
    third = factories.do("revise", technical, "dara")
    factories.do("save", third, "dara", content=factories.content(body="Third."))
    third = factories.do("approve", factories.do("submit", third, "dara"), "rhea")
    said = {"change": "correction", "public_note": "Why."}
    factories.do("schedule", third, "petra", moment=factories.soon(), **said)
    assert behind() == []
    at = factories.soon(61)
    assert len(Edition.objects.behind_original(at)) == 1
