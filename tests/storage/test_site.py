"""The site with its media in a bucket: taken in, served, made smaller, removed."""

import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image as Pillow

from publications import workflow
from publications.models import Attachment, AuditEntry, Image, Rendition
from publications.workflow import verify
from tests import factories
from tests.people import person
from tests.views.stored import addresses, words

pytestmark = pytest.mark.django_db

WRONG = "w" * 40


@pytest.fixture
def bucket(stores):
    stores.use("s3")
    return stores["s3"]


def content(answer) -> bytes:
    return b"".join(answer)


def is_on_the_disk(settings) -> bool:
    return any(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


def described() -> Image:
    return factories.described(factories.picture(), printable=True)


def png(colour="red"):
    out = io.BytesIO()
    Pillow.new("RGB", (40, 30), colour).save(out, "PNG")
    out.seek(0)
    return out


def test_what_is_taken_in_lies_in_the_bucket_alone(bucket, settings):
    picture, recording = factories.picture(), factories.attachment()
    for stored in (picture, recording):
        assert bucket.size(stored.file.name)
    assert not is_on_the_disk(settings)
    assert list(verify.faults({})) == []


def test_it_is_served_by_the_application(bucket, client):
    picture, recording = described(), factories.attachment()
    factories.released(**words(picture, recording))
    with bucket.open(picture.file.name) as file:
        whole = file.read()
    answer = client.get(picture.get_absolute_url())
    assert (answer.status_code, content(answer)) == (200, whole)
    assert client.head(picture.get_absolute_url()).headers["Content-Length"] == str(
        len(whole)
    )
    answer = client.get(
        recording.get_absolute_url(), headers={"Range": "bytes=1000-1009"}
    )
    with bucket.open(recording.file.name) as file:
        assert (answer.status_code, content(answer)) == (206, file.read()[1000:1010])


def test_before_its_moment_nobody_gets_it(bucket, client):
    picture = described()
    factories.scheduled(**words(picture))
    for address in addresses(picture):
        assert client.get(address).status_code == 404


def test_no_answer_names_the_store(bucket, client, s3_server):
    picture, recording = described(), factories.attachment()
    edition = factories.released(**words(picture, recording))
    shown = (
        edition.get_absolute_url(),
        picture.get_absolute_url(),
        picture.thumb_url,
        recording.get_absolute_url(),
    )
    answers = [client.get(path) for path in shown]
    client.force_login(person("dara"))
    desk = (
        reverse("admin:publications_image_changelist"),
        reverse("admin:publications_image_change", args=[picture.pk]),
        reverse("admin:publications_attachment_changelist"),
        reverse("admin:publications_attachment_change", args=[recording.pk]),
        reverse("admin:publications_edition_change", args=[edition.pk]),
    )
    for answer in (*answers, *map(client.get, desk)):
        assert answer.status_code == 200
        told = content(answer) + repr(answer.headers).encode()
        for secret in (s3_server.url, bucket.bucket_name, bucket.access_key):
            assert secret.encode() not in told


def test_renditions_are_made_from_it_and_kept_in_it(bucket, client):
    picture = described()
    factories.released(**words(picture))
    answer = client.get(picture.thumb_url)
    made = Rendition.objects.get(name="thumb")
    with bucket.open(made.file.name) as file:
        assert content(answer) == file.read()


def test_what_is_removed_is_gone_from_it(bucket, django_capture_on_commit_callbacks):
    picture, recording = factories.picture(), factories.attachment()
    names = [picture.file.name, recording.file.name]
    with django_capture_on_commit_callbacks(execute=True):
        workflow.remove_picture(picture, by=person("rhea"))
        workflow.remove_attachment(recording, by=person("rhea"))
    assert not any(map(bucket.exists, names))


def test_a_copy_of_what_an_outlet_printed_lies_in_it(bucket):
    placement = factories.placed(factories.draft())
    printed = ContentFile(b"%PDF-1.7 a page")
    copy = workflow.keep_copy(placement, printed, "page.pdf", by=person("dara"))
    assert bucket.exists(copy.file.name)
    assert list(verify.faults({})) == []


class TestWithoutIt:
    """A store that refuses or is away: a sentence, and no row (F05, F13)."""

    @pytest.fixture(
        params=[{"secret_key": WRONG}, {"endpoint_url": "http://127.0.0.1:9"}]
    )
    def away(self, stores, request):
        stores.change(**request.param)
        stores.use("s3")

    def test_nothing_is_taken_in(self, away):
        with pytest.raises(workflow.NotPossible, match="could not be stored"):
            factories.picture()
        with pytest.raises(workflow.NotPossible, match="could not be stored"):
            factories.attachment()
        assert not Image.objects.exists()
        assert not Attachment.objects.exists()
        assert not AuditEntry.objects.filter(act__startswith="add_").exists()

    def test_pages_go_on(self, stores, client):
        picture = described()
        edition = factories.released(**words(picture))
        stores.change(endpoint_url="http://127.0.0.1:9")
        stores.use("s3")
        assert client.get(edition.get_absolute_url()).status_code == 200
        answer = client.get(picture.get_absolute_url())
        assert answer.status_code == 503
        assert client.get(picture.thumb_url).status_code == 503


class TestWithoutTheFolder:
    """The same of a media folder that is gone, or can't be written (F13)."""

    @pytest.fixture(autouse=True)
    def gone(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path / "media"
        settings.MEDIA_ROOT.write_text("a file where a folder should be")

    def test_an_upload_is_answered_with_a_sentence_and_makes_no_row(self, client):
        client.force_login(person("dara"))
        answer = client.post("/admin/markdownx/upload/", {"image": png()})
        assert answer.status_code == 400
        assert "could not be stored" in answer.content.decode()
        with pytest.raises(workflow.NotPossible, match="could not be stored"):
            factories.attachment()
        assert not Image.objects.exists()
        assert not Attachment.objects.exists()

    def test_no_copy_is_kept(self):
        placement = factories.placed(factories.draft())
        page = ContentFile(b"%PDF-1.7 a page")
        with pytest.raises(workflow.NotPossible, match="could not be stored"):
            workflow.keep_copy(placement, page, "page.pdf", by=person("dara"))
        assert not placement.copies.exists()


def test_what_can_not_be_read_is_told_by_the_record_and_at_the_desk(
    settings, tmp_path, client
):
    settings.MEDIA_ROOT = tmp_path / "media"
    placement = factories.placed(factories.draft())
    page = ContentFile(b"%PDF-1.7 a page")
    copy = workflow.keep_copy(placement, page, "page.pdf", by=person("dara"))
    settings.MEDIA_ROOT = tmp_path / "file"
    settings.MEDIA_ROOT.write_text("a file where a folder should be")
    (fault,) = verify.faults({})
    assert "can't be read" in fault
    client.force_login(person("dara"))
    address = reverse("admin:placement_copy", args=[placement.pk, copy.uuid])
    assert client.get(address).status_code == 503
