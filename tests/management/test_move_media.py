"""Moving media: all that rows name, compared where it arrives, and nothing lost."""

import io
import sys
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from publications import clock, renditions, workflow
from publications.models import Rendition
from publications.stores import StoreFailed, bucket, disk, moving
from publications.workflow import verify
from tests import factories, s3
from tests.people import person
from tests.views.stored import moving_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(stores, settings):
    """One of each: picture, animation, rendition, attachment, archived copy."""
    picture = moving_picture(settings)
    factories.attachment()
    renditions.ready(picture, "thumb", "webp")
    placement = factories.placed(factories.draft())
    page = ContentFile(b"%PDF-1.7 a page")
    workflow.keep_copy(placement, page, "page.pdf", by=person("dara"))
    Rendition.objects.create(  # claimed, not made yet
        image=picture,
        name="card",
        extension="jpg",
        claimed_until=clock.database_now(),
    )
    return [kept.name for kept in moving.kept_files()]


def move(*more: str, source="local", target="s3") -> tuple[int, str, str]:
    """Run it; return exit code, standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(
            *("move_media", "--from", source, "--to", target, *more),
            stdout=out,
            stderr=err,
        )
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    except CommandError as error:
        return error.returncode, out.getvalue(), err.getvalue() + str(error)
    return 0, out.getvalue(), err.getvalue()


def kept_in(store) -> set[str]:
    return {k.name for k in moving.kept_files() if moving.is_whole(k, store)}


def replace(store, name: str, data: bytes) -> None:
    store.delete(name)
    assert store.save(name, ContentFile(data)) == name


# --- There and back


def test_every_file_of_every_kind_is_moved_and_back_again(stores, media, settings):
    assert len(media) == 5
    code, out, err = move()
    assert (code, err) == (0, "")
    assert out.startswith("5 moved from local to s3 (")
    assert out.endswith("0 there already, 0 faults.\n")
    assert kept_in(stores["s3"]) == set(media) == kept_in(stores["local"])

    stores.use("s3")
    assert list(verify.faults({})) == []
    for path in Path(settings.MEDIA_ROOT).rglob("*.*"):
        path.unlink()
    assert move(source="s3", target="local")[0] == 0
    assert kept_in(stores["local"]) == set(media)
    stores.use("local")
    assert list(verify.faults({})) == []


def test_what_is_there_already_is_passed_over(stores, media):
    move()
    code, out, _err = move()
    assert (code, out) == (
        0,
        "0 moved from local to s3 (0\xa0bytes), 5 there already, 0 faults.\n",
    )


def test_what_came_in_before_the_switch_is_moved_once_more(stores, media):
    move()
    factories.picture("red")
    stores.use("s3")
    factories.picture("green")  # is in the bucket alone
    assert move()[1].startswith("1 moved from local to s3")


def test_an_empty_site_has_nothing_to_move(stores):
    assert move()[:2] == (
        0,
        "0 moved from local to s3 (0\xa0bytes), 0 there already, 0 faults.\n",
    )


def test_a_dry_run_changes_nothing(stores, media):
    code, out, _err = move("--dry-run")
    assert (code, out[:12]) == (0, "5 to be move")
    assert kept_in(stores["s3"]) == set()


# --- Faults of one file: the others go on


def test_a_file_that_is_missing_is_named(stores, media):
    stores["local"].delete(media[0])
    code, out, err = move()
    assert (code, err) == (1, f"{media[0]}: is missing in the source.\n")
    assert out.startswith("4 moved") and out.endswith("1 faults.\n")
    assert kept_in(stores["s3"]) == set(media[1:])


def test_a_file_that_was_changed_is_named_and_not_spread(stores, media):
    replace(stores["local"], media[1], b"something else")
    code, _out, err = move()
    assert code == 1
    assert err.startswith(f"{media[1]}: is in the source, but not as it was taken in")
    assert not stores["s3"].exists(media[1])


def test_a_file_that_can_not_be_read_is_named(stores, media):
    stores["local"].delete(media[0])
    Path(stores["local"].path(media[0])).mkdir()
    code, _out, err = move()
    assert code == 1
    assert "can't be read in the source (Is a directory)" in err


def test_a_damaged_object_in_the_target_is_found_and_replaced(stores, media):
    move()
    replace(stores["s3"], media[2], b"bit rot")
    code, out, _err = move()
    assert (code, out[:7]) == (0, "1 moved")
    assert kept_in(stores["s3"]) == set(media)


def test_what_arrives_damaged_does_not_stay(stores, media, monkeypatch):
    save = bucket.BucketStorage._save

    def damaged(self, name, content):
        return save(self, name, ContentFile(b"x" + content.read()[1:]))

    monkeypatch.setattr(bucket.BucketStorage, "_save", damaged)
    code, _out, err = move()
    assert code == 1
    assert err.count("arrived damaged in the target, and was removed there.") == 5
    assert not any(map(stores["s3"].exists, media))


def test_what_is_removed_meanwhile_is_no_fault(stores, media, monkeypatch):
    def removed(kept, store):
        Rendition.objects.all().delete()
        store.delete(kept.name)
        stores["local"].delete(kept.name)
        return False

    monkeypatch.setattr(
        moving, "file_fields", lambda: [Rendition._meta.get_field("file")]
    )
    monkeypatch.setattr(moving, "is_whole", removed)
    code, out, err = move()
    assert (code, err, out[:7]) == (0, "", "0 moved")


def test_two_at_once_leave_one_file(stores, media, monkeypatch):
    """The other run puts each file there between the look and the storing."""
    there = moving.is_whole
    others = []

    def first(kept, store):
        whole = there(kept, store)
        if kept.name not in others:
            others.append(kept.name)
            with stores["local"].open(kept.name) as file:
                store.save(kept.name, file)
        return whole

    with monkeypatch.context() as then:
        then.setattr(moving, "is_whole", first)
        assert move()[0] == 0
    assert kept_in(stores["s3"]) == set(media) == set(others)
    assert len(stores["s3"].listdir("pictures")[1]) == 2


# --- Faults of a whole store: one sentence


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"bucket_name": "none"}, "The object store has no such bucket"),
        ({"secret_key": "w" * 40}, "The object store refuses the key"),
        ({"endpoint_url": "http://127.0.0.1:9"}, "The object store does not answer"),
    ],
)
@pytest.mark.parametrize("way", [("local", "s3"), ("s3", "local")])
def test_a_bucket_that_can_not_be_used_is_told(stores, media, changes, sentence, way):
    stores.change(**changes)
    code, out, err = move(source=way[0], target=way[1])
    assert (code, out) == (1, "")
    assert sentence in err and err.endswith("Nothing was moved.")
    assert "\n" not in err


def test_nothing_goes_into_a_bucket_that_anybody_reads(stores, media, settings):
    with s3.server(closed=False) as running:
        settings.STORAGES = {**settings.STORAGES, "s3": running.bucket()}
        code, _out, err = move()
        assert (code, err) == (
            1,
            "Anybody can list the bucket (S3_BUCKET). Nothing was moved.",
        )
        assert not any(map(stores["s3"].exists, media))


def test_a_bucket_that_is_not_configured_is_told(settings):
    code, _out, err = move()
    assert (code, err[:24]) == (1, "“s3” is not configured: ")


def test_a_full_disk_is_told_and_leaves_no_part(stores, media, monkeypatch, settings):
    move()
    stores.use("s3")
    settings.MEDIA_ROOT = settings.MEDIA_ROOT.with_name("other")
    replaced = []

    def full(*names):
        if replaced:
            raise OSError(28, "No space left on device", names[0])
        replaced.append(names)
        move_into_place(*names)

    move_into_place = disk.os.replace
    with monkeypatch.context() as then:
        then.setattr(disk.os, "replace", full)
        code, _out, err = move(source="s3", target="local")
    assert code == 1
    assert "No space left on device. Start it again" in err
    root = Path(settings.MEDIA_ROOT)
    assert len([path for path in root.rglob("*") if path.is_file()]) == 1
    code, out, _err = move(source="s3", target="local")
    assert (code, out[:7]) == (0, "4 moved")


@pytest.mark.parametrize("failure", [StoreFailed("It went away."), KeyboardInterrupt()])
def test_after_an_interruption_it_goes_on(stores, media, monkeypatch, failure):
    save = bucket.BucketStorage._save
    saved = []

    def interrupted(self, name, content):
        if len(saved) == 2:
            raise failure
        saved.append(name)
        return save(self, name, content)

    with monkeypatch.context() as then:
        then.setattr(bucket.BucketStorage, "_save", interrupted)
        code, out, err = move()
    assert code in (1, 130) and out == ""
    assert err.endswith("what has been moved is passed over.")
    assert kept_in(stores["s3"]) == set(saved)
    assert move()[1].startswith("3 moved")


# --- Deleting what was moved


def test_the_store_that_the_site_uses_is_never_emptied(stores, media):
    code, out, err = move("--delete-source")
    assert (code, out) == (1, "")
    assert "The site still uses “local”: set MEDIA_STORAGE=s3" in err
    assert kept_in(stores["local"]) == set(media)


def test_once_all_is_verified_the_source_is_emptied(stores, media):
    stores.use("s3")
    code, out, _err = move("--delete-source")
    assert (code, out.splitlines()[-1]) == (0, "5 deleted in local.")
    assert kept_in(stores["local"]) == set()
    assert kept_in(stores["s3"]) == set(media)
    assert list(verify.faults({})) == []


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_with_one_fault_or_in_a_dry_run_nothing_is_deleted(stores, media, more):
    stores.use("s3")
    replace(stores["local"], media[0], b"wrong")
    assert move("--delete-source", *more)[0] == 1
    assert kept_in(stores["local"]) == set(media[1:])


def test_one_store_is_not_moved_into_itself(stores):
    assert move(target="local") == (1, "", "The two stores are the same.")


# --- What is told on the way


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_shows_one_line_that_grows(stores, media):
    out = Terminal()
    call_command("move_media", "--from", "local", "--to", "s3", stdout=out)
    lines = out.getvalue().split("\r\x1b[K")
    assert [line.split(",")[0] for line in lines[1:6]] == [
        f"{n} of 5 files ({n * 20} %)" for n in range(1, 6)
    ]
    assert lines[-1].startswith("5 moved from local")


def test_elsewhere_a_line_is_told_now_and_then(stores, media, monkeypatch):
    command = sys.modules["publications.management.commands.move_media"]
    monkeypatch.setattr(command, "TELL_EACH", 2)
    assert [line[:21] for line in move()[1].splitlines()[:2]] == [
        "2 of 5 files (40 %), ",
        "4 of 5 files (80 %), ",
    ]
