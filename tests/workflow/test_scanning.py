"""A virus scanner, stood in for by a test, that speaks as clamd does."""

import io
import socketserver
import threading

import pytest
from django.core.files.base import ContentFile

from publications import scanning, workflow
from publications.models import ArchivedCopy, Attachment, Image
from tests import factories
from tests.attachments import samples
from tests.people import person

from .test_media import attach, png, take

pytestmark = pytest.mark.django_db


class Clamd(socketserver.ThreadingTCPServer):
    """Finds what it was told to look for, and keeps what it was sent."""

    allow_reuse_address = daemon_threads = True
    says, seen = b"stream: OK\0", b""


class Answer(socketserver.StreamRequestHandler):
    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        got = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            got += self.rfile.read(size)
        self.server.seen = got
        self.wfile.write(self.server.says)


@pytest.fixture
def clamd(settings):
    with Clamd(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        settings.SCANNER = f"127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()
        thread.join()


def test_each_kind_of_file_is_looked_at_whole_and_then_taken(clamd):
    for send, data in (
        (lambda data: take(data), png()),
        (lambda data: attach(data), samples.mp3(seconds=30)),
    ):
        send(data)
        assert clamd.seen == data
    assert (Image.objects.count(), Attachment.objects.count()) == (1, 1)


def test_what_it_finds_is_refused_in_words_and_nothing_is_kept(clamd):
    clamd.says = b"stream: Win.Test.EICAR_HDB-1 FOUND\0"
    for act in (
        lambda: take(png()),
        lambda: attach(samples.mp3(seconds=2)),
    ):
        with pytest.raises(workflow.NotPossible, match=r"EICAR_HDB-1.* not taken"):
            act()
    assert not Image.objects.exists() and not Attachment.objects.exists()


def test_a_picture_that_takes_anothers_place_is_looked_at_too(clamd):
    old = take(png())
    clamd.says = b"stream: Bad FOUND\0"
    with pytest.raises(workflow.NotPossible, match="Bad"):
        workflow.replace_picture(old, png("green"), "new.png", by=person("rhea"))


def test_a_copy_of_what_an_outlet_printed_is_looked_at_too(clamd):
    placement = factories.placed(factories.draft())
    clamd.says = b"stream: Bad FOUND\0"
    file = ContentFile(b"%PDF-1.7 printed")
    with pytest.raises(workflow.NotPossible, match="Bad"):
        workflow.keep_copy(placement, file, "p.pdf", by=person("dara"))
    assert clamd.seen == b"%PDF-1.7 printed" and not ArchivedCopy.objects.exists()


@pytest.mark.parametrize(
    "says", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK FOUND?\0"]
)
def test_one_that_would_not_look_lets_nothing_in(clamd, says):
    clamd.says = says
    with pytest.raises(workflow.NotPossible, match="just now"):
        take(png())


def test_one_that_is_away_lets_nothing_in(settings, tmp_path):
    settings.SCANNER = str(tmp_path / "no.ctl")
    with pytest.raises(workflow.NotPossible, match="just now"):
        take(png())


def test_without_one_nothing_is_asked(settings):
    settings.SCANNER = ""
    assert scanning.found_in(io.BytesIO(b"x")) == ""
