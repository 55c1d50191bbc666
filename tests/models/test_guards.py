"""The database refuses, in raw SQL, what the product never does: nothing of a text is
deleted, and what was written stays as it is."""

import pytest
from django.db import connection

from publications.models import Revision, guards
from tests import factories
from tests.models.raw_sql import refused

pytestmark = pytest.mark.django_db


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
