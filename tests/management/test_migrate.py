"""An upgrade that brings a guard isn't refused for lack of it."""

import io
import threading

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from publications.management.alone import alone
from publications.models import guards

pytestmark = pytest.mark.django_db


def test_what_it_puts_in_place_is_not_asked_for_before():
    with guards.lifted(connection):
        with pytest.raises(SystemCheckError, match="Run manage.py migrate"):
            call_command("check", databases=[connection.alias])
        call_command("migrate", skip_checks=False, stdout=io.StringIO())
        assert guards.missing(connection) == []


def test_c10_one_migrates_and_others_wait():
    """C10: whoever comes second finds all done."""
    seen = []

    def second():
        with alone():
            seen.append("second")
        connection.close()

    other = threading.Thread(target=second)
    with alone():
        other.start()
        other.join(0.3)
        seen.append("first")
    other.join()
    assert seen == ["first", "second"]
