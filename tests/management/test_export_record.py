"""`manage.py export_record`: a whole bundle, or nothing and a sentence."""

import hashlib
import io
import stat
import uuid

import pytest
from django.core.management import CommandError, call_command

from publications.models import AuditEntry
from publications.workflow import export
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """The folder in which the command is called."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("export_record", *arguments, stdout=out)
    return out.getvalue()


def test_it_is_written_here_and_its_digest_told(here):
    publication = factories.released().text.publication
    told = run(str(publication.uuid))
    (path,) = here.iterdir()
    assert path.name == f"record-{publication.uuid}.zip"
    assert path.name in told
    assert hashlib.sha256(path.read_bytes()).hexdigest() in told
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    entry = AuditEntry.objects.last()
    assert (entry.act, entry.actor) == ("export", None)


def test_what_it_writes_verify_record_finds_whole(here):
    publication = factories.released().text.publication
    run(str(publication.uuid), "--output", "bundle.zip")
    out = io.StringIO()
    call_command("verify_record", "bundle.zip", stdout=out)
    assert out.getvalue() == (
        "The bundle is whole: 7 files, 4 entries, 1 revisions, 1 releases.\n"
    )


def test_nothing_is_overwritten(here):
    publication = factories.draft().text.publication
    path = here / "bundle.zip"
    path.write_text("mine")
    before = AuditEntry.objects.count()
    with pytest.raises(CommandError, match=r"bundle\.zip is there already"):
        run(str(publication.uuid), "--output", str(path))
    assert path.read_text() == "mine"
    assert AuditEntry.objects.count() == before


def test_nothing_is_overwritten_that_came_meanwhile(here, monkeypatch):
    publication = factories.draft().text.publication
    path = here / "bundle.zip"
    bundle = export.bundle

    def slow(*args, **named):
        path.write_text("mine")
        return bundle(*args, **named)

    monkeypatch.setattr(export, "bundle", slow)
    with pytest.raises(CommandError, match="is there already"):
        run(str(publication.uuid), "--output", str(path))
    assert [p.read_text() for p in here.iterdir()] == ["mine"]


@pytest.mark.parametrize("name", ["", "abc", "1234", str(uuid.UUID(int=7))])
def test_an_unknown_uuid_is_told_in_one_line(name, here):
    with pytest.raises(CommandError) as refusal:
        run(name)
    assert "\n" not in str(refusal.value)
    assert refusal.value.returncode == 1
    assert not list(here.iterdir())


def test_a_folder_that_is_not_there_is_told():
    publication = factories.draft().text.publication
    with pytest.raises(CommandError, match="No such file or directory"):
        run(str(publication.uuid), "--output", "nowhere/bundle.zip")


@pytest.mark.parametrize("failure", [OSError(28, "No space left"), KeyboardInterrupt()])
def test_no_part_of_a_bundle_stays_after_a_failure(here, monkeypatch, failure):
    publication = factories.draft().text.publication
    before = AuditEntry.objects.count()

    def fail(*args):
        raise failure

    monkeypatch.setattr(export, "_write_media", fail)
    with pytest.raises((CommandError, KeyboardInterrupt)):
        run(str(publication.uuid))
    assert not list(here.iterdir())
    assert AuditEntry.objects.count() == before
