"""The moment is the database's, and never ahead of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _not_read_yet(monkeypatch):
    monkeypatch.setattr(clock, "_read_at", None)


def test_the_moment_is_never_ahead_of_the_database():
    for _ in range(20):
        assert clock.moment() <= clock.database_now()


def test_moments_follow_each_other():
    moments = [clock.moment() for _ in range(50)]
    assert moments == sorted(moments)


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has the machine's clock"
)
class TestOnPostgreSQL:
    def test_a_web_host_two_hours_fast_changes_nothing(self, monkeypatch):
        class Fast:
            @staticmethod
            def now(zone):
                raise AssertionError("the host's clock was asked")

        monkeypatch.setattr(clock, "datetime", Fast)
        assert clock.moment() <= clock.database_now()

    def test_the_database_is_asked_once_a_minute(self, monkeypatch):
        with CaptureQueriesContext(connection) as queries:
            for _ in range(10):
                clock.moment()
        assert len(queries) == 1
        later = clock._read_at + clock.READ_AGAIN_AFTER + 1
        monkeypatch.setattr(clock.time, "monotonic", lambda: later)
        with CaptureQueriesContext(connection) as queries:
            clock.moment()
        assert len(queries) == 1
