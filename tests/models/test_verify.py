"""What the guards could not refuse (their owner lifted them) is found out."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from publications.models import AuditEntry, Edition, Rendering, guards
from publications.workflow import verify
from tests import factories
from tests.models.raw_sql import sets

pytestmark = pytest.mark.django_db

PAST = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def faults():
    return list(verify.faults({}))


def test_a_whole_record_has_no_faults():
    factories.released()
    assert faults() == []


@pytest.mark.parametrize("what", ["reordered", "inserted"])
def test_b02_an_entry_that_came_in_or_moved_is_named(what):
    factories.released()
    second, third = AuditEntry.objects.filter(sequence__in=(2, 3))
    with guards.lifted(connection):
        if what == "reordered":
            for entry, place in ((second, 99), (third, 2), (second, 3)):
                AuditEntry.objects.filter(pk=entry.pk).update(sequence=place)
        else:
            AuditEntry.objects.filter(pk=third.pk).update(sequence=99)
            second.pk, second.sequence, second.previous_hash = None, 3, second.hash
            second.hash = second.computed_hash()
            AuditEntry.objects.filter(pk=third.pk).update(previous_hash="x")
            second.save(force_insert=True)
    assert "Entry" in faults()[0]


def test_b02_a_changed_entry_is_named_first():
    factories.released()
    with guards.lifted(connection):
        AuditEntry.objects.filter(act="submit").update(note="it was agreed")
    sequence = AuditEntry.objects.get(act="submit").sequence
    assert f"Entry {sequence} (submit" in faults()[0]


def test_b02_a_removed_entry_is_missed():
    factories.released()
    with guards.lifted(connection):
        AuditEntry.objects.filter(act="approve").delete()
    assert "entries are missing" in faults()[0]


def test_b01_a_rewritten_text_is_found():
    edition = factories.released()
    with guards.lifted(connection):
        type(edition.revision).objects.filter(pk=edition.revision_id).update(
            body="Something else was said."
        )
    assert "its digest doesn't fit" in faults()[0]


def test_another_rendering_than_the_text_is_found():
    edition = factories.released()
    rendering = edition.revision.rendering
    rendering.html = "<p>Something else was said.</p>"
    with guards.lifted(connection):
        rendering.save()
    assert "shown otherwise" in faults()[0]
    rendering.renderer += 1  # which the guards take for an upgrade
    rendering.save()
    assert "shown otherwise" in faults()[0]


def test_a_list_that_tells_otherwise_of_a_text_is_found():
    factories.released()
    with guards.lifted(connection):
        Rendering.objects.update(beginning="Something else was said.")
    assert "shown otherwise" in faults()[0]


def test_an_end_that_no_entry_tells_of_is_found():
    edition = factories.released()
    assert not sets(edition, "live_until = %s", factories.soon())
    assert "ended otherwise" in faults()[0]


def test_an_end_that_was_taken_back_is_found():
    edition = factories.withdrawn()
    with guards.lifted(connection):
        sets(edition, "live_until = NULL")
    assert "ended otherwise" in faults()[0]


def test_b02_a_release_that_no_entry_tells_of_is_found():
    edition = factories.approved()
    with guards.lifted(connection):
        Edition.objects.filter(pk=edition.pk).update(stage="released", live_from=PAST)
    assert "no entry says so" in faults()[0]
