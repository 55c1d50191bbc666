"""`manage.py verify_record` says whether the record is whole: here, or in a bundle."""

import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from publications import workflow
from publications.models import (
    Approval,
    AuditEntry,
    Edition,
    Person,
    Withdrawal,
    guards,
)
from publications.workflow import record
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def verified() -> str:
    out = io.StringIO()
    call_command("verify_record", stdout=out)
    return out.getvalue()


def enter(act: str, edition: Edition, **details) -> None:
    record.enter(act, by=person("petra"), at=timezone.now(), edition=edition, **details)


def test_a_whole_record_is_counted():
    factories.released()
    assert verified() == "The record is whole: 5 entries, 1 revisions, 1 releases.\n"


def test_the_first_entry_that_does_not_fit_is_named():
    factories.released()
    with guards.lifted(connection):
        AuditEntry.objects.filter(sequence__in=(3, 4)).update(actor_name="Nobody")
    with pytest.raises(CommandError, match=r"Entry 3 \(submit.*changed after"):
        verified()


# --- Acts that release


def test_what_was_scheduled_moved_and_taken_back_fits():
    factories.do(
        "reschedule", factories.scheduled(), "petra", moment=factories.soon(90)
    )
    factories.do("unschedule", factories.scheduled(title="Salt"), "petra")
    assert "2 revisions, 1 releases" in verified()


def test_an_emergency_release_fits(settings):
    settings.EMERGENCY_RELEASE = True
    edition = factories.emergency()
    factories.do("approve_afterwards", edition, "rhea")
    assert "1 releases" in verified()


def test_what_went_out_by_its_latest_time_or_its_outlet_fits():
    for latest in (None, factories.soon()):
        edition = factories.approved()
        placement = factories.placed(edition)
        factories.do(
            "await_placement", edition, "petra", placement=placement, latest=latest
        )
        verified()
        placement.confirmed, placement.url = True, "https://herald.example/1"
        workflow.store_placement(placement, by=person("petra"))
    assert "2 releases" in verified()


def test_a_schedule_that_fell_with_an_approval_fits():
    edition = factories.scheduled()
    approval = edition.approvals.get()
    factories.do("void", edition, "rhea", approval=approval)
    assert "0 releases" in verified()


def test_a_bundle_s_release_fits():
    editions = [factories.approved(), factories.approved(title="Salt")]
    bundle = workflow.make_bundle("Two", editions, by=person("petra"))
    workflow.release_bundle(bundle, by=person("petra"))
    assert "2 releases" in verified()


def test_a_translation_fits():
    workflow.translate(factories.draft(), "az", "courtesy", by=person("dara"))
    assert "2 revisions" in verified()


def test_a_refused_release_releases_nothing():
    edition = factories.approved()
    enter("refused", edition, refused="release")
    assert "0 releases" in verified()
    with guards.lifted(connection):
        now = timezone.now()
        Edition.objects.update(stage="released", live_from=now)
    with pytest.raises(CommandError, match="is released, but no entry says so"):
        verified()


def test_a_release_of_another_moment_is_found_out():
    edition = factories.released()
    with guards.lifted(connection):
        Edition.objects.update(live_from=edition.live_from - timedelta(days=1))
    with pytest.raises(CommandError, match="released for another moment"):
        verified()


def test_a_release_that_is_not_stored_is_found_out():
    factories.released()
    with guards.lifted(connection):
        Edition.objects.update(stage="approved", live_from=None)
    with pytest.raises(CommandError, match="was released on the record, but"):
        verified()


# --- Approvals


def test_a_voided_approval_needs_no_entry_and_one_that_stands_does():
    edition = factories.approved()
    with guards.lifted(connection):
        Approval.objects.update(approver=person("ruben"))
    with pytest.raises(CommandError, match="has an approval by Rhea, but no entry"):
        verified()
    with guards.lifted(connection):
        Approval.objects.update(voided_at=timezone.now())
    assert verified()
    assert edition.stage == "approved"


def test_an_approval_by_link_is_entered_without_an_account():
    edition = factories.in_review()
    with guards.lifted(connection):
        Approval.objects.create(
            edition=edition,
            revision=edition.revision,
            approver=person("hugo"),
            signatory=Person.objects.first(),
            name="Ada Venn",
            approved_at=timezone.now(),
        )
    with pytest.raises(CommandError, match="has an approval by Ada Venn"):
        verified()
    record.enter(
        "approve", by=None, by_name="Ada Venn", at=timezone.now(), edition=edition
    )
    assert verified()


# --- Withdrawals


@pytest.mark.parametrize("make", [factories.withdrawn, factories.retracted])
def test_a_text_taken_down_fits(make):
    make()
    assert verified()


def test_a_withdrawal_without_its_entry_is_found_out():
    edition = factories.withdrawn()
    with guards.lifted(connection):
        Withdrawal.objects.create(
            edition=edition,
            outcome="retracted",
            reason="error",
            entered_at=timezone.now(),
            entered_by=person("petra"),
        )
    with pytest.raises(CommandError, match=r"taken down \(retracted\), but no entry"):
        verified()


def test_an_entry_without_its_withdrawal_is_found_out():
    factories.withdrawn()
    with guards.lifted(connection):
        Withdrawal.objects.all().delete()
    with pytest.raises(CommandError, match=r"on the record \(withdrawn\), but is not"):
        verified()


def test_a_withdrawal_made_milder_is_found_out():
    factories.retracted()
    with guards.lifted(connection):
        Withdrawal.objects.update(outcome="withdrawn")
    with pytest.raises(CommandError, match=r"taken down \(withdrawn\), but no entry"):
        verified()


# --- A bundle, elsewhere


def bundle_of(edition: Edition, folder: Path) -> Path:
    path = folder / "bundle.zip"
    uuid = factories.again(edition).text.publication.uuid
    call_command("export_record", str(uuid), output=path, stdout=io.StringIO())
    return path


def elsewhere(path: Path, folder: Path) -> subprocess.CompletedProcess:
    """On a machine whose database can't be reached."""
    return subprocess.run(
        [sys.executable, "manage.py", "verify_record", str(path)],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none?connect_timeout=2",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_bundle_is_checked_where_no_database_is(tmp_path):
    image = factories.picture()
    body = f"First.\n\n![A valley](image:{image.uuid})"
    path = bundle_of(factories.released(body=body), tmp_path)
    run = elsewhere(path, tmp_path)
    assert run.stdout.startswith("The bundle is whole: 8 files"), run.stderr
    assert (run.returncode, run.stderr) == (0, "")

    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("media/00000000-0000-4000-8000-000000000000.png", b"")
    run = elsewhere(path, tmp_path)
    assert (run.returncode, run.stdout) == (1, "")
    assert "is not listed in SHA256SUMS" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_checking_a_bundle_asks_the_database_nothing(
    tmp_path, django_assert_num_queries
):
    path = bundle_of(factories.released(), tmp_path)
    with django_assert_num_queries(0):
        call_command("verify_record", str(path), stdout=io.StringIO())


def test_a_bundle_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match=r"none\.zip: No such file"):
        call_command("verify_record", str(tmp_path / "none.zip"))
    with pytest.raises(CommandError, match="Is a directory"):
        call_command("verify_record", str(tmp_path))


def test_the_first_fault_of_a_bundle_is_named(tmp_path):
    path = bundle_of(factories.released(), tmp_path)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files["manifest.json"])
    files["manifest.json"] = json.dumps({**manifest, "product": "x"}).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    with pytest.raises(CommandError, match=r"^manifest\.json was changed: its SHA-256"):
        call_command("verify_record", str(path))
