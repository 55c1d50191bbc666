"""Media in a bucket of a real S3-compatible server: private, whole, told in words."""

import io
import urllib.error
import urllib.request
from threading import Thread

import pytest
from django.core.files.base import ContentFile, File

from publications.stores import StoreFailed
from publications.stores.bucket import BucketStorage
from tests import s3

DATA = bytes(range(256)) * 1000
NAME = "pictures/a.png"


@pytest.fixture
def bucket(s3_server):
    return opened(s3_server)


def opened(server, **changes) -> BucketStorage:
    return BucketStorage(**server.bucket(**changes)["OPTIONS"])


def again(bucket, **changes) -> BucketStorage:
    """The same bucket, configured otherwise."""
    known = {
        name: getattr(bucket, name)
        for name in ("bucket_name", "endpoint_url", "access_key", "secret_key")
    }
    return BucketStorage(**{**known, **changes})


def ways(bucket) -> dict:
    """All that the application asks of a store."""
    return {
        "reach": bucket.reach,
        "exposures": bucket.exposures,
        "save": lambda: bucket.save("b.png", ContentFile(b"b")),
        "read": lambda: bucket.open(NAME).read(),
        "size": lambda: bucket.size(NAME),
        "exists": lambda: bucket.exists(NAME),
        "delete": lambda: bucket.delete(NAME),
    }


def test_a_file_is_stored_read_and_deleted(bucket):
    assert bucket.save(NAME, ContentFile(DATA)) == NAME
    assert bucket.exists(NAME)
    assert bucket.size(NAME) == len(DATA)
    with bucket.open(NAME) as file:
        assert file.read() == DATA
    bucket.delete(NAME)
    bucket.delete(NAME)
    assert not bucket.exists(NAME)


def test_it_lies_below_the_prefix(s3_server):
    bucket = opened(s3_server, location="embassy/media")
    bucket.save(NAME, ContentFile(b"all"))
    kept = s3_server.folder / bucket.bucket_name / "embassy/media" / NAME
    assert kept.read_bytes() == b"all"
    assert not again(bucket).exists(NAME)


def test_what_is_there_is_not_written_over(bucket):
    bucket.save(NAME, ContentFile(b"first"))
    assert bucket.save(NAME, ContentFile(b"second")) != NAME
    with bucket.open(NAME) as file:
        assert file.read() == b"first"


@pytest.mark.parametrize("size", [0, 1, 9 * 2**20])  # the last in two parts
def test_every_size_comes_back(bucket, size):
    data = (DATA * (size // len(DATA) + 1))[:size]
    bucket.save(NAME, ContentFile(data))
    with bucket.open(NAME) as file:
        assert b"".join(file.chunks()) == data


def test_a_reader_asks_from_where_it_stands(bucket, monkeypatch):
    bucket.save(NAME, ContentFile(DATA))
    asked = []
    get = bucket.client.get_object
    monkeypatch.setattr(
        bucket.client,
        "get_object",
        lambda **what: asked.append(what.get("Range")) or get(**what),
    )
    with bucket.open(NAME) as file:
        file.seek(1000)
        assert file.read(10) == DATA[1000:1010]
        assert file.seek(-5, 2) == len(DATA) - 5
        assert file.read() == DATA[-5:]
        file.seek(len(DATA) + 7)
        assert file.read() == b""
        assert file.size == len(DATA)
    assert asked[0] == "bytes=1000-"
    assert None not in asked  # never the whole


def test_what_is_not_there_is_not_found(bucket):
    with pytest.raises(FileNotFoundError):
        bucket.open("pictures/none.png").read()
    with pytest.raises(FileNotFoundError):
        bucket.size("pictures/none.png")


def test_nothing_is_written_into_what_was_stored(bucket):
    with pytest.raises(ValueError, match="never changes"):
        bucket.open(NAME, "wb")


def test_no_file_has_an_address(bucket):
    with pytest.raises(NotImplementedError):
        bucket.url(NAME)


def test_threads_share_no_connection(bucket):
    def use():
        found.append((bucket.bucket.meta.client, bucket.exists(NAME)))

    found = []
    threads = [Thread(target=use) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(client) for client, _there in found}) == 3


class TestPrivacy:
    def test_nobody_without_a_key_reads_or_lists(self, bucket):
        bucket.save(NAME, ContentFile(DATA))
        whole = f"{bucket.endpoint_url}/{bucket.bucket_name}"
        for address in (bucket.endpoint_url, f"{whole}?list-type=2", f"{whole}/{NAME}"):
            with pytest.raises(urllib.error.HTTPError) as refusal:
                urllib.request.urlopen(address, timeout=5)
            with refusal.value as answer:
                assert 400 <= answer.code < 500
                assert DATA[:100] not in answer.read()
        assert bucket.exposures() == []

    def test_a_bucket_that_is_open_is_told(self):
        with s3.server(closed=False) as running:
            bucket = opened(running)
            assert bucket.exposures() == ["Anybody can list the bucket (S3_BUCKET)."]
            bucket.save(NAME, ContentFile(DATA))
            assert bucket.exposures()[1:] == [
                "Anybody can read what is in the bucket (S3_BUCKET)."
            ]

    def test_a_way_in_clear_is_told(self, bucket, monkeypatch):
        monkeypatch.setattr("publications.stores.bucket.HERE", ())
        assert "not https" in bucket.exposures()[0]

    def test_no_acl_is_asked_for(self, bucket):
        assert "ACL" not in bucket._get_write_parameters(NAME)


class TestFaults:
    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"secret_key": "w" * 40}, "refuses the key, see S3_ACCESS_KEY_ID"),
            ({"access_key": "somebody"}, "refuses the key"),
            ({"endpoint_url": "http://127.0.0.1:9"}, "does not answer, see S3_ENDP"),
        ],
    )
    def test_each_is_an_oserror_with_one_sentence(self, bucket, changes, sentence):
        bucket.save(NAME, ContentFile(DATA))
        for name, ask in ways(again(bucket, **changes)).items():
            with pytest.raises(StoreFailed, match=sentence) as failure:
                ask()
            assert failure.value.strerror is None, name
            assert "\n" not in str(failure.value)
        with bucket.open(NAME) as file:
            assert file.read() == DATA

    def test_a_bucket_that_is_not_there_is_told(self, bucket):
        gone = ways(again(bucket, bucket_name="none"))
        for name in ("reach", "exposures", "save"):
            with pytest.raises(StoreFailed, match="no such bucket, see S3_BUCKET"):
                gone[name]()

    def test_a_store_that_goes_away_while_it_is_read(self):
        with s3.server() as running:
            bucket = opened(running)
            bucket.save(NAME, ContentFile(DATA * 40))  # more than lies in between
            reader = bucket.open(NAME)
            first = reader.read(100)
        with reader, pytest.raises(StoreFailed, match="does not answer"):
            reader.read()
        assert first == DATA[:100]

    def test_an_upload_that_breaks_off_leaves_nothing(self, bucket):
        class Broken(io.BytesIO):
            def read(self, size=-1):
                if self.tell() >= 8 * 2**20:
                    raise OSError("the line went dead")
                return super().read(size)

        with pytest.raises(OSError, match="went dead"):
            bucket.save(NAME, File(Broken(bytes(20 * 2**20))))
        assert not bucket.exists(NAME)
