"""The database refuses, in raw SQL, every way past the workflow and every period that
nobody gave.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from publications.models import Edition
from tests import factories
from tests.models.raw_sql import refused, sets

pytestmark = pytest.mark.django_db

PAST = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def test_an_edition_is_not_born_released():
    edition = factories.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(
            text=edition.text,
            stage="released",
            live_from=PAST,
            begun_at=PAST,
            begun_by_id=edition.begun_by_id,
        )


def test_a_draft_is_not_released_past_review():
    now = datetime.now(UTC) + timedelta(minutes=1)
    assert sets(factories.draft(), "stage = 'released', live_from = %s", now)


@pytest.mark.parametrize(
    ("maker", "stage"),
    [
        (factories.draft, "approved"),
        (factories.in_review, "released"),
        (factories.approved, "discarded, but back"),
    ],
)
def test_a_step_that_there_is_not_is_refused(maker, stage):
    edition = maker()
    if stage == "discarded, but back":
        assert not sets(edition, "stage = 'discarded'")
        stage = "draft"
    assert sets(edition, "stage = %s", stage)


def test_a_text_keeps_its_publication_its_language_and_its_order_of_acts():
    edition, other = factories.approved(), factories.draft(title="Another")
    for change in (
        f"publication_id = {other.text.publication_id}, relation = 'courtesy'",
        "language = 'fr'",
        "version = version - 1",
    ):
        where = f"WHERE id = {edition.text_id}"
        assert refused(f"UPDATE publications_text SET {change} {where}"), change


def test_a_released_edition_takes_no_further_revision():
    edition = factories.released()
    with pytest.raises(IntegrityError), transaction.atomic():
        revision = edition.revision
        revision.pk, revision.number = None, 2
        revision.save(force_insert=True)


@pytest.mark.parametrize(
    "change", ["approver_id = approver_id - 1", "voided_at = NULL"]
)
def test_an_approval_is_only_ever_voided(change):
    edition = factories.approved()
    factories.do("save", edition, "dara", content=factories.content(body="New."))
    assert refused(f"UPDATE publications_approval SET {change}")


def test_a_text_in_review_is_not_released_without_approval():
    edition = factories.in_review()
    assert not sets(edition, "stage = 'approved'")
    now = datetime.now(UTC) + timedelta(minutes=1)
    assert sets(edition, "stage = 'released', live_from = %s", now)


def test_the_only_contributor_cannot_be_entered_as_approver():
    edition = factories.in_review(by="dara")
    assert refused(
        "INSERT INTO publications_approval"
        " (edition_id, revision_id, approver_id, capacity, approved_at)"
        " VALUES (%s, %s, %s, 'reviewer', %s)",
        edition.pk,
        edition.revision_id,
        edition.begun_by_id,
        PAST,
    )


def test_an_approval_of_another_revision_counts_for_nothing():
    edition = factories.approved()
    old = edition.revision_id
    edition = factories.do(
        "save", edition, "dara", content=factories.content(body="A comma, moved.")
    ).edition
    edition = factories.again(edition)
    assert edition.stage == "in_review"
    assert refused(
        "INSERT INTO publications_approval"
        " (edition_id, revision_id, approver_id, capacity, approved_at)"
        " VALUES (%s, %s, %s, 'reviewer', %s)",
        edition.pk,
        old,
        factories.person("ruben").pk,
        PAST,
    )


@pytest.mark.parametrize(
    "change",
    [
        "live_from = live_from - interval_",
        "live_from = NULL, stage = 'approved'",
        "stage = 'discarded', live_from = NULL",
        "number = 7",
        "public_note = 'rewritten'",
        "text_id = text_id + 1",
    ],
)
def test_what_was_public_has_been_public(change):
    edition = factories.released()
    if "interval_" in change:
        change = "live_from = '2026-01-01 00:00:00+00:00'"
    assert sets(edition, change)


def test_a_released_edition_shows_no_other_revision():
    edition = factories.released()
    other = factories.draft(title="Another text")
    assert sets(edition, "revision_id = %s", other.revision_id)


def test_a_scheduled_edition_shows_no_revision_that_nobody_approved():
    edition = factories.scheduled()
    other = factories.draft(title="Another text")
    assert sets(edition, "revision_id = %s", other.revision_id)


def test_a_release_does_not_move_into_the_past():
    assert sets(factories.scheduled(), "live_from = %s", PAST)


def test_two_editions_of_a_text_are_never_live_at_once():
    first = factories.released()
    second = factories.do("revise", first, "dara")
    second = factories.do(
        "save", second, "dara", content=factories.content(body="Corrected.")
    ).edition
    second = factories.do("submit", second, "dara")
    second = factories.do("approve", second, "rhea")
    now = datetime.now(UTC) + timedelta(minutes=1)
    assert sets(second, "stage = 'released', live_from = %s, number = 2", now)


def test_the_first_release_never_moves():
    factories.released()
    assert refused("UPDATE publications_text SET year = 1999")
