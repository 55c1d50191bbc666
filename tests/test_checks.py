"""What is compared at start."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from publications import checks, paper, search
from publications.models import guards
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_database_with_its_guards_passes():
    call_command("check", databases=["default"], verbosity=0)


def test_a_database_without_them_is_not_served():
    with guards.lifted(connection), pytest.raises(SystemCheckError, match="migrate"):
        call_command("check", databases=["default"], verbosity=0)


def test_an_offered_language_without_its_words_is_told(settings):
    assert checks.offered_languages_have_their_words(None) == []
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    (told,) = checks.offered_languages_have_their_words(None)
    assert told.id == "publications.W002" and "de" in told.msg


def test_where_no_pdf_can_be_made_one_line_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(paper, "lacking", lambda: "")
    assert checks.papers_can_be_made(None, ["default"]) == []
    monkeypatch.setattr(paper, "lacking", lambda: "libpango")
    (told,) = checks.papers_can_be_made(None, ["default"])
    assert told.id == "publications.W003" and "libpango is missing" in told.msg
    assert "\n" not in told.msg and told.hint is None


def test_texts_that_nobody_can_find_are_told():
    edition = factories.released()
    assert checks.texts_can_be_found(None, ["default"]) == []
    search.forget(edition)
    (told,) = checks.texts_can_be_found(None, ["default"])
    assert told.id == "publications.W004" and "rebuild_index" in told.hint
    call_command("rebuild_index", verbosity=0)
    assert checks.texts_can_be_found(None, ["default"]) == []


def test_before_an_upgrade_has_migrated_nothing_is_asked_of_what_is_not_there(
    monkeypatch,
):
    factories.released()
    known = connection.introspection.table_names()
    monkeypatch.setattr(
        type(connection.introspection),
        "table_names",
        lambda self: [name for name in known if "search" not in name],
    )
    with connection.cursor() as cursor:
        for kept in search.KEPT:
            cursor.execute(f"DROP TABLE {kept.index.table}")
    assert checks.texts_can_be_found(None, ["default"]) == []
