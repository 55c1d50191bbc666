"""A backup that was taken while people worked comes back whole, or not at all."""

import gzip
import io
import json
import os
import stat
import tarfile
import threading
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from publications import __version__, clock, renditions, search, workflow
from publications.backups import Unfit, archive, cipher, tables
from publications.backups.restoring import restore
from publications.backups.taking import take
from publications.models import (
    Account,
    AuditEntry,
    Delivery,
    Edition,
    Hold,
    Image,
    Rendition,
    guards,
)
from publications.rendering.searching import read
from publications.workflow import verify
from tests import factories
from tests.conftest import as_set_up
from tests.copies import once
from tests.people import person
from tests.workflow.test_following import live, translated
from tests.workflow.test_pages import public

pytestmark = pytest.mark.django_db(transaction=True)


def a_site():
    """Texts in several states, with all that belongs to them; return its media."""
    factories.placed(factories.released(body="Out."), url="https://courier.example/1")
    factories.superseded(title="Superseded")
    factories.retracted(title="Retracted")
    factories.scheduled(title="Scheduled")
    factories.in_review(title="审阅中: “Ə” \U0001f30d")
    picture = factories.described(factories.picture("teal"))
    factories.described(picture, "fr", alt="Une rivière")
    renditions.ready(picture, "thumb", "webp")
    recording = factories.attachment()
    original = factories.released(
        title="With a picture",
        lead=str(picture.uuid),
        attachments=(str(recording.uuid),),
    )
    live(translated(original))
    public()
    Delivery.objects.latest("pk").delete()  # a number that was given, and is gone
    return {name: Path(default_storage.path(name)).read_bytes() for name in _names()}


def _names():
    return [
        name
        for folder, _folders, files in os.walk(default_storage.location)
        for file in files
        if (name := os.path.relpath(Path(folder, file), default_storage.location))
    ]


