"""What settings say of media: half a bucket stops the start."""

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from publications.stores.disk import DiskStorage
from tests import s3
from tests.test_settings import check

WHOLE = {
    "S3_BUCKET": "media",
    "S3_ENDPOINT_URL": "https://store.example",
    "S3_ACCESS_KEY_ID": "key",
    "S3_SECRET_ACCESS_KEY": "secret",
}


def without(name):
    return {known: value for known, value in WHOLE.items() if known != name}


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"MEDIA_STORAGE": "ftp"}, "MEDIA_STORAGE"),
        ({"MEDIA_STORAGE": "s3"}, "S3_BUCKET is missing"),
        (without("S3_BUCKET"), "S3_BUCKET is missing"),
        (without("S3_ACCESS_KEY_ID"), "S3_ACCESS_KEY_ID is missing"),
        (without("S3_SECRET_ACCESS_KEY"), "S3_SECRET_ACCESS_KEY is missing"),
        ({**WHOLE, "S3_ENDPOINT_URL": "store.example"}, "S3_ENDPOINT_URL"),
        ({**WHOLE, "S3_PREFIX": "../other"}, "S3_PREFIX"),
    ],
)
def test_half_a_bucket_stops_the_start(tmp_path, environment, named):
    told = check(tmp_path, **environment)
    assert told.returncode == 1
    assert len(told.stderr.strip().splitlines()) == 1
    assert named in told.stderr
    assert "secret" not in told.stderr


@pytest.mark.parametrize(
    "environment",
    [
        WHOLE,
        {**WHOLE, "MEDIA_STORAGE": "s3", "S3_PREFIX": "embassy/media/"},
        {"MEDIA_STORAGE": "s3", "S3_BUCKET": "media"},  # keys as the machine has them
    ],
)
def test_a_whole_one_is_taken(tmp_path, environment):
    told = check(tmp_path, **environment)
    assert (told.returncode, told.stderr) == (0, "")


def test_media_lie_on_the_disk_unless_told_otherwise(settings):
    assert settings.MEDIA_STORAGE == "local"
    assert settings.STORAGES["default"] == settings.STORAGES["local"]
    assert settings.STORAGES["local"]["BACKEND"].endswith(DiskStorage.__name__)


class TestDeployCheck:
    def told(self):
        try:
            call_command("check", "--deploy", tags=["security"], verbosity=0)
        except SystemCheckError as error:
            return str(error)
        return ""

    def test_a_private_bucket_passes(self, stores):
        stores.use("s3")
        assert "bucket" not in self.told()

    def test_a_public_one_does_not(self, settings, s3_server):
        with s3.server(closed=False) as running:
            settings.STORAGES = {**settings.STORAGES, "default": running.bucket()}
            found = self.told()
        assert "E002" in found
        assert "Anybody can list the bucket" in found

    def test_one_that_does_not_answer_is_a_warning(self, stores, capsys):
        stores.change(endpoint_url="http://127.0.0.1:9")
        stores.use("s3")
        self.told()
        assert "W001" in capsys.readouterr().err


def test_the_disk_passes(tmp_path):
    storage = DiskStorage(location=tmp_path)
    storage.save("a", ContentFile(b""))
    assert storage.exposures() == []
