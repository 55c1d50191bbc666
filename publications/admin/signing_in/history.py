"""What was done to an account: entries of the record, for its administrators, who may
not read the rest of it. Tests: tests/admin/test_accounts.py."""

import json
from typing import NamedTuple

from publications.admin.words import in_words
from publications.models import Account, AuditEntry
from publications.workflow.roles import ROLE_NAMES

# Acts whose entries name an account.
OF_ACCOUNTS = (
    *("change_account", "set_password", "invite", "send_reset", "remove_factors"),
    *("end_sessions", "deactivate", "make_account", "set_roles"),
)
MOST = 200


class Line(NamedTuple):
    when: str
    who: str
    act: str
    told: str


def history_of(account: Account) -> list[Line]:
    """The latest first, at most two hundred."""
    name = json.dumps(account.get_username(), ensure_ascii=False)
    entries = AuditEntry.objects.filter(
        act__in=OF_ACCOUNTS, details__contains=f'"account": {name}'
    )
    return [
        Line(in_words(e.at), e.actor_name, e.act_name, _told(json.loads(e.details)))
        for e in entries.order_by("-sequence")[:MOST]
    ]


def _told(details: dict) -> str:
    """The roles that there were afterwards, where it was about roles."""
    return ", ".join(
        str(ROLE_NAMES.get(each, each)) for each in details.get("roles", ())
    )
