"""The database refuses, in raw SQL, what the product never does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from publications.models import AuditEntry, Edition, Rendering, Revision, guards
from publications.workflow import verify
from tests import factories

pytestmark = pytest.mark.django_db

PAST = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def refused(sql: str, *values) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except IntegrityError:
        return True
    return False


def set_edition(edition: Edition, assignment: str, *values) -> bool:
    return refused(
        f"UPDATE publications_edition SET {assignment} WHERE id = %s",
        *values,
        edition.pk,
    )


def test_every_guard_stands_after_migrate():
    assert guards.missing(connection) == []


def test_a_guard_that_was_taken_away_is_missed_and_put_back():
    with connection.cursor() as cursor:
        table = " ON publications_revision" if connection.vendor != "sqlite" else ""
        cursor.execute(f"DROP TRIGGER guard_revision_is_written_once{table}")
    assert guards.missing(connection) == ["guard_revision_is_written_once"]
    guards.install(connection)
    assert guards.missing(connection) == []


@pytest.mark.parametrize(
    "table",
    [
        "publication",
        "text",
        "address",
        "edition",
        "revision",
        "byline",
        "approval",
        "imageuse",
        "image",
        "auditentry",
    ],
)
def test_nothing_of_a_text_is_deleted(table):
    factories.released(body=f"Words.\n\n![A valley](image:{factories.picture().uuid})")
    assert refused(f"DELETE FROM publications_{table}")


@pytest.mark.parametrize(
    "change",
    [
        "title = 'Another title'",
        "body = body || ' and more'",
        "saved_by_id = saved_by_id + 1",
        "digest = 'x'",
    ],
)
def test_a_revision_never_changes(change):
    factories.draft()
    assert refused(f"UPDATE publications_revision SET {change}")


@pytest.mark.parametrize("table", ["byline", "imageuse", "address"])
def test_what_a_revision_names_never_changes(table):
    factories.released(body=f"Words.\n\n![A valley](image:{factories.picture().uuid})")
    assert refused(f"UPDATE publications_{table} SET id = id + 1000")


@pytest.mark.parametrize(
    "change",
    [
        "file = 'pictures/other.jpg'",
        "digest = 'x'",
        "original_digest = 'x'",
        "uuid = '00000000000040008000000000000000'",
        "uploaded_at = NULL",
        "width = width + 1",
        "replaces_id = id",
    ],
)
def test_what_was_taken_in_never_changes(change):
    factories.released(body=f"Words.\n\n![A valley](image:{factories.picture().uuid})")
    assert refused(f"UPDATE publications_image SET {change}")


@pytest.mark.parametrize("change", ["file = 'x.mp3'", "digest = 'x'", "seconds = 9"])
def test_an_attachment_never_changes(change):
    factories.attachment()
    assert refused(f"UPDATE publications_attachment SET {change}")


def test_an_attachment_of_a_text_is_kept_and_what_is_said_of_it():
    recording = factories.attachment()
    factories.released(attachments=(str(recording.uuid),))
    assert refused("DELETE FROM publications_attachment")
    assert refused("DELETE FROM publications_attachmentuse")
    assert refused("UPDATE publications_attachmentuse SET title = 'Other'")


def test_what_is_known_of_a_picture_may_be_mended():
    picture = factories.picture()
    picture.focus_x, picture.event = 20, "The opening"
    picture.save()
    picture.refresh_from_db()
    assert picture.focus == (20, 50)


def test_a_picture_is_not_added_to_a_finished_revision():
    image, edition = factories.picture(), factories.released()
    assert refused(
        "INSERT INTO publications_imageuse (revision_id, image_id) VALUES (%s, %s)",
        edition.revision_id,
        image.pk,
    )


def test_a_signature_is_not_added_to_a_finished_revision():
    edition = factories.released()
    assert refused(
        "INSERT INTO publications_byline"
        " (revision_id, position, role, person_id, honorific, name, post)"
        " SELECT %s, 9, 'author', person_id, '', 'Somebody else', ''"
        " FROM publications_byline LIMIT 1",
        edition.revision_id,
    )


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
    assert set_edition(factories.draft(), "stage = 'released', live_from = %s", now)


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
        assert not set_edition(edition, "stage = 'discarded'")
        stage = "draft"
    assert set_edition(edition, "stage = %s", stage)


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
    assert not set_edition(edition, "stage = 'approved'")
    now = datetime.now(UTC) + timedelta(minutes=1)
    assert set_edition(edition, "stage = 'released', live_from = %s", now)


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
    assert set_edition(edition, change)


def test_a_released_edition_shows_no_other_revision():
    edition = factories.released()
    other = factories.draft(title="Another text")
    assert set_edition(edition, "revision_id = %s", other.revision_id)


def test_a_scheduled_edition_shows_no_revision_that_nobody_approved():
    edition = factories.scheduled()
    other = factories.draft(title="Another text")
    assert set_edition(edition, "revision_id = %s", other.revision_id)


def test_a_release_does_not_move_into_the_past():
    assert set_edition(factories.scheduled(), "live_from = %s", PAST)


def test_two_editions_of_a_text_are_never_live_at_once():
    first = factories.released()
    second = factories.do("revise", first, "dara")
    second = factories.do(
        "save", second, "dara", content=factories.content(body="Corrected.")
    ).edition
    second = factories.do("submit", second, "dara")
    second = factories.do("approve", second, "rhea")
    now = datetime.now(UTC) + timedelta(minutes=1)
    assert set_edition(second, "stage = 'released', live_from = %s, number = 2", now)


def test_the_first_release_never_moves():
    factories.released()
    assert refused("UPDATE publications_text SET year = 1999")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE publications_auditentry SET note = 'x' WHERE sequence = 1",
        "UPDATE publications_auditentry SET sequence = sequence + 1",
        "DELETE FROM publications_auditentry WHERE sequence = 1",
        "INSERT INTO publications_auditentry (sequence, at, actor_name, act, digest,"
        " note, details, previous_hash, hash)"
        " VALUES (999, '2026-01-01 00:00:00+00:00', '', 'release', '', '', '{}',"
        " 'x', 'y')",
    ],
)
def test_the_record_is_only_added_to(sql):
    factories.draft()
    assert refused(sql)


def test_insert_or_replace_and_truncate_go_round_nothing():
    edition = factories.draft()
    connection.check_constraints()  # PostgreSQL truncates no table with checks to run
    if connection.vendor == "sqlite":
        columns = [field.column for field in Revision._meta.concrete_fields]
        values = ["'Another title'" if c == "title" else c for c in columns]
        sql = (
            f"INSERT OR REPLACE INTO publications_revision ({', '.join(columns)})"
            f" SELECT {', '.join(values)}"
            f" FROM publications_revision WHERE id = {edition.revision_id}"
        )
    else:
        sql = "TRUNCATE publications_revision CASCADE"
    assert refused(sql)


class TestVerify:
    """What the guards could not refuse (their owner lifted them) is found out."""

    def faults(self):
        return list(verify.faults({}))

    def test_a_whole_record_has_no_faults(self):
        factories.released()
        assert self.faults() == []

    @pytest.mark.parametrize("what", ["reordered", "inserted"])
    def test_b02_an_entry_that_came_in_or_moved_is_named(self, what):
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
        assert "Entry" in self.faults()[0]

    def test_b02_a_changed_entry_is_named_first(self):
        factories.released()
        with guards.lifted(connection):
            AuditEntry.objects.filter(act="submit").update(note="it was agreed")
        sequence = AuditEntry.objects.get(act="submit").sequence
        assert f"Entry {sequence} (submit" in self.faults()[0]

    def test_b02_a_removed_entry_is_missed(self):
        factories.released()
        with guards.lifted(connection):
            AuditEntry.objects.filter(act="approve").delete()
        assert "entries are missing" in self.faults()[0]

    def test_b01_a_rewritten_text_is_found(self):
        edition = factories.released()
        with guards.lifted(connection):
            type(edition.revision).objects.filter(pk=edition.revision_id).update(
                body="Something else was said."
            )
        assert "its digest doesn't fit" in self.faults()[0]

    def test_another_rendering_than_the_text_is_found(self):
        edition = factories.released()
        rendering = edition.revision.rendering
        rendering.html = "<p>Something else was said.</p>"
        with guards.lifted(connection):
            rendering.save()
        assert "shown otherwise" in self.faults()[0]
        rendering.renderer += 1  # which the guards take for an upgrade
        rendering.save()
        assert "shown otherwise" in self.faults()[0]

    def test_a_list_that_tells_otherwise_of_a_text_is_found(self):
        factories.released()
        with guards.lifted(connection):
            Rendering.objects.update(beginning="Something else was said.")
        assert "shown otherwise" in self.faults()[0]

    def test_an_end_that_no_entry_tells_of_is_found(self):
        edition = factories.released()
        assert not set_edition(edition, "live_until = %s", factories.soon())
        assert "ended otherwise" in self.faults()[0]

    def test_an_end_that_was_taken_back_is_found(self):
        edition = factories.withdrawn()
        with guards.lifted(connection):
            set_edition(edition, "live_until = NULL")
        assert "ended otherwise" in self.faults()[0]

    def test_b02_a_release_that_no_entry_tells_of_is_found(self):
        edition = factories.approved()
        with guards.lifted(connection):
            Edition.objects.filter(pk=edition.pk).update(
                stage="released", live_from=PAST
            )
        assert "no entry says so" in self.faults()[0]
