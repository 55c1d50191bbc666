"""How the languages of a publication stand to each other, and which governs."""

import json

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from publications import workflow
from publications.models import AuditEntry, Text
from publications.workflow import verify
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _record_fits():
    yield
    assert list(verify.faults({})) == []


def relate(edition, relation, governs=False, by="petra"):
    return workflow.relate(edition, relation, governs=governs, by=person(by)).text


def french_of(original, relation="courtesy"):
    return workflow.translate(original, "fr", relation, by=person("tomas"))


def test_a_courtesy_translation_becomes_an_official_version_that_governs():
    original = factories.released()
    french = french_of(original)
    relate(original, "original", governs=True)
    text = relate(french, "official", governs=True)
    assert (text.relation, text.governs) == ("official", True)
    assert not Text.objects.get(pk=original.text_id).governs
    entry = AuditEntry.objects.filter(act="relate").latest("sequence")
    assert json.loads(entry.details) == {
        "from": {"relation": "courtesy", "governs": False, "governing": "en"},
        "to": {"relation": "official", "governs": True},
    }
    assert relate(french, "official").governs is False
    assert not Text.objects.filter(governs=True).exists()


def test_of_several_languages_none_or_one_governs():
    original = factories.draft()
    french = french_of(original, "official")
    relate(french, "official", governs=True)
    other = factories.draft(title="Another text")
    relate(other, "original", governs=True)
    assert Text.objects.filter(governs=True).count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Text.objects.filter(pk=original.text_id).update(governs=True)


@pytest.mark.parametrize(
    ("relation", "governs", "sentence"),
    [
        ("original", False, "has one original"),
        ("courtesy", True, "can't govern"),
        ("cousin", False, "how it stands"),
    ],
)
def test_what_a_translation_cannot_be(relation, governs, sentence):
    french = french_of(factories.draft(), "official")
    with pytest.raises(workflow.NotPossible, match=sentence):
        relate(french, relation, governs)
    text = Text.objects.get(pk=french.text_id)
    assert (text.relation, text.governs) == ("official", False)


def test_the_original_stays_the_original_also_against_the_shell():
    original = factories.draft()
    french = french_of(original)
    with pytest.raises(workflow.NotPossible, match="stays the original"):
        relate(original, "official")
    for text, relation in ((original.text, "official"), (french.text, "original")):
        with pytest.raises(DatabaseError), transaction.atomic():
            Text.objects.filter(pk=text.pk).update(relation=relation)
    with pytest.raises(IntegrityError), transaction.atomic():
        Text.objects.filter(pk=french.text_id).update(governs=True)


def test_two_originals_are_refused():
    original = factories.draft()
    with pytest.raises(workflow.NotPossible):
        workflow.translate(original, "fr", "original", by=person("tomas"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Text.objects.create(
            publication=original.text.publication, language="fr", relation="original"
        )


@pytest.mark.parametrize("name", ["dara", "tomas", "orla", "stella", "admin"])
def test_only_who_clears_texts_says_it(name):
    french = french_of(factories.draft())
    with pytest.raises(workflow.NotPermitted):
        relate(french, "official", by=name)


def test_nobody_who_has_the_text_open_loses_anything_by_it():
    edition = factories.approved()
    relate(edition, "original", governs=True)
    after = factories.again(edition)
    assert after.text.version == edition.text.version
    assert after.approvals.filter(voided_at=None).exists()
