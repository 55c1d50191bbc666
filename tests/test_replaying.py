"""What a maker wrote is written again as it was, or done anew."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from publications import workflow
from publications.models import Edition, guards
from publications.workflow import verify
from tests import factories
from tests.people import person
from tests.rows import rows

pytestmark = pytest.mark.django_db


def made(make):
    """What a maker returns, the rows it leaves, and whether it asked any question."""
    with transaction.atomic():
        with CaptureQueriesContext(connection) as asked:
            value = make()
        left = {model.__name__: rows(model) for model in apps.get_models()}
        transaction.set_rollback(True)
    questions = [q["sql"] for q in asked if q["sql"].startswith('SELECT "pub')]
    return value, left, bool(questions)


def replays(make) -> bool:
    made(make)
    return not made(make)[2]


@pytest.mark.parametrize("state", sorted({*factories.BY_STATE} - {"scheduled"}))
def test_it_leaves_the_same_rows_and_asks_nothing(state):
    make = factories.BY_STATE[state]
    first, rows_at_first, _asked = made(make)
    again, rows_again, asked = made(make)
    assert not asked
    assert rows_again == rows_at_first and rows_again["Edition"]
    assert again == first and again is not first
    assert again.text.version == first.text.version


def test_one_after_the_other_is_replayed_too():
    def two():
        factories.released(title="One")
        return factories.new_edition(factories.released(title="Two"))

    assert replays(two)


def test_the_record_fits_and_the_guards_stand():
    assert replays(factories.released)
    edition = factories.released()
    assert list(verify.faults({})) == []
    assert guards.missing(connection) == []
    with pytest.raises(IntegrityError, match="has been public"):
        Edition.objects.filter(pk=edition.pk).update(live_from=factories.soon())


def test_an_act_goes_on_from_it():
    assert replays(factories.released)
    edition = factories.do(
        "withdraw",
        factories.released(),
        "petra",
        decided=factories.decided("withdrawn"),
    )
    assert edition.withdrawals.count() == 1
    assert list(verify.faults({})) == []


def test_other_words_are_other_rows():
    assert factories.draft(title="One").revision.title == "One"
    assert factories.draft(title="Two").revision.title == "Two"


def test_signing_in_stands_in_no_way(client):
    client.force_login(person("petra"))
    assert replays(factories.released)


class TestDoneAnew:
    def test_after_another_write(self):
        assert replays(factories.draft)
        person("dara").groups.clear()
        assert not replays(lambda: factories.draft(by="rhea"))

    def test_but_not_after_one_that_was_undone(self):
        assert replays(factories.draft)
        with transaction.atomic():
            person("dara").groups.clear()
            transaction.set_rollback(True)
        assert not made(factories.draft)[2]

    def test_under_another_setting(self, settings):
        assert replays(factories.draft)
        settings.EMERGENCY_RELEASE = False
        assert not replays(factories.draft)

    def test_while_something_is_patched(self, monkeypatch):
        assert replays(factories.draft)
        done = []
        monkeypatch.setattr(workflow, "create", lambda *a, **k: done.append(a))
        factories.draft()
        assert done

    def test_in_another_language(self):
        assert replays(factories.draft)
        with translation.override("fr"):
            assert made(factories.draft)[2]

    @pytest.mark.django_db(transaction=True)
    def test_where_it_is_committed(self):
        assert factories.draft().pk
        with transaction.atomic():
            assert factories.draft(title="Another").text.publication.pk
            assert Edition.objects.count() == 2
