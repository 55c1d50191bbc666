"""The index is written anew: what was lost is found again, and nothing else is."""

import io

import pytest
from django.core.management import call_command

from publications import clock, search
from publications.management.commands import rebuild_index as command
from publications.models import Edition
from publications.rendering.searching import read
from publications.search import rebuilding
from tests import factories

pytestmark = pytest.mark.django_db


def found(typed):
    search_ = search.Search(clock.moment(), "en", read(typed))
    return {result.edition.pk for result in search_.page(1)}


def test_it_finds_again_what_was_lost(monkeypatch):
    monkeypatch.setattr(rebuilding, "AT_ONCE", 2)
    monkeypatch.setattr(command, "TOLD_EVERY", 1)
    live = {factories.released(title=f"Zephyr {number}").pk for number in range(3)}
    factories.draft(title="Zephyr to come")
    for edition in Edition.objects.filter(pk__in=live):
        search.forget(edition)
    assert found("zephyr") == set()
    out = io.StringIO()
    call_command("rebuild_index", stdout=out)
    assert found("zephyr") == live
    assert "2 of 3\n3 of 3\n" in out.getvalue()
    told = out.getvalue()
    assert "words can be meant.\n" in told
    assert told.endswith("0 links lead to texts of our own.\n")
    assert "publications_searchwords: 3 can be found.\n" in told
    assert "publications_searchtexts: 4 can be found.\n" in told