@pytest.fixture
def site(transactional_db, settings, tmp_path):
    """The same site each time, its media in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    media = once(a_site)
    for name, data in media.items():
        if not default_storage.exists(name):
            default_storage.save(name, io.BytesIO(data))


@pytest.fixture
def elsewhere(settings, tmp_path):
    """Go to an empty place, as after everything was lost."""

    def gone(name="restored"):
        settings.MEDIA_ROOT = tmp_path / name
        once(as_set_up)
        clock.look_again()

    return gone


def taken(path: Path, recipients: tuple = ()) -> dict:
    with path.open("wb") as out, cipher.encrypting(out, list(recipients)) as plain:
        return take(plain)


def stored() -> dict[str, list]:
    return {tables.name_of(m): list(tables.rows(m)) for m in tables.kept()}


@pytest.mark.usefixtures("site")
def test_a_backup_taken_while_people_write_comes_back_as_one_moment(
    tmp_path, elsewhere
):
    key = tmp_path / "key"
    recipient = cipher.new_key(key)
    edition = Edition.objects.get(revision__title__startswith="审阅中")
    begun, ended, saved = threading.Event(), threading.Event(), []
    rhea = person("rhea")

    def write():
        try:
            while not ended.is_set():
                workflow.remark(edition, f"No. {len(saved)}", by=rhea)
                saved.append(clock.database_now())
                begun.set()
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(20)
    path = tmp_path / "backup.age"
    told = taken(path, cipher.recipients_of([recipient]))
    during = len(saved)
    ended.set()
    writer.join(20)
    assert during > 1, "nobody wrote meanwhile"
    elsewhere()
    done = restore(path, cipher.identities_in(key))
    assert done.manifest == json.loads(json.dumps(told))
    assert done.counted["entries"] == told["record"]["entries"] + 1
    assert list(verify.faults({})) == []
    counts = {name: table["rows"] for name, table in told["tables"].items()}
    counts["publications.hold"] += 1
    counts["publications.auditentry"] += 1
    assert {name: len(rows) for name, rows in stored().items()} == counts


@pytest.mark.usefixtures("site")
def test_everything_comes_back_and_goes_on(tmp_path, elsewhere):
    before, media = stored(), {n for n in _names() if not n.startswith("renditions/")}
    last = tables.numbers()
    path = tmp_path / "backup"
    told = taken(path)
    elsewhere()
    call_command("restore", path, stdout=(out := StringIO()))
    assert "Record verified" in out.getvalue()
    after = stored()
    assert after.pop("publications.hold")[0][1] == told["moment"]
    assert after["publications.auditentry"].pop()[5] == "restore"
    assert after == {k: v for k, v in before.items() if k != "publications.hold"}
    assert set(_names()) == media
    assert Image.objects.exists()
    assert not Rendition.objects.exists()
    assert guards.missing(connection) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.all().delete()
    found = search.Search(clock.moment(), "en", read("picture"))
    assert {hit.edition.title for hit in found.page(1)} == {"With a picture"}
    # No number is given twice, also of what was gone already.
    assert (
        Delivery.objects.create(
            created_at=clock.database_now(), due_at=clock.database_now()
        ).pk
        > (last["publications_delivery"])
    )
    assert factories.draft(title="New").pk > last["publications_edition"]
    assert Account.objects.get(username="petra").groups.get().name == "Publisher"
    assert person("petra").permitted() >= {"release", "lift_hold"}


def again_with(data: bytes, change) -> bytes:
    """The same archive, with each member as `change` has it."""
    out = BytesIO()
    with (
        tarfile.open(fileobj=BytesIO(gzip.decompress(data))) as old,
        tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for member in old:
            content = old.extractfile(member).read()
            changed = change(member, content)
            if changed is not None:
                member.size = len(changed)
                new.addfile(member, BytesIO(changed))
    return gzip.compress(out.getvalue())


def _one_word(member, content):
    return content.replace(b"Out.", b"Oub.")


def _without(part):
    return lambda member, content: None if part in member.name else content


def _another_file(member, content):
    return content[::-1] if member.name.startswith("media/") else content


def _a_row_less(member, content):
    if "auditentry" in member.name:
        return b"\n".join(content.splitlines()[:-1]) + b"\n"
    return content


def _of_another_record(member, content):
    """One who writes rows and manifest anew is met by the record."""
    if member.name == "manifest.json":
        told = json.loads(content)
        told["record"]["hash"] = "0" * 64
        return json.dumps(told).encode()
    return content


@pytest.mark.usefixtures("site")
def test_what_was_changed_or_cut_off_is_not_restored(tmp_path, elsewhere):
    key, other = tmp_path / "key", tmp_path / "other"
    recipients = cipher.recipients_of([cipher.new_key(key)])
    cipher.new_key(other)
    keys = cipher.identities_in(key)
    path, sealed, bad = (tmp_path / name for name in ("plain", "sealed", "bad"))
    taken(path)
    taken(sealed, recipients)
    plain, secret = path.read_bytes(), sealed.read_bytes()
    assert b"Out." not in secret
    elsewhere()
    bent = bytearray(secret)
    bent[len(bent) // 2] ^= 1
    for data, keys_given, said in (
        (plain[: len(plain) // 2], [], "cut off"),
        (plain[:-3000], [], "cut off|end is missing"),
        (b"", [], "cut off"),
        (b"No backup at all.", [], "cut off"),
        (secret, [], "--identity"),
        (secret, cipher.identities_in(other), "does not open"),
        (bytes(bent), keys, "cut off or changed"),
        (secret[:-20], keys, "cut off or changed"),
        (again_with(plain, _one_word), [], "does not fit its manifest"),
        (again_with(plain, _a_row_less), [], "does not fit its manifest"),
        (again_with(plain, _without("publications.approval/")), [], "does not fit"),
        (again_with(plain, _without("media/attachments")), [], "media do not fit"),
        (again_with(plain, _another_file), [], "not the file that was kept"),
        (again_with(plain, _without("manifest")), [], "end is missing"),
        (again_with(plain, _of_another_record), [], "does not end as"),
    ):
        bad.write_bytes(data)
        with pytest.raises(Unfit, match=said):
            restore(bad, keys_given)
        assert tables.not_empty() == [], said
        assert _names() == [], said
    assert guards.missing(connection) == []
    restore(sealed, keys)


@pytest.mark.usefixtures("site")
def test_a_backup_goes_into_an_empty_place_only(tmp_path, elsewhere, settings):
    path = tmp_path / "backup"
    taken(path)
    with pytest.raises(Unfit, match="database is not empty"):
        restore(path, [])
    elsewhere()
    default_storage.save("images/a.png", BytesIO(b"x"))
    with pytest.raises(Unfit, match="media store is not empty"):
        restore(path, [])
    with pytest.raises(CommandError, match="Nothing was restored.*not empty"):
        call_command("restore", path, stdout=StringIO())
    elsewhere("another")
    told = json.loads(json.dumps(archive.checked(path, [])))
    for name, said in (("0001_initial", "older version"), ("0999_x", "newer version")):
        changed = {**told["schema"], "publications": name}
        bad = again_with(
            path.read_bytes(),
            lambda member, content, changed=changed: (
                json.dumps({**json.loads(content), "schema": changed}).encode()
                if member.name == "manifest.json"
                else content
            ),
        )
        (tmp_path / "bad").write_bytes(bad)
        with pytest.raises(Unfit, match=said):
            restore(tmp_path / "bad", [])


@pytest.mark.usefixtures("site")
def test_a_record_that_does_not_verify_leaves_the_place_empty(tmp_path, elsewhere):
    """Whoever writes a backup anew, digests and all, is met by the record itself."""
    path = tmp_path / "backup"
    with guards.lifted(connection):
        AuditEntry.objects.filter(act="release").update(note="Nothing to see")
    taken(path)
    elsewhere()
    with pytest.raises(Unfit, match="record is not whole.*was changed after"):
        restore(path, [])
    assert tables.not_empty() == []
    assert _names() == []
    assert guards.missing(connection) == []


@pytest.mark.usefixtures("site")
def test_the_record_is_held_against_its_anchors(tmp_path, elsewhere, settings):
    settings.ANCHOR_DIR = tmp_path / "anchors"
    settings.RECORD_KEY = tmp_path / "record-key.pem"
    call_command("anchor_record", stdout=StringIO())
    path = tmp_path / "backup"
    told = taken(path)
    factories.draft(title="Lost")
    call_command("anchor_record", stdout=StringIO())
    elsewhere()
    call_command("restore", path, "--anchors", stdout=(out := StringIO()))
    assert "It is what 1 anchors say." in out.getvalue()
    assert "Lost since the backup: at least 1 entries." in out.getvalue()
    assert Hold.objects.get().entry == told["record"]["entries"]


@pytest.mark.usefixtures("site")
def test_the_command_writes_one_file_for_its_owner_alone(tmp_path, settings):
    folder = tmp_path / "backups"
    settings.BACKUP_RECIPIENTS = [cipher.new_key(tmp_path / "key")]
    call_command("backup", folder, stdout=(out := StringIO()))
    (path,) = folder.iterdir()
    assert path.name.endswith(".tar.gz.age")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "the record up to entry" in out.getvalue()
    assert "not encrypted" not in out.getvalue()
    archive.checked(path, cipher.identities_in(tmp_path / "key"))


@pytest.mark.usefixtures("site")
def test_a_backup_that_fails_leaves_nothing_and_replaces_nothing(
    tmp_path, monkeypatch, settings
):
    folder = tmp_path / "backups"
    now = clock.database_now()
    monkeypatch.setattr(clock, "database_now", lambda: now)
    call_command("backup", folder, stdout=StringIO())
    (path,) = folder.iterdir()
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", folder, stdout=StringIO())
    assert list(folder.iterdir()) == [path]
    monkeypatch.setattr(tables, "rows", lambda model: _full_disk())
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup", tmp_path / "other", stdout=StringIO())
    assert list((tmp_path / "other").iterdir()) == []


def _full_disk():
    raise OSError(28, "No space left on device")
    yield


@pytest.mark.usefixtures("site")
def test_a_file_that_is_lost_is_told_of_and_the_rest_is_kept(tmp_path, elsewhere):
    image = Image.objects.earliest("pk")
    default_storage.delete(image.file.name)
    with pytest.raises(CommandError, match="without the files") as failed:
        call_command("backup", tmp_path, stdout=StringIO(), stderr=(err := StringIO()))
    assert failed.value.returncode == 3
    assert f"{image.file.name} is missing" in err.getvalue()
    (path,) = tmp_path.glob("*.tar.gz")
    elsewhere()
    call_command("restore", path, stdout=(out := StringIO()))
    assert f"Was not in the backup: {image.file.name}" in out.getvalue()


def test_the_version_is_that_of_the_project(settings):
    project = (settings.BASE_DIR / "pyproject.toml").read_text()
    assert f'version = "{__version__}"' in project


def test_every_table_is_kept_or_left_out_knowingly():
    assert {m.__name__ for m in tables.LEFT_OUT} == {
        *("Session", "SignIn", "Tries", "AccountLink"),
        *("Rendition", "SearchSpelling", "LinkWithin"),
    }
    assert not set(tables.kept()) & set(tables.LEFT_OUT)
