"""Saving: what is stored, what is refused and why, addresses for ever."""

import pytest
from django.core.exceptions import ValidationError

from publications import workflow
from publications.models import Address, AuditEntry, Person, Publication
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_draft_holds_what_was_typed_and_is_on_the_record():
    edition = factories.draft()
    revision = edition.revision
    assert revision.title == "Two Rivers, One Valley"
    assert revision.address.slug == "two-rivers-one-valley"
    assert revision.byline == (
        "Ms. Ada Venn, Ambassador Extraordinary and Plenipotentiary"
        " of Velmora to Tarsenia"
    )
    assert revision.bylines.get().person == Person.objects.get()
    entry = AuditEntry.objects.get(act="create")
    assert entry.digest == revision.digest
    assert entry.publication == edition.text.publication.uuid


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Ms. Ada Venn, Ambassador; Mr. Ben Holm"),
        ("ar", "Ms. Ada Venn، Ambassador؛ Mr. Ben Holm"),
        ("zh-hans", "Ada VennMs.，Ambassador；Ben HolmMr."),
    ],
)
def test_the_byline_is_printed_as_its_language_does(language, line):
    signatories = (
        workflow.Signatory("Ada Venn", "Ms.", "Ambassador"),
        workflow.Signatory("Ben Holm", "Mr."),
    )
    edition = factories.draft(language=language, signatories=signatories)
    assert edition.revision.byline == line


def test_a_known_person_signs_again_and_is_not_made_twice():
    factories.draft()
    factories.draft(title="A second text")
    assert Person.objects.count() == 1


def test_every_act_leaves_one_entry_that_follows_the_last():
    factories.released()
    acts = list(AuditEntry.objects.values_list("act", flat=True))
    assert acts == ["add_person", "create", "submit", "approve", "release"]
    entries = list(AuditEntry.objects.all())
    for before, after in zip(entries, entries[1:], strict=False):
        assert after.previous_hash == before.hash


def test_two_texts_of_one_title_have_two_addresses():
    slugs = [factories.draft().revision.address.slug for _ in range(7)]
    assert len(set(slugs)) == 7
    assert slugs[:2] == ["two-rivers-one-valley", "two-rivers-one-valley-2"]


def test_an_address_is_never_given_to_another_text():
    first = factories.draft(slug="rivers")
    factories.do("save", first, "dara", content=factories.content(slug="valley"))
    with pytest.raises(ValidationError) as refused:
        factories.draft(slug="rivers")
    assert "keeps it for ever" in refused.value.message_dict["slug"][0]
    back = factories.do("save", first, "dara", content=factories.content(slug="rivers"))
    assert back.address == Address.objects.get(slug="rivers")


@pytest.mark.parametrize("slug", ["2026", "UPPER", "a b", "é", "a/b", "-" * 4])
def test_an_address_that_cannot_be_is_refused_in_words(slug):
    with pytest.raises(ValidationError) as refused:
        factories.draft(slug=slug)
    assert "slug" in refused.value.message_dict


@pytest.mark.parametrize("field", ["title", "subtitle", "summary", "body", "place"])
@pytest.mark.parametrize(
    "character", ["\0", "\x0b", "\x1b", "\ufffe", "\u202e", "\ud800", "\x85"]
)
def test_characters_that_break_feeds_or_mislead_are_refused(field, character):
    with pytest.raises(ValidationError) as refused:
        factories.draft(**{field: f"be{character}fore"})
    assert "invisible character" in refused.value.message_dict[field][0]
    assert not Publication.objects.exists()


def test_one_word_in_two_unicode_forms_is_one_text():
    composed, decomposed = "Caf\u00e9", "Cafe\u0301"
    edition = factories.draft(title=decomposed)
    assert edition.revision.title == composed
    factories.do("save", edition, "dara", content=factories.content(title=composed))
    assert edition.revisions.count() == 1


@pytest.mark.parametrize("title", ["睦邻友好", "مقال", "———", "Статья", ""])
def test_every_title_has_an_address(title):
    slug = factories.draft(title=title).revision.address.slug
    assert slug.isascii()
    assert not slug.isdigit()
    assert slug


def test_a_save_over_a_newer_save_is_refused_with_the_name():
    edition = factories.draft()
    version = factories.again(edition).text.version
    factories.do("save", edition, "rhea", content=factories.content(body="Theirs."))
    with pytest.raises(workflow.Stale, match=r"Rhea .*was faster"):
        workflow.save(
            factories.again(edition),
            factories.content(body="Mine."),
            by=factories.person("dara"),
            version=version,
        )
    assert factories.again(edition).revision.body == "Theirs."


def test_a_text_too_long_is_refused_and_says_how_long_it_may_be():
    with pytest.raises(ValidationError) as refused:
        factories.draft(body="a" * 500_000)
    assert "500000 characters" in refused.value.message_dict["body"][0]


def test_what_is_told_in_notes_is_composed_and_may_have_several_lines():
    note, stored = "Cafe\u0301\r\nand more ", "Caf\u00e9\nand more"
    edition = factories.new_edition(factories.released())
    told = {"change": "correction", "public_note": note}
    released = factories.do("release", edition, "petra", **told)
    assert released.public_note == stored
    down = factories.decided("withdrawn", public_note=note, private_note=note)
    factories.do("withdraw", released, "petra", decided=down)
    withdrawal = released.withdrawals.get()
    assert withdrawal.public_note == withdrawal.private_note == stored
    placement = workflow.place(released, "Cafe\u0301", by=factories.person("dara"))
    assert placement.outlet.name == "Caf\u00e9"
