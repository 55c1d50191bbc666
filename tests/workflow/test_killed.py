"""A process killed with SIGKILL at any statement of an act leaves nothing half done.

To the database "just after statement n" is "just before n + 1", and before a question
all stands as before the write that follows it. So a child process does the act and is
killed before its first write, the next before its second, and so on to just before and
just after COMMIT. Each begins anew on what the killed ones left, so that doing it again
is tried as well.
"""

import logging
import os
import signal
from contextlib import suppress

import pytest
from django.apps import apps
from django.db import connection, connections

from publications import workflow
from publications.models import (
    Account,
    Approval,
    ApprovalLink,
    Edition,
    Placement,
    Publication,
    SearchSpelling,
    Text,
)
from publications.rendering import article
from publications.workflow import enclosing, storing, verify
from tests import factories
from tests.people import NAMES, person
from tests.rows import rows

pytestmark = pytest.mark.django_db(transaction=True)

DOWN = factories.decided("retracted")
SOON, LATER = factories.soon(600), factories.soon(900)


@pytest.fixture(autouse=True)
def _without_children(monkeypatch):
    """Each process that is killed would start a child of its own to render in."""
    monkeypatch.setattr(storing, "render", article.render)
    monkeypatch.setattr(enclosing, "render", article.render)


@pytest.fixture(autouse=True)
def _all_who_are_told_of_an_act():
    for name in NAMES:
        person(name)


def ready(name, edition, by, **arguments):
    """An act as from the page, made anew for each try."""
    return lambda: factories.do(name, edition, by, **arguments)


def withdrawing_with_a_successor():
    first = factories.released()
    second = factories.new_edition(first)
    factories.do("schedule", second, "petra", moment=SOON, change="technical")
    return lambda: workflow.withdraw(first, DOWN, by=person("petra"))


def unscheduling_a_bundle():
    texts = [factories.approved(title=f"Text {number}") for number in range(2)]
    bundle = workflow.make_bundle("The summit", texts, by=person("petra"))
    workflow.schedule_bundle(bundle, SOON, by=person("petra"))
    return ready("unschedule", texts[0], "petra")


def releasing_a_bundle():
    texts = [factories.approved(title=f"Text {number}") for number in range(2)]
    bundle = workflow.make_bundle("The summit", texts, by=person("petra"))
    return lambda: workflow.release_bundle(bundle, by=person("petra"))


def releasing_a_new_edition():
    second = factories.new_edition(factories.released())
    return ready("release", second, "petra", change="update", public_note="Newer.")


def setting_an_embargo():
    edition = factories.scheduled(SOON)
    return lambda: workflow.set_embargo(edition, LATER, by=person("petra"))


def confirming_a_placement():
    placement = factories.waiting().awaits

    def confirm():
        if Placement.objects.get(pk=placement.pk).confirmed:
            raise workflow.NotPossible("done")
        placement.confirmed, placement.url = True, "https://courier.example/valley"
        return workflow.store_placement(placement, by=person("dara"))

    return confirm


def approving_by_link():
    edition = factories.in_review()
    who = factories.signatory_of(edition)
    edition = factories.do("send_for_approval", edition, "rhea", person=who)
    link = edition.approval_links.get()
    return lambda: workflow.approve_by_link(link, network_address="::1")


def saving():
    newer = factories.content(body="Newer.")
    return ready("save", factories.approved(), "dara", content=newer)


ACTS = {
    "submit": lambda: ready("submit", factories.draft(), "dara"),
    "approve": lambda: ready("approve", factories.in_review(), "rhea"),
    "void": lambda: voiding(factories.scheduled()),
    "save": saving,
    "schedule": lambda: ready("schedule", factories.approved(), "petra", moment=SOON),
    "release": releasing_a_new_edition,
    "release_emergency": lambda: ready(
        "release_emergency", factories.unsigned(), "petra", reason="The dam broke."
    ),
    "withdraw": withdrawing_with_a_successor,
    "unschedule a bundle": unscheduling_a_bundle,
    "release a bundle": releasing_a_bundle,
    "revise": lambda: ready("revise", factories.released(), "dara"),
    "discard": lambda: ready("discard", factories.draft(), "dara"),
    "set_embargo": setting_an_embargo,
    "confirm a placement": confirming_a_placement,
    "approve by link": approving_by_link,
}


