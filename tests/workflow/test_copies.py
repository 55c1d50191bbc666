"""Copies of what outlets printed: kept as they came, once, and never half."""

import hashlib
import json
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import DatabaseError, connection, transaction

from publications import workflow
from publications.models import ArchivedCopy, AuditEntry, guards
from publications.workflow import record, verify
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

PAGE = b"%PDF-1.7 \x00\xff a page"


@pytest.fixture
def placement():
    return factories.placed(factories.draft())


def keep(placement, data=PAGE, name="page.pdf", by="dara"):
    return workflow.keep_copy(placement, ContentFile(data), name, by=person(by))


def files() -> set[str]:
    try:
        return set(default_storage.listdir("copies")[1])
    except FileNotFoundError:
        return set()


@pytest.fixture(autouse=True)
def before():
    return files()


def test_a_copy_is_kept_as_it_came_under_a_name_of_ours(placement, before):
    copy = keep(placement)
    copy.refresh_from_db()
    with copy.file.open() as file:
        assert file.read() == PAGE
    assert copy.file.name == f"copies/{copy.uuid}"
    digest = hashlib.sha256(PAGE).hexdigest()
    assert (copy.size, copy.digest, copy.name) == (len(PAGE), digest, "page.pdf")
    assert copy.kept_by == person("dara")
    assert files() - before == {str(copy.uuid)}
    entry = AuditEntry.objects.get(act="keep_copy")
    told = json.loads(entry.details)
    assert (told["sha256"], told["copy"]) == (digest, str(copy.uuid))
    assert entry.publication == placement.publication.uuid


def test_a_large_upload_is_kept_from_its_temporary_file(placement):
    data = b"II*\0" + bytes(range(256)) * 12_000  # more than is held in memory
    with TemporaryUploadedFile("scan.tif", "image/tiff", len(data), None) as upload:
        upload.write(data)
        upload.flush()
        copy = workflow.keep_copy(placement, upload, upload.name, by=person("dara"))
    with copy.file.open() as file:
        assert hashlib.sha256(file.read()).hexdigest() == copy.digest
    assert copy.digest == hashlib.sha256(data).hexdigest()


def test_the_same_file_again_is_the_copy_that_is_there(placement, before):
    copy = keep(placement)
    assert keep(placement, name="again.pdf") == copy
    assert AuditEntry.objects.filter(act="keep_copy").count() == 1
    assert len(files() - before) == 1
    other = factories.placed(factories.draft(title="Another"))
    assert keep(other) != copy
    assert keep(placement, PAGE + b"!") != copy


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "empty"), (b"x" * (25 * 2**20 + 1), "larger than 25 MB")],
)
def test_a_file_of_no_bytes_or_too_many_is_refused(placement, before, data, sentence):
    with pytest.raises(workflow.NotPossible, match=sentence):
        keep(placement, data)
    assert not ArchivedCopy.objects.exists()
    assert files() == before


def test_twenty_five_megabytes_are_not_too_many(placement):
    data = PAGE.ljust(25 * 2**20, b"x")
    assert keep(placement, data).size == workflow.MAX_COPY


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\scans\\page 3.pdf", "page 3.pdf"),
        ("a\r\nSet-Cookie: b\u202eexe.pdf", "aSet-Cookie: bexe.pdf"),
        ("xəbər.pdf", "xəbər.pdf"),
        ("n" * 500 + ".pdf", "n" * 120),
    ],
)
def test_a_name_is_for_people_and_never_a_place(placement, name, kept):
    copy = keep(placement, name=name)
    assert copy.name == kept
    assert copy.file.name == f"copies/{copy.uuid}"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<!doctype html><title>P\xe9trus</title>"),
        ("Page.HTM", "<p>Сегодня".encode("cp1251")),
        ("mail.eml", b"From: a@b.example\r\n\r\nAppeared."),
        ("shot.PNG", b"\x89PNG\r\n\x1a\n..."),
        ("radio.mp3", b"ID3\x04..."),
        ("film.mp4", b"\0\0\0\x18ftypmp42"),
        ("page.webp", b"RIFF\0\0\0\0WEBPVP8 "),
    ],
)
def test_a_copy_is_what_its_ending_says(placement, name, data):
    assert keep(placement, data, name).name == name


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.pdf", b"MZ\x90\0 a program"),
        ("page.html", b"MZ\x90\0 a program"),
        ("shot.png", b"<html>"),
        ("setup.exe", b"MZ\x90\0 a program"),
        ("page.pdf.exe", PAGE),
        ("page", PAGE),
        ("", PAGE),
        ("\u202e", PAGE),
        ("shot.svg", b"<svg><script/></svg>"),
    ],
)
def test_what_is_no_copy_or_says_so_falsely_is_refused(placement, before, name, data):
    with pytest.raises(workflow.NotPossible, match="not what its ending says"):
        keep(placement, data, name)
    assert not ArchivedCopy.objects.exists() and files() == before


