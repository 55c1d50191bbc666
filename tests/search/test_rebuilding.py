"""An index is built beside the one that is asked; nothing that happens meanwhile is
missed, and a rebuild that was cut off can be begun again."""

import pytest
from django.db import connection

from publications import clock, search
from publications.rendering.searching import read
from publications.search import rebuilding
from publications.search.document import document_of
from publications.search.engines import EVERYWHERE, engine_of
from tests import factories
from tests.test_withdrawn import take_down

pytestmark = pytest.mark.django_db
(READERS,) = (kept for kept in search.KEPT if kept.index == search.READERS)


@pytest.fixture(autouse=True)
def one_by_one(monkeypatch):
    monkeypatch.setattr(rebuilding, "AT_ONCE", 1)


def found(typed="zephyr"):
    search_ = search.Search(clock.moment(), "en", read(typed))
    return {result.edition.title for result in search_.page(1)}


def test_what_is_released_and_taken_down_meanwhile_is_right_afterwards():
    first = factories.released(title="Zephyr one")
    factories.released(title="Zephyr two")
    scheduled = factories.scheduled(title="Zephyr three")
    seen = []

    def meanwhile(done, total):
        seen.append((done, found()))
        if done == 1:
            take_down(first)
            factories.released(title="Zephyr four")
            factories.do("unschedule", scheduled, "petra")

    rebuilding.rebuild(READERS, meanwhile)
    both = {"Zephyr one", "Zephyr two"}
    assert seen[0] == (0, both) and seen[1] == (1, both)
    assert found() == {"Zephyr two", "Zephyr four"}
    assert not search.READERS.is_being_rebuilt("default")
    factories.do("release", scheduled, "petra")
    assert found() == {"Zephyr two", "Zephyr three", "Zephyr four"}


def test_what_is_said_of_a_text_meanwhile_is_found_afterwards():
    """Of one that has been written anew already."""
    edition = factories.released(title="Zephyr")

    def meanwhile(done, total):
        if done == total:
            factories.placed(edition, confirmed=True)
            assert found("courier") == {"Zephyr"}

    rebuilding.rebuild(READERS, meanwhile)
    assert found("courier") == {"Zephyr"}


def test_searches_are_answered_while_it_is_built_and_after_it_was_cut_off():
    factories.released(title="Zephyr")

    class CutOff(Exception):
        pass

    def cut_off(done, total):
        if done:
            raise CutOff

    with pytest.raises(CutOff):
        rebuilding.rebuild(READERS, cut_off)
    assert found() == {"Zephyr"}
    factories.released(title="Zephyr two")
    assert found() == {"Zephyr", "Zephyr two"}
    assert rebuilding.rebuild(READERS, lambda done, total: None) == 2
    assert found() == {"Zephyr", "Zephyr two"}


def test_what_no_longer_belongs_is_gone_from_the_table():
    edition = factories.released(title="Zephyr")
    search.READERS.write(edition.pk + 1000, document_of(edition), "default")
    rebuilding.rebuild(READERS, lambda done, total: None)
    sql, parameters = engine_of(connection).question(
        search.READERS.table, read("zephyr"), EVERYWHERE
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        assert cursor.fetchall() == [(edition.pk,)]
