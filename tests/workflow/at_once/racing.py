"""People at the same instant, each on a real connection of their own."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from publications import clock, workflow
from publications.models import AuditEntry
from publications.workflow import verify
from tests import factories
from tests.people import person

ROUNDS = 4


def at_once(*acts):
    """Run the acts in threads of their own; return what each returned or refused.

    Anything else that an act raises is raised here: a deadlock or a constraint is no
    answer for people.
    """
    gate = threading.Barrier(len(acts))

    def run(act):
        gate.wait(30)
        try:
            return act()
        except workflow.Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(run, acts, timeout=60))


def was_refused(result) -> bool:
    return isinstance(result, workflow.Refused)


def ready(name, edition, by, **arguments):
    """An act by somebody who saw the text as it is now, ready to be done."""
    edition, user = factories.again(edition), person(by)
    if name not in (*factories.UNVERSIONED, "set_embargo", "translate"):
        arguments["version"] = edition.text.version
    return lambda: getattr(workflow, name)(edition, by=user, **arguments)


def the_loser(results, sentence):
    """The place of the one that was refused, in a sentence that says what happened."""
    lost = [n for n, result in enumerate(results) if was_refused(result)]
    assert len(lost) == 1, results
    assert sentence in str(results[lost[0]]), results
    return lost[0]


def entries(edition):
    """The acts on the record of the edition's publication, in their order."""
    on_record = AuditEntry.objects.filter(publication=edition.text.publication.uuid)
    return list(on_record.order_by("sequence").values_list("act", flat=True))


def states(edition):
    """How the text's editions stand, from the first to the last."""
    at = clock.database_now()
    editions = edition.text.editions.order_by("pk")
    return " ".join(each.state(at)[0] for each in editions)


def whole():
    """Whether record and store say the same."""
    return list(verify.faults({})) == []
