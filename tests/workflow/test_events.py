"""B05: every change of state is one entry of the record, and none is made without."""

from datetime import UTC, datetime, timedelta

import pytest

from publications.models import AuditEntry
from publications.workflow.transitions import TRANSITIONS
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

DOWN = {"decided": factories.decided("withdrawn")}
CORRECTED = {"change": "correction", "public_note": "A word."}
# An act, by whom, and what it needs: a text's whole life, twice public.
LIFE = [
    ("take_up", "rhea", {}),
    ("return_to_author", "rhea", {"note": "Shorter, please."}),
    ("save", "dara", {"content": factories.content(body="Shorter.")}),
    ("submit", "dara", {}),
    ("approve", "rhea", {}),
    ("schedule", "petra", {"moment": factories.soon()}),
    ("reschedule", "petra", {"moment": factories.soon(90)}),
    ("unschedule", "petra", {}),
    ("release", "petra", {}),
    ("revise", "dara", {}),
    ("save", "dara", {"content": factories.content(body="Corrected.")}),
    ("submit", "dara", {}),
    ("approve", "rhea", {}),
    ("release", "petra", CORRECTED),
    ("withdraw", "petra", DOWN),
]


def test_b05_events_are_transitions():
    edition = factories.in_review()
    known = AuditEntry.objects.count()
    for act, by, given in LIFE:
        before = datetime.now(UTC) - timedelta(seconds=1)
        was, _label = edition.state(datetime.now(UTC))
        done = factories.do(act, edition, by, **given)
        edition = done if act == "revise" else factories.again(edition)
        (entry,) = AuditEntry.objects.order_by("sequence")[known:]
        known += 1
        assert entry.sequence == known, act
        assert (entry.act, entry.actor) == (act, person(by).pk)
        assert before <= entry.at <= datetime.now(UTC)
        assert entry.at.utcoffset() == timedelta(0)
        assert (entry.edition, entry.digest) == (edition.uuid, edition.revision.digest)
        row = TRANSITIONS[act]
        assert was in row.sources, (act, was)
        state, _label = edition.state(datetime.now(UTC))
        assert row.to is None or state in row.to, (act, state)


def test_b05_what_is_refused_is_entered_and_changes_no_state():
    edition = factories.draft()
    with pytest.raises(Exception, match="role"):
        factories.do("release", edition, "dara")
    assert factories.again(edition).stage == "draft"
