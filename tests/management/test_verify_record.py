"""`manage.py verify_record` says whether the record is whole."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from publications.models import AuditEntry, guards
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_whole_record_is_counted():
    factories.released()
    out = io.StringIO()
    call_command("verify_record", stdout=out)
    assert out.getvalue() == (
        "The record is whole: 5 entries, 1 revisions, 1 releases.\n"
    )


def test_the_first_entry_that_does_not_fit_is_named():
    factories.released()
    with guards.lifted(connection):
        AuditEntry.objects.filter(sequence__in=(3, 4)).update(actor_name="Nobody")
    with pytest.raises(CommandError, match=r"Entry 3 \(submit.*changed after"):
        call_command("verify_record")
