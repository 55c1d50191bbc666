"""Editors at work, without a pause: each act is told once it is done. To be killed.

python -m tests.faults.acting begin       accounts, before anything is killed
python -m tests.faults.acting work        a line of JSON for each act that is done
python -m tests.faults.acting schedule    one text in an hour; tells its address
python -m tests.faults.acting look        what is stored, as one line of JSON
"""

import json
import os
import sys
from itertools import count

TITLE = "Worked on while killed"


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "embassy.settings"
    import django

    django.setup()
    {"begin": _begin, "work": _work, "schedule": _schedule, "look": _look}[
        sys.argv[1]
    ]()


def _begin() -> None:
    from tests.people import person

    for name in ("dara", "rhea", "petra"):
        person(name)


def _approved(title: str):
    """A press release that nobody signs, so that no head of mission is asked."""
    from publications import workflow
    from tests import factories
    from tests.people import person

    written = factories.content(title=title, signatories=())
    edition = workflow.create("press_release", "en", written, by=person("dara"))
    factories.do("submit", edition, "dara")
    return factories.do("approve", edition, "rhea")


def _work() -> None:
    from tests import factories

    for number in count():
        edition = _approved(f"{TITLE} {os.getpid()}-{number}")
        factories.do("release", edition, "petra")
        _tell("release", edition)
        if number % 2:
            factories.do(
                "withdraw", edition, "petra", decided=factories.decided("retracted")
            )
            _tell("withdraw", edition)


def _tell(act: str, edition) -> None:
    print(json.dumps([act, str(edition.uuid)]), flush=True)


def _schedule() -> None:
    from tests import factories

    edition = _approved("Embargoed for an hour qwzcanary")
    done = factories.do("schedule", edition, "petra", moment=factories.soon(60))
    print(done.get_absolute_url())


def _look() -> None:
    from publications import clock
    from publications.models import AuditEntry, Delivery, Edition, Task

    now = clock.database_now()
    mine = Edition.objects.filter(revision__title__startswith=TITLE)
    uuids = [str(uuid) for uuid in mine.values_list("uuid", flat=True)]
    entered = AuditEntry.objects.filter(edition__in=uuids)
    mail = Delivery.objects.filter(task=Task.MAIL)
    of_act = {
        act: sorted(
            str(e) for e in entered.filter(act=act).values_list("edition", flat=True)
        )
        for act in ("release", "withdraw")
    }
    retracted = mine.filter(withdrawals__isnull=False)
    print(
        json.dumps(
            {
                "entered": of_act,
                "released": _sorted(mine.filter(live_from__isnull=False)),
                "withdrawn": _sorted(retracted),
                "paths": [edition.get_absolute_url() for edition in retracted],
                "waiting": mail.filter(delivered_at=None, due_at__lte=now).count(),
                "delivered": sorted(
                    str(m)
                    for m in mail.exclude(delivered_at=None)
                    .exclude(recipient="")
                    .values_list("message_id", flat=True)
                ),
            }
        )
    )


def _sorted(editions) -> list[str]:
    return sorted(str(uuid) for uuid in editions.values_list("uuid", flat=True))


if __name__ == "__main__":
    main()
