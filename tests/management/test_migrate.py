"""An upgrade that brings a guard isn't refused for lack of it."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from publications.models import guards

pytestmark = pytest.mark.django_db


def test_what_it_puts_in_place_is_not_asked_for_before():
    with guards.lifted(connection):
        with pytest.raises(SystemCheckError, match="Run manage.py migrate"):
            call_command("check", databases=[connection.alias])
        call_command("migrate", skip_checks=False, stdout=io.StringIO())
        assert guards.missing(connection) == []
