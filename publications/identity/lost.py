"""What is done for somebody who has lost phone and recovery codes.

Tests: tests/management/test_remove_second_step.py.
"""

from django.db import transaction

from publications import clock
from publications.models import Account
from publications.workflow import record

from . import factors, letters


@transaction.atomic
def remove_second_step(
    account: Account, *, by: Account | None = None, by_name: str = ""
) -> bool:
    """Take all second factors away, end the sessions, tell the owner by mail, and enter
    it in the record. False: there was none to take away."""
    if not factors.remove(account):
        return False
    account.sign_ins.all().end()
    letters.send(account, "factor_taken")
    record.enter(
        "remove_factors",
        by=by,
        by_name=by_name,
        at=clock.database_now(),
        account=account.get_username(),
    )
    return True
