"""Taking pictures and attachments in: each once, within limits, nothing left behind."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from publications import attachments, images, workflow
from publications.models import Attachment, AuditEntry, Image, Rendition
from tests import factories
from tests.attachments import samples
from tests.people import person

pytestmark = pytest.mark.django_db


def png(colour="navy", size=(40, 30)):
    out = io.BytesIO()
    Pillow.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def take(data, name="valley.png", by="dara"):
    return workflow.take_picture_in(data, name, by=person(by))


def attach(data, name="speech.mp3", by="dara"):
    return workflow.take_attachment_in(
        io.BytesIO(data), len(data), name, language="en", by=person(by)
    )


def files():
    root = Path(settings.MEDIA_ROOT)
    return {str(path) for path in root.rglob("*") if path.is_file()}


def test_the_same_file_again_is_the_picture_that_is_there():
    first = take(png())
    before = files()
    assert take(png(), "other-name.png", by="rhea") == first
    assert Image.objects.count() == 1
    assert files() == before
    assert AuditEntry.objects.filter(act="add_image").count() == 1


def test_the_same_attachment_again_is_the_one_that_is_there():
    first = attach(samples.mp3())
    before = files()
    assert attach(samples.mp3(), "again.mp3", by="rhea") == first
    assert files() == before


def test_an_attachment_is_known_by_what_it_is():
    recording = attach(samples.mp3(seconds=3), "evil\r\nname.html")
    assert (recording.extension, recording.mime) == ("mp3", "audio/mpeg")
    assert recording.seconds == 3
    assert recording.file.name == f"attachments/{recording.uuid}.mp3"
    assert "\n" not in recording.name
    entry = AuditEntry.objects.get(act="add_attachment")
    assert recording.digest in entry.details


@pytest.mark.parametrize("name", ["hugo", "orla", "stella", "admin"])
def test_who_may_not_take_in_stores_nothing(name):
    before = files()
    with pytest.raises(workflow.NotPermitted):
        take(png(), by=name)
    with pytest.raises(workflow.NotPermitted):
        attach(samples.pdf(), by=name)
    assert files() == before
    assert not Image.objects.exists()
    assert not Attachment.objects.exists()


def test_what_is_refused_leaves_nothing_behind():
    before = files()
    with pytest.raises(images.Refused):
        take(b"<script>alert(1)</script>", "evil.jpg")
    with pytest.raises(attachments.Refused):
        attach(b"%PDF-1.7 but no more", "a.pdf")
    assert files() == before


def test_a_person_takes_in_so_much_within_an_hour(settings):
    settings.UPLOADS_PER_HOUR = 2
    take(png("red"))
    take(png("blue"))
    with pytest.raises(workflow.NotPossible, match="2 files within an hour"):
        take(png("green"))
    with pytest.raises(workflow.NotPossible):
        attach(samples.pdf())
    assert take(png("green"), by="rhea")  # others go on
    assert take(png("red"))  # what is there already costs nothing


def test_an_hour_later_a_person_goes_on(settings, monkeypatch):
    settings.UPLOADS_PER_HOUR = 1
    take(png("red"))
    now = workflow.media.clock.database_now()
    monkeypatch.setattr(
        workflow.media.clock, "database_now", lambda: now + timedelta(minutes=61)
    )
    assert take(png("green"))


def test_a_full_disk_is_told_and_leaves_nothing(monkeypatch):
    before = files()
    write = Path(settings.MEDIA_ROOT).joinpath

    def half(name, content, max_length=None):
        path = write(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", half)
    with pytest.raises(workflow.NotPossible, match="No space left"):
        take(png())
    with pytest.raises(workflow.NotPossible, match="No space left"):
        attach(samples.odt())
    assert files() == before
    assert not Image.objects.exists()
    assert not AuditEntry.objects.exclude(act="refused").exists()


def test_a_row_that_is_not_stored_takes_its_file_along(monkeypatch):
    before = files()

    def fails(*args, **kwargs):
        raise RuntimeError("the record is locked")

    monkeypatch.setattr(workflow.media.record, "enter", fails)
    with pytest.raises(RuntimeError):
        take(png())
    assert files() == before
    assert not Image.objects.exists()


class TestReplacing:
    def test_a_new_picture_takes_over_what_was_known(self):
        old = factories.described(take(png()), caption="The valley", credit="L. Orr")
        old.depicted.create(person=factories.signatory_of(factories.draft()))
        old.event = "The opening"
        old.save()
        new = workflow.replace_picture(old, png("red"), "new.png", by=person("rhea"))
        assert new.replaces == old
        assert list(old.replaced_by.all()) == [new]
        words = new.words.get()
        assert (words.alt, words.caption) == ("A river in its valley", "The valley")
        assert new.people.get() == old.people.get()
        assert new.event == "The opening"
        assert old.words.count() == 1
        entry = AuditEntry.objects.get(act="replace_image")
        assert str(old.uuid) in entry.details

    def test_a_released_text_keeps_the_one_that_it_was_released_with(self):
        old = factories.described(take(png()))
        live = factories.released(body=f"Words.\n\n![](image:{old.uuid})")
        workflow.replace_picture(old, png("red"), "new.png", by=person("rhea"))
        assert str(old.uuid) in factories.again(live).revision.rendering.html

    def test_what_is_in_the_library_replaces_nothing(self):
        old, other = take(png()), take(png("red"))
        with pytest.raises(workflow.NotPossible, match="in the library already"):
            workflow.replace_picture(old, png("red"), "new.png", by=person("rhea"))
        assert not other.replaces


class TestRemoving:
    def test_what_nobody_used_goes_with_its_files(
        self, django_capture_on_commit_callbacks
    ):
        before = files()
        picture, recording = take(png()), attach(samples.mp3())
        Rendition.objects.create(
            image=picture,
            name="thumb",
            extension="webp",
            claimed_until=picture.uploaded_at,
        )
        with django_capture_on_commit_callbacks(execute=True):
            workflow.remove_picture(picture, by=person("rhea"))
            workflow.remove_attachment(recording, by=person("rhea"))
        assert files() == before
        assert not Rendition.objects.exists()
        assert AuditEntry.objects.filter(act="remove").count() == 2

    def test_what_a_text_used_stays(self):
        picture, recording = factories.described(take(png())), attach(samples.mp3())
        draft = factories.draft(
            body=f"Words.\n\n![](image:{picture.uuid})",
            attachments=(str(recording.uuid),),
        )
        factories.do("save", draft, "dara", content=factories.content(body="Words."))
        with pytest.raises(workflow.NotPossible, match="is used"):
            workflow.remove_picture(picture, by=person("rhea"))
        with pytest.raises(workflow.NotPossible, match="is used"):
            workflow.remove_attachment(recording, by=person("rhea"))

    def test_a_portrait_stays(self):
        picture = take(png())
        who = factories.signatory_of(factories.draft())
        who.portrait = picture
        who.save()
        with pytest.raises(workflow.NotPossible):
            workflow.remove_picture(picture, by=person("rhea"))

    def test_whoever_may_not_change_removes_nothing(self):
        picture = take(png())
        with pytest.raises(workflow.NotPermitted):
            workflow.remove_picture(picture, by=person("hugo"))
        assert Image.objects.filter(pk=picture.pk).exists()
