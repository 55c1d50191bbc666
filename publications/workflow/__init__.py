"""The only room that changes state: each act is a verb, in one transaction, with
permission, rule and record inside.

    edition = workflow.submit(edition, by=user, version=edition.text.version)

Every verb raises Refused (NotPermitted, NotPossible, Stale) and then has stored
nothing but that. The table of acts is `transitions`; who may do them, `roles`.
"""

from .act import enter_refusal
from .bundles import make_bundle, release_bundle, schedule_bundle, take_out
from .circle import limit, note_preview, open_circle
from .clearance import missing, must_look_again, silent_signatories
from .content import Content, Signatory, unfit_characters
from .embargo import lift_embargo, set_embargo
from .leaving import deactivate
from .pictures import named_in, shown_as
from .pictures import take_in as take_picture_in
from .placing import await_placement, place, store_placement
from .principal import (
    approve_by_link,
    link_of,
    may_be_asked,
    note_opening,
    return_by_link,
    send_for_approval,
    why_closed,
)
from .refusals import NotPermitted, NotPossible, Refused, Stale
from .release import (
    record_release,
    release,
    release_emergency,
    reschedule,
    schedule,
    unschedule,
)
from .remarks import remark, resolve_remark
from .review import (
    approve,
    approve_afterwards,
    plan,
    put_down,
    return_to_author,
    submit,
    take_up,
    void,
)
from .roles import ROLE_NAMES, ROLES, permissions_of
from .rules import is_behind, latest_released, possible, reasons
from .storing import content_of
from .transitions import TRANSITIONS
from .withdrawing import STRICTER, TakingDown, withdraw
from .writing import Source, catch_up, create, discard, revise, save, translate

__all__ = [
    "ROLES",
    "ROLE_NAMES",
    "STRICTER",
    "TRANSITIONS",
    "Content",
    "NotPermitted",
    "NotPossible",
    "Refused",
    "Signatory",
    "Source",
    "Stale",
    "TakingDown",
    "approve",
    "approve_afterwards",
    "approve_by_link",
    "await_placement",
    "catch_up",
    "content_of",
    "create",
    "deactivate",
    "discard",
    "enter_refusal",
    "is_behind",
    "latest_released",
    "lift_embargo",
    "limit",
    "link_of",
    "make_bundle",
    "may_be_asked",
    "missing",
    "must_look_again",
    "named_in",
    "note_opening",
    "note_preview",
    "open_circle",
    "permissions_of",
    "place",
    "plan",
    "possible",
    "put_down",
    "reasons",
    "record_release",
    "release",
    "release_bundle",
    "release_emergency",
    "remark",
    "reschedule",
    "resolve_remark",
    "return_by_link",
    "return_to_author",
    "revise",
    "save",
    "schedule",
    "schedule_bundle",
    "send_for_approval",
    "set_embargo",
    "shown_as",
    "silent_signatories",
    "store_placement",
    "submit",
    "take_out",
    "take_picture_in",
    "take_up",
    "translate",
    "unfit_characters",
    "unschedule",
    "void",
    "why_closed",
    "withdraw",
]