def test_what_fails_on_the_way_leaves_no_file_and_no_row(placement, before):
    with (
        mock.patch.object(record, "enter", side_effect=DatabaseError("gone")),
        pytest.raises(DatabaseError),
    ):
        keep(placement)
    assert not ArchivedCopy.objects.exists()
    assert files() == before


def test_a_file_that_could_not_be_written_whole_leaves_nothing(placement, before):
    def half():
        yield PAGE[:3]
        raise OSError("disk full")

    whole = ContentFile(PAGE)
    readings = iter([iter([PAGE]), half()])
    whole.chunks = lambda chunk_size=None: next(readings)
    with pytest.raises(workflow.NotPossible, match="disk full"):
        workflow.keep_copy(placement, whole, "page.pdf", by=person("dara"))
    assert not ArchivedCopy.objects.exists()
    assert files() == before


def test_within_a_transaction_that_may_be_undone_none_is_kept(placement, before):
    with pytest.raises(RuntimeError), transaction.atomic():
        keep(placement)
    assert files() == before


@pytest.mark.django_db(transaction=True)
def test_what_a_commit_undoes_leaves_no_file(before):
    placement = factories.placed(factories.draft())
    with (
        mock.patch.object(connection, "commit", side_effect=DatabaseError("lost")),
        pytest.raises(DatabaseError),
    ):
        keep(placement)
    assert not ArchivedCopy.objects.exists()
    assert files() == before


@pytest.mark.django_db(transaction=True)
def test_what_fails_after_the_commit_leaves_row_and_file(before):
    placement = factories.placed(factories.draft())
    enter = record.enter

    def entered(*args, **more):
        def fail():
            raise RuntimeError("told too late")

        transaction.on_commit(fail)
        return enter(*args, **more)

    with (
        mock.patch.object(record, "enter", entered),
        pytest.raises(RuntimeError, match="told too late"),
    ):
        keep(placement)
    copy = ArchivedCopy.objects.get()
    assert files() - before == {str(copy.uuid)}


@pytest.mark.parametrize("name", ["orla", "hugo", "stella", "admin"])
def test_who_may_not_mend_placements_keeps_no_copy(placement, before, name):
    with pytest.raises(workflow.NotPermitted):
        keep(placement, by=name)
    assert files() == before


@pytest.mark.django_db(transaction=True)
def test_nobody_outside_the_circle_keeps_one_and_that_is_on_the_record(before):
    edition = factories.draft()
    placement = factories.placed(edition)
    workflow.limit(edition, by=person("dara"))
    with pytest.raises(workflow.NotPermitted, match="limited circle"):
        keep(placement, by="rhea")
    assert files() == before
    entry = AuditEntry.objects.last()
    assert (entry.act, json.loads(entry.details)) == (
        "refused",
        {"refused": "keep_copy"},
    )


def test_the_record_is_checked_against_the_file(placement):
    copy = keep(placement)
    assert list(verify.faults({})) == []
    with copy.file.storage.open(copy.file.name, "wb") as file:
        file.write(b"Another page.")
    assert list(verify.faults({})) == [
        f"The file of the copy {copy.uuid} is not the one that was kept."
    ]
    copy.file.storage.delete(copy.file.name)
    assert list(verify.faults({})) == [f"The file of the copy {copy.uuid} is gone."]


def test_a_row_that_no_act_made_and_an_act_without_its_row_are_found_out(placement):
    copy = keep(placement)
    with guards.lifted(connection):
        ArchivedCopy.objects.update(digest="b" * 64)
    found = list(verify.faults({}))
    assert f"The copy {copy.uuid} is not on the record as it is stored." in found
    with guards.lifted(connection):
        ArchivedCopy.objects.all().delete()
    assert list(verify.faults({})) == [
        f"The copy {copy.uuid} was kept on the record, but is not there."
    ]
