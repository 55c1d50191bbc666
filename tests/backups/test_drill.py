"""Whether a backup is worth anything is tried without touching the site."""

import subprocess
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from publications.backups import tables
from publications.backups.taking import take
from publications.models import AuditEntry
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_drill_restores_beside_the_site_and_leaves_it_alone(
    tmp_path, capfd, monkeypatch
):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "embassy.settings")
    factories.released()
    path = tmp_path / "backup"
    with path.open("wb") as out:
        take(out)
    before = list(tables.rows(AuditEntry))
    call_command("restore", path, "--drill", stdout=StringIO())
    told = capfd.readouterr().out
    assert "Record verified" in told
    assert "minutes" in told
    assert list(tables.rows(AuditEntry)) == before
    monkeypatch.setattr(subprocess, "call", lambda command, **more: 1)
    with pytest.raises(CommandError, match="drill failed"):
        call_command("restore", path, "--drill", stdout=StringIO())
