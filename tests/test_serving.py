"""How a stored file goes out: ranges, blocks, names, and by the front server."""

import logging
from io import StringIO
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.core.management import call_command
from django.db.models.fields.files import FieldFile

from publications import serving
from publications.middleware import MEDIA_CACHE
from publications.models import Attachment
from tests import factories
from tests.attachments import samples
from tests.workflow.test_media import attach

pytestmark = pytest.mark.django_db

# Words that are joined by nothing that is seen (U+200C).
PERSIAN = "می\u200cشود"
WHOLE = samples.mp3(seconds=3)
SIZE = len(WHOLE)


@pytest.fixture
def recording():
    """A public one, of which the tests know every byte."""
    kept = factories.attachment(title="The speech")
    factories.released(attachments=(str(kept.uuid),))
    return kept


@pytest.fixture
def path(recording):
    return recording.get_absolute_url()


def test_the_recording_is_kept_as_it_came(recording):
    with recording.file.open("rb") as file:
        assert file.read() == WHOLE


class TestRanges:
    @pytest.mark.parametrize(
        ("asked", "first", "stop"),
        [
            ("bytes=0-0", 0, 1),
            ("bytes=0-", 0, SIZE),
            ("bytes=10-19", 10, 20),
            ("Bytes= 10-19 ", 10, 20),
            (f"bytes={SIZE - 1}-", SIZE - 1, SIZE),
            (f"bytes=5-{SIZE + 9}", 5, SIZE),
            ("bytes=-5", SIZE - 5, SIZE),
            (f"bytes=-{SIZE + 9}", 0, SIZE),
            ("bytes=1-999999999999999999", 1, SIZE),
        ],
    )
    def test_one_range_is_a_part(self, client, path, asked, first, stop):
        answer = client.get(path, headers={"Range": asked})
        assert answer.status_code == 206
        assert answer.headers["Content-Range"] == f"bytes {first}-{stop - 1}/{SIZE}"
        assert answer.headers["Content-Length"] == str(stop - first)
        assert answer.headers["Accept-Ranges"] == "bytes"
        assert answer.getvalue() == WHOLE[first:stop]

    @pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=9999999-", "bytes=-0"])
    def test_what_the_file_has_not_is_refused_with_its_size(self, client, path, asked):
        answer = client.get(path, headers={"Range": asked})
        assert (answer.status_code, answer.content) == (416, b"")
        assert answer.headers["Content-Range"] == f"bytes */{SIZE}"

    @pytest.mark.parametrize(
        "asked",
        [
            *(
                "bytes=0-1,5-9",
                "bytes=-",
                "bytes=9-5",
                "bytes=a-b",
                "bytes",
                "lines=0-1",
            ),
            *("bytes=--5", "bytes=0-1-2", f"bytes={'9' * 5000}-", "bytes=٣-٤", ""),
        ],
    )
    def test_several_and_nonsense_are_the_whole(self, client, path, asked):
        answer = client.get(path, headers={"Range": asked})
        assert (answer.status_code, answer.getvalue()) == (200, WHOLE)

    def test_a_part_of_what_has_changed_is_the_whole(self, client, path):
        etag = client.get(path).headers["ETag"]
        day = "Sat, 01 Jan 2000 00:00:00 GMT"
        for tag, status in ((etag, 206), (f"W/{etag}", 200), ('"x"', 200), (day, 200)):
            asked = {"Range": "bytes=0-3", "If-Range": tag}
            assert client.get(path, headers=asked).status_code == status

    def test_a_look_has_no_parts(self, client, path):
        answer = client.head(path, headers={"Range": "bytes=0-3"})
        assert answer.status_code == 200
        assert answer.headers["Content-Length"] == str(SIZE)


class TestStreaming:
    def test_a_file_goes_out_in_blocks(self, client):
        data = samples.mp3(seconds=120)
        kept = attach(data)
        factories.released(attachments=(str(kept.uuid),))
        blocks = list(client.get(kept.get_absolute_url()).streaming_content)
        assert b"".join(blocks) == data
        assert len(data) > 5 * serving.BLOCK
        assert max(map(len, blocks)) <= serving.BLOCK

    def test_a_file_that_is_gone_is_told_of_and_not_there(self, client, path, caplog):
        file = Attachment.objects.get().file
        file.storage.delete(file.name)
        with caplog.at_level(logging.ERROR):
            assert client.get(path).status_code == 404
        assert f"{file.name} is not in the storage" in caplog.text


