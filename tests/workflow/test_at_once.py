"""Two people at the same instant, on real connections: one act wins, one is told."""

import threading

import pytest
from django.db import connections

from publications import workflow
from publications.models import Edition, Person
from publications.workflow import verify
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 4


@pytest.fixture(autouse=True)
def _roles():
    """The flush after a test of this kind takes the roles along."""
    workflow.roles.install("default")


def at_once(*acts):
    """Run the acts in threads of their own; return what each returned or raised."""
    results = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(number, act):
        gate.wait()
        try:
            results[number] = act()
        except workflow.Refused as refusal:
            results[number] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def act(name, edition, by, **arguments):
    """An act by somebody who saw the text as it is now, ready to be done."""
    edition = factories.again(edition)
    user, version = person(by), edition.text.version
    return lambda: getattr(workflow, name)(
        edition, by=user, version=version, **arguments
    )


def refusals(results):
    return [result for result in results if isinstance(result, workflow.Refused)]


@pytest.mark.parametrize("_round", range(ROUNDS))
@pytest.mark.parametrize(
    ("maker", "first", "second"),
    [
        (
            factories.approved,
            ("release", "petra", {}),
            ("release", "petra", {}),
        ),
        (
            factories.draft,
            ("save", "dara", {"content": factories.content(body="Mine.")}),
            ("save", "rhea", {"content": factories.content(body="Yours.")}),
        ),
        (
            factories.approved,
            ("schedule", "petra", {"moment": factories.soon(600)}),
            ("return_to_author", "rhea", {"note": "Wait."}),
        ),
        (
            factories.scheduled,
            ("unschedule", "petra", {}),
            ("reschedule", "petra", {"moment": factories.soon(600)}),
        ),
        (
            factories.in_review,
            ("approve", "rhea", {}),
            ("save", "dara", {"content": factories.content(body="Newer.")}),
        ),
    ],
    ids=["release", "save", "schedule-return", "unschedule-move", "approve-save"],
)
def test_exactly_one_of_two_acts_is_done(maker, first, second, _round):
    edition = maker()
    acts = [act(name, edition, by, **args) for name, by, args in (first, second)]
    results = at_once(*acts)
    assert len(refusals(results)) == 1
    assert "was faster" in str(refusals(results)[0])
    assert list(verify.faults({})) == []


def test_two_texts_of_one_title_at_once_have_two_addresses():
    person("dara")
    results = at_once(*[lambda: factories.draft()] * 2)
    assert refusals(results) == []
    slugs = {edition.revision.address.slug for edition in results}
    assert slugs == {"two-rivers-one-valley", "two-rivers-one-valley-2"}
    assert list(verify.faults({})) == []


def test_entries_of_many_at_once_are_one_chain():
    for name in ("dara", "rhea", "petra"):
        person(name)
    at_once(*[lambda n=n: factories.draft(title=f"Text {n}") for n in range(8)])
    assert Edition.objects.count() == 8
    assert Person.objects.count() == 1
    assert list(verify.faults({})) == []
