"""What files of a public text are answered with: types, headers, conditions, names."""

from urllib.parse import quote

import pytest
from django.conf import settings as installation
from django.db.models.fields.files import FieldFile

from publications import renditions
from publications.middleware import MEDIA_CACHE, PRIVATE_CACHE
from publications.models import Attachment, Image, Rendition
from tests import factories
from tests.attachments import samples
from tests.views.stored import addresses, moving_picture, words
from tests.workflow.test_media import attach

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(settings):
    return factories.described(moving_picture(settings), printable=True)


@pytest.fixture
def recording():
    return factories.attachment(title="The speech")


@pytest.fixture
def paths(picture, recording):
    """Of files that are public."""
    factories.released(**words(picture, recording))
    return addresses(picture, recording)


@pytest.fixture
def path(paths):
    """The recording's."""
    return paths[-1]


class TestHeaders:
    def test_what_is_served_can_not_run(self, client, paths):
        for path in paths:
            headers = client.get(path).headers
            assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
            assert headers["X-Content-Type-Options"] == "nosniff"

    def test_each_type_is_the_tables(self, client, paths):
        types = [client.get(path).headers["Content-Type"] for path in paths]
        assert types == [
            "image/jpeg",
            *("image/avif", "image/webp", "image/jpeg"),
            *("image/jpeg", "image/webp", "image/jpeg", "image/webp"),
            "audio/mpeg",
        ]

    @pytest.mark.parametrize(
        ("data", "mime"),
        [
            (samples.pdf(), "application/pdf"),
            (samples.odt(), "application/vnd.oasis.opendocument.text"),
            (samples.m4a(), "audio/mp4"),
        ],
    )
    def test_a_document_is_what_it_is_whatever_it_was_called(self, client, data, mime):
        kept = attach(data, "page.html")
        factories.released(attachments=(str(kept.uuid),))
        headers = client.get(kept.get_absolute_url()).headers
        assert headers["Content-Type"] == mime
        assert headers["Content-Disposition"].startswith("attachment; ")
        assert headers["Content-Disposition"].endswith(f'.{kept.extension}"')

    def test_readers_have_it_for_minutes(self, client, paths):
        assert MEDIA_CACHE == "public, max-age=300"
        for path in paths:
            for asked in ({}, {"Range": "bytes=0-3"}, {"If-None-Match": "*"}):
                answer = client.get(path, headers=asked)
                assert answer.headers["Cache-Control"] == MEDIA_CACHE
                assert "Vary" not in answer.headers
                assert "Content-Language" not in answer.headers
                assert "Last-Modified" not in answer.headers
                assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"

    def test_what_is_refused_is_kept_as_shortly_as_a_page(self, client, path):
        refused = client.get(path, headers={"Range": "bytes=9999999-"})
        assert refused.headers["Cache-Control"] != MEDIA_CACHE

    def test_the_etag_is_the_digest_of_what_is_stored(self, client, paths, picture):
        stored = [picture.digest]
        stored += [picture.renditions.get(**named(path)).digest for path in paths[1:7]]
        stored += [picture.animation_digest, Attachment.objects.get().digest]
        assert stored == [client.get(path).headers["ETag"].strip('"') for path in paths]

    def test_a_look_is_answered_like_a_fetch(self, client, paths):
        for path in paths:
            got, looked = client.get(path), client.head(path)
            assert looked.headers == got.headers
            assert looked.content == b""
            assert int(got.headers["Content-Length"]) == len(got.getvalue())


def named(path):
    name, extension = path.rsplit("/", 1)[-1].split(".")
    renditions.ready(Image.objects.get(), name, extension)
    return {"name": name, "extension": extension}


class TestConditions:
    def test_what_somebody_has_is_not_sent_again(self, client, paths):
        for path in paths:
            etag = client.get(path).headers["ETag"]
            for header in (etag, f'"x", {etag}', f"W/{etag}", "*"):
                answer = client.get(path, headers={"If-None-Match": header})
                assert (answer.status_code, answer.content) == (304, b"")
                assert answer.headers["ETag"] == etag
                assert "Content-Length" not in answer.headers
            other = client.get(path, headers={"If-None-Match": '"x"'})
            assert other.status_code == 200

    def test_nothing_is_read_for_what_has_no_body(self, client, paths, monkeypatch):
        for path in paths:
            client.get(path)

        def read(*_arguments):
            raise AssertionError("The file is read.")

        monkeypatch.setattr(FieldFile, "open", read)
        for path in paths:
            assert client.head(path).status_code == 200
            assert client.get(path, headers={"If-None-Match": "*"}).status_code == 304

    def test_a_condition_that_fails_is_said(self, client, path):
        assert client.get(path, headers={"If-Match": '"x"'}).status_code == 412


class TestNames:
    def test_what_the_library_says_later_is_not_public(self, client, path):
        Attachment.objects.update(title="Of the treaty to come")
        assert "The speech.mp3" in client.get(path).headers["Content-Disposition"]

    def test_a_print_size_file_says_what_it_shows_and_whose_it_is(self, client):
        words_of_it = {"caption": "The valley", "credit": "Ada Venn"}
        image = factories.described(factories.picture(), printable=True, **words_of_it)
        factories.released(**words(image))
        image.words.update(caption="Not said yet")
        told = client.get(f"/media/{image.uuid}/print.jpg").headers
        name = quote("The valley – Ada Venn.jpg")
        assert told["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
        for name in ("40.jpg", "card.jpg"):
            headers = client.get(f"/media/{image.uuid}/{name}").headers
            assert "Content-Disposition" not in headers


def test_what_is_not_ready_is_come_back_for(client, picture, monkeypatch):
    factories.released(**words(picture))

    def full(*_arguments):
        raise renditions.NotReady

    monkeypatch.setattr(renditions, "ready", full)
    answer = client.get(f"/media/{picture.uuid}/40.webp")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Cache-Control"] == PRIVATE_CACHE


def test_a_rendition_that_was_made_is_made_once(client, picture):
    factories.released(**words(picture))
    path = f"/media/{picture.uuid}/40.webp"
    assert client.get(path).getvalue() == client.get(path).getvalue()
    assert Rendition.objects.count() == 1


class TestListedSizes:
    """Nobody has a server make anything else (D11)."""

    def test_of_five_hundred_sizes_none_is_made(self, client):
        image = factories.picture()
        factories.released(**words(image))
        folder = installation.MEDIA_ROOT / "renditions" / str(image.uuid)
        asked = [f"{n}.jpg" for n in range(41, 531)]
        asked += ["99999x99999.jpg", "040.jpg", "40.gif", "40.png", "card.webp"]
        asked += ["print.png", "thumb.jpg", "animated.webp", "40.JPG", "320.jpg"]
        assert len(asked) == 500
        for name in asked:
            assert client.get(f"/media/{image.uuid}/{name}").status_code == 404, name
        assert not Rendition.objects.exists()
        assert not folder.exists()
