"""Who may take files in, replace and remove them, and how many within an hour."""

import pytest
from django.core.exceptions import ValidationError

from publications import workflow
from publications.models import Attachment, Image
from publications.workflow.enclosing import MAX_ATTACHMENTS
from tests import factories
from tests.attachments import samples
from tests.people import person

from .test_media import attach, png, take

pytestmark = pytest.mark.django_db

NOBODY = pytest.mark.parametrize("name", ["orla", "hugo", "stella", "admin"])


def replace(old, colour="crimson", by="rhea"):
    return workflow.replace_picture(old, png(colour), "new.png", by=person(by))


@NOBODY
def test_nobody_without_the_right_adds_replaces_or_removes(name):
    picture, recording = take(png()), attach(samples.mp3(seconds=2))
    by = person(name)
    for act in (
        lambda: take(png("green"), by=name),
        lambda: attach(samples.mp3(seconds=3), by=name),
        lambda: replace(picture, by=name),
        lambda: workflow.remove_picture(picture, by=by),
        lambda: workflow.remove_attachment(recording, by=by),
    ):
        with pytest.raises(workflow.NotPermitted):
            act()
    assert (Image.objects.count(), Attachment.objects.count()) == (1, 1)


def test_so_many_files_within_an_hour_and_no_more(settings):
    settings.UPLOADS_PER_HOUR = 2
    first = take(png())
    attach(samples.mp3(seconds=2))
    for act in (
        lambda: take(png("green")),
        lambda: attach(samples.mp3(seconds=3)),
        lambda: replace(first, by="dara"),
    ):
        with pytest.raises(workflow.NotPossible, match="2 files within an hour"):
            act()
    assert take(png()) == first  # it is there already
    assert take(png("green"), by="rhea") != first  # each person's own


def test_so_many_megabytes_of_attachments_within_an_hour(settings):
    settings.UPLOAD_MB_PER_HOUR = 1
    recording = attach(samples.mp3(seconds=140))
    assert 1 << 19 < recording.size < 1 << 20
    attach(samples.mp3(seconds=141))
    with pytest.raises(workflow.NotPossible, match="within an hour"):
        attach(samples.mp3(seconds=4))
    attach(samples.mp3(seconds=4), by="rhea")


def test_what_another_took_the_place_of_stays():
    old = take(png())
    replace(old)
    with pytest.raises(workflow.NotPossible, match="another took its place"):
        workflow.remove_picture(old, by=person("rhea"))
    assert Image.objects.count() == 2


def test_a_text_names_an_attachment_once_and_not_too_many():
    recording = str(attach(samples.mp3(seconds=2)).uuid)
    others = [f"00000000-0000-4000-8000-{n:012}" for n in range(MAX_ATTACHMENTS + 1)]
    for chosen, sentence in (
        ((recording, recording), "named twice"),
        (tuple(others), f"at most {MAX_ATTACHMENTS}"),
        (tuple(others[:1]), "isn't in the library"),
        (("no-uuid",), "isn't in the library"),
    ):
        with pytest.raises(ValidationError) as refused:
            factories.draft(attachments=chosen)
        assert sentence in refused.value.message_dict["attachments"][0]
