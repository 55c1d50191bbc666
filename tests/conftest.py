"""What every test stands on."""

import gc
import os
import time
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import translation

from publications import clock
from tests import copies, replaying, s3

# What all tests import stays for good: it needn't be looked through every 700 objects.
gc.set_threshold(50_000, 20, 100)


def as_set_up():
    """The database once it is set up, with guards and roles."""


# A test that commits would have its tables emptied, which is what the guards are there
# to refuse.
TransactionTestCase._fixture_teardown = lambda self: copies.once(as_set_up)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        copies.once(as_set_up)
        replaying.begin()
    yield
    with django_db_blocker.unblock():
        copies.drop_all()


@pytest.fixture(scope="session")
def in_common(django_db_setup, django_db_blocker):
    """For a fixture of a class: what is stored inside is there for each of its tests,
    which leaves it as it was, and is gone after the last."""

    @contextmanager
    def stored():
        whole = transaction.atomic()
        whole._from_testcase = True  # as a test's own: it holds all that is stored
        with django_db_blocker.unblock(), whole:
            yield
            transaction.set_rollback(True)

    return stored


@pytest.fixture
def monkeypatch(monkeypatch):
    """Nothing is replayed while a test holds something patched."""
    replaying.holding(monkeypatch)
    yield monkeypatch
    replaying.holding(None)


@pytest.fixture(autouse=True)
def _as_a_first_page():
    """The language of the last page asked for, and what was kept of it for the next,
    are nobody else's."""
    yield
    translation.deactivate()
    cache.clear()
    clock._read_hold = None


@pytest.fixture(autouse=True)
def _asked_already():
    """What time it is and whether the site is held is asked once a minute: of no
    test's queries in particular."""
    now = time.monotonic()
    if clock._read_moment and clock._read_at:
        clock._read_moment += timedelta(seconds=now - clock._read_at)
        clock._read_at = now
    elif connection.vendor == "sqlite":
        clock._read_at = now


@pytest.fixture(scope="session", autouse=True)
def no_papers():
    """A second's work would wait with each release: as where PDFs can't be made."""
    without = SimpleNamespace(lacking=lambda: "what tests do without")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("publications.workflow.papers.paper", without)
        yield


@pytest.fixture
def with_papers(monkeypatch):
    """PDFs are asked for with each release, as where they can be made."""
    can = SimpleNamespace(lacking=lambda: "")
    monkeypatch.setattr("publications.workflow.papers.paper", can)


@pytest.fixture(scope="session")
def s3_server():
    """A real store; where a machine has none, only CI may not go on without."""
    if not s3.rclone():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no rclone here")
    with s3.server() as running:
        yield running


@pytest.fixture
def stores(s3_server, settings, tmp_path):
    """The disk, which the site uses, and a bucket: both empty."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {**settings.STORAGES, "s3": s3_server.bucket()}
    return s3.Stores(settings)
