"""The only room that changes state: each act is a verb, in one transaction, with
permission, rule and record inside.

    edition = workflow.submit(edition, by=user, version=edition.text.version)

Every verb raises Refused (NotPermitted, NotPossible, Stale) and then has stored
nothing. The table of acts is `transitions`; who may do them, `roles`.
"""

from .content import Content, Signatory, unfit_characters
from .pictures import named_in, shown_as
from .pictures import take_in as take_picture_in
from .placing import enter_placement, place
from .refusals import NotPermitted, NotPossible, Refused, Stale
from .release import record_release, release, reschedule, schedule, unschedule
from .review import approve, return_to_author, submit
from .roles import ROLE_NAMES, ROLES, permissions_of
from .rules import possible, reasons
from .storing import content_of
from .transitions import TRANSITIONS
from .writing import Source, create, revise, save

__all__ = [
    "ROLES",
    "ROLE_NAMES",
    "TRANSITIONS",
    "Content",
    "NotPermitted",
    "NotPossible",
    "Refused",
    "Signatory",
    "Source",
    "Stale",
    "approve",
    "content_of",
    "create",
    "enter_placement",
    "named_in",
    "permissions_of",
    "place",
    "possible",
    "reasons",
    "record_release",
    "release",
    "reschedule",
    "return_to_author",
    "revise",
    "save",
    "schedule",
    "shown_as",
    "submit",
    "take_picture_in",
    "unfit_characters",
    "unschedule",
]
