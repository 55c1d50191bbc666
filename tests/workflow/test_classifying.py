"""Topics and series of a publication: set beside the text, on the record."""

import json

import pytest

from publications import workflow
from publications.models import AuditEntry, Series, Topic
from publications.workflow import verify
from tests import factories
from tests.people import NAMES, person
from tests.test_lists import series, topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _record_fits():
    yield
    assert list(verify.faults({})) == []


def classify(edition, by="dara", topics=(), in_series=None):
    return workflow.classify(edition, by=person(by), topics=topics, series=in_series)


def told():
    entry = AuditEntry.objects.filter(act="classify").latest("sequence")
    return json.loads(entry.details)


def test_topics_and_series_are_set_and_taken_away_again():
    edition = factories.draft()
    classify(edition, topics=[topic("water"), topic("fire")], in_series=series("s"))
    publication = factories.again(edition).text.publication
    assert [str(t) for t in publication.topics.all()] == ["Fire", "Water"]
    assert publication.series == Series.objects.get()
    classify(edition, topics=[topic("water")])
    publication = factories.again(edition).text.publication
    assert [t.slug for t in publication.topics.all()] == ["water"]
    assert publication.series is None


def test_the_record_tells_what_was_and_what_is_as_it_was_called_then():
    edition = factories.draft()
    classify(edition, topics=[topic("water")], in_series=series("s", en="Bridges"))
    nothing = {"topics": [], "series": None}
    water = {"slug": "water", "name": "Water"}
    known = {"topics": [water], "series": {"slug": "s", "name": "Bridges"}}
    assert told() == {"from": nothing, "to": known}
    topic("water").names.update(name="Rivers")
    classify(edition)
    known["topics"] = [{"slug": "water", "name": "Rivers"}]
    assert told() == {"from": known, "to": nothing}


def test_nobody_who_has_the_text_open_loses_anything_by_it():
    edition = factories.in_review()
    classify(edition, by="petra", topics=[topic("water")])
    after = factories.again(edition)
    assert after.text.version == edition.text.version
    assert after.stage == edition.stage
    approved = workflow.approve(
        edition, by=person("rhea"), version=edition.text.version
    )
    assert classify(approved, topics=[]).approvals.filter(voided_at=None).exists()


def test_every_language_of_a_publication_is_classified_at_once():
    edition = factories.released()
    translation = workflow.translate(edition, "fr", "courtesy", by=person("tomas"))
    classify(translation, by="tomas", topics=[topic("water")])
    assert factories.again(edition).text.publication.topics.get().slug == "water"


@pytest.mark.parametrize("name", [*NAMES, "stella", "admin"])
def test_whoever_may_write_may_classify_and_nobody_else(name):
    edition = factories.draft()
    if "save" in workflow.permissions_of(person(name)):
        classify(edition, by=name, topics=[topic("water")])
        return
    with pytest.raises(workflow.NotPermitted):
        classify(edition, by=name, topics=[topic("water")])
    assert not edition.text.publication.topics.exists()


def test_a_discarded_text_is_left_alone():
    edition = factories.discarded()
    with pytest.raises(workflow.NotPossible):
        classify(edition, topics=[topic("water")])
    assert not Topic.objects.get().publications.exists()


def test_outside_the_circle_of_a_draft_nobody_classifies_it():
    edition = factories.draft()
    workflow.limit(edition, by=person("dara"))
    with pytest.raises(workflow.NotPermitted):
        classify(edition, by="petra", topics=[topic("water")])