def voiding(edition):
    approval = edition.approvals.get()
    return ready("void", edition, "rhea", approval=approval)


@pytest.mark.parametrize("name", ACTS)
def test_a_killed_act_is_wholly_done_or_wholly_not(name, caplog):
    whole = growth_undisturbed(ACTS[name]())
    act = ACTS[name]()
    before, statement, committed = stored(), 0, False
    while not committed:
        statement += 1
        committed = killed_before(statement, act)
        assert committed or stored() == before
    assert list(verify.faults({})) == []
    assert statement > 5
    with caplog.at_level(logging.INFO):  # pytest -rP shows it
        logging.getLogger(__name__).info("%s: %d kills", name, statement)
    after = stored()
    assert growth(before, after) == whole
    assert again_changes_nothing(act, after)


def again_changes_nothing(act, after):
    """Whoever finds it done is told so; saving what is stored already does nothing."""
    with suppress(workflow.Refused):
        act()
    return {**stored(), "auditentry": after["auditentry"]} == after


def growth_undisturbed(act):
    before = stored()
    act()
    return growth(before, stored())


def growth(before, after):
    """How many rows of each kind came, and how many changed; but of words, which the
    first text alone brings that has them."""
    return {
        kind: (len(found) - len(before[kind]), len(set(before[kind]) - set(found)))
        for kind, found in after.items()
        if kind != SearchSpelling._meta.model_name
    }


def stored():
    """What is stored of the acts: how many rows of each kind, and how all that acts
    change in place stands now."""
    changed = {
        Account: ("is_active",),
        Approval: ("voided_at",),
        ApprovalLink: ("used_at", "revoked_at"),
        Edition: ("stage", "revision", "live_from", "live_until", "number", "awaits"),
        Placement: ("confirmed",),
        Publication: ("embargo_until",),
        Text: ("version", "first_released_at"),
    }
    standing = {model: rows(model, "pk", *names) for model, names in changed.items()}
    return keys() | {model._meta.model_name: found for model, found in standing.items()}


def keys():
    """The keys of all rows of each kind, in one question: asked after each kill."""
    models = list(apps.get_app_config("publications").get_models())
    asked = " UNION ALL ".join(
        f"SELECT {number}, CAST({model._meta.pk.column} AS text)"
        f" FROM {model._meta.db_table}"
        for number, model in enumerate(models)
    )
    found = {model._meta.model_name: [] for model in models}
    with connection.cursor() as cursor:
        cursor.execute(asked)
        for number, key in sorted(cursor.fetchall()):
            found[models[number]._meta.model_name].append(key)
    return found


def killed_before(statement, act):
    """Do the act in a process that is killed just before the n-th statement that may
    write, or just after its commit; return whether it came to that."""
    connections.close_all()  # no connection is carried into another process
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with connection.execute_wrapper(Killer(statement, writer)):
                act()
        finally:
            os._exit(1)  # an act that ends isn't killed: seen below
    os.close(writer)
    _pid, status = os.waitpid(child, 0)
    with open(reader, "rb") as said:
        committed = said.read() == b"committed"
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL
    return committed


class Killer:
    """Counts the writes of this process, COMMIT among them, and kills it."""

    def __init__(self, last, writer):
        self.left, self.writer = last, writer
        self.commit, connection._commit = connection._commit, self.on_commit

    def __call__(self, execute, sql, *more):
        if not sql.startswith("SELECT") or "FOR UPDATE" in sql:
            self.count()
        return execute(sql, *more)

    def on_commit(self):
        self.count()
        self.commit()
        os.write(self.writer, b"committed")
        os.kill(os.getpid(), signal.SIGKILL)

    def count(self):
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