class TestNames:
    @pytest.mark.parametrize(
        ("title", "told"),
        [
            ("Remarks", 'filename="Remarks.pdf"'),
            ('The "new" bridge', 'filename="The new bridge.pdf"'),
            ("../../etc/passwd", 'filename="etc passwd.pdf"'),
            ("a\r\nSet-Cookie: x=1", 'filename="a Set-Cookie x=1.pdf"'),
            ("\u202egnp.exe", 'filename="gnp.exe.pdf"'),
            ("a\u2028b\u200bc\x07d", 'filename="a b c d.pdf"'),
            (" \u202e. ", 'filename="file.pdf"'),
            ("演讲", f"filename*=utf-8''{quote('演讲')}.pdf"),
            ("خطاب", f"filename*=utf-8''{quote('خطاب')}.pdf"),
            (PERSIAN, f"filename*=utf-8''{quote(PERSIAN)}.pdf"),
        ],
    )
    def test_the_title_in_any_script_and_nothing_else(self, client, title, told):
        kept = attach(samples.pdf())
        Attachment.objects.update(title=title)
        factories.released(attachments=(str(kept.uuid),))
        headers = client.get(kept.get_absolute_url()).headers
        assert headers["Content-Disposition"] == f"attachment; {told}"

    def test_a_long_title_is_cut(self):
        assert serving.name_of("A" * 250, "pdf") == "A" * 100 + ".pdf"


class TestByTheFrontServer:
    @pytest.fixture(autouse=True)
    def redirected(self, settings):
        settings.INTERNAL_REDIRECT = "/protected/"

    def test_the_front_server_is_told_which_file(self, client, path):
        answer = client.get(path, headers={"Range": "bytes=0-3"})
        assert (answer.status_code, answer.content) == (200, b"")
        name = Attachment.objects.get().file.name
        assert answer.headers["X-Accel-Redirect"] == f"/protected/{name}"
        assert answer.headers["Content-Type"] == "audio/mpeg"
        assert "The speech.mp3" in answer.headers["Content-Disposition"]
        assert answer.headers["ETag"] == f'"{Attachment.objects.get().digest}"'
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == MEDIA_CACHE

    def test_the_front_keeps_every_header(self, client, path, settings):
        """nginx drops them all but three, which are its own to send on."""
        settings.SECURE_HSTS_SECONDS = 1
        call_command("front_configuration", "nginx", stdout=(out := StringIO()))
        own = {"Content-Type", "Content-Disposition", "Cache-Control"}
        own |= {"Content-Length", "X-Accel-Redirect"}
        said = client.get(path, secure=True).headers
        for name in {*said} - own:
            kept = f"$upstream_http_{name.lower().replace('-', '_')};"
            assert f"add_header {name} {kept}" in out.getvalue()

    def test_a_name_is_encoded(self, client, path):
        file = FieldFile(None, Attachment.file.field, "a b\r/é")
        stored = serving.Stored(file, "audio/mpeg", "digest")
        answer = serving.answer(client.get(path).wsgi_request, stored, public=True)
        assert answer.headers["X-Accel-Redirect"] == "/protected/a%20b%0D/%C3%A9"

    def test_the_right_and_conditions_are_asked_here(self, client, path):
        answer = client.get(path, headers={"If-None-Match": "*"})
        assert answer.status_code == 304
        assert "X-Accel-Redirect" not in answer.headers
        private = attach(samples.mp3(seconds=4)).get_absolute_url()
        answer = client.get(private)
        assert answer.status_code == 404
        assert "X-Accel-Redirect" not in answer.headers

    def test_a_distant_store_is_read_here(self, client, path, monkeypatch):
        elsewhere = InMemoryStorage()
        elsewhere.save(Attachment.objects.get().file.name, ContentFile(WHOLE))
        monkeypatch.setattr(Attachment.file.field, "storage", elsewhere)
        answer = client.get(path)
        assert answer.getvalue() == WHOLE
        assert "X-Accel-Redirect" not in answer.headers
