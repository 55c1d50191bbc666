"""The table of transitions: which act leads from where to where.

Acts look themselves up here; tests loop over it. `to` is None where an act leaves
the stage as it is or decides itself.
"""

from typing import NamedTuple

from publications.models import Stage


class Transition(NamedTuple):
    sources: tuple[Stage, ...]
    to: Stage | None


TRANSITIONS: dict[str, Transition] = {
    # A new revision of a text in clearance keeps it there and voids its approvals.
    "save": Transition((Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED), None),
    "submit": Transition((Stage.DRAFT,), Stage.IN_REVIEW),
    "return_to_author": Transition((Stage.IN_REVIEW, Stage.APPROVED), Stage.DRAFT),
    # To approved once four eyes have seen it; else it stays in review.
    "approve": Transition((Stage.IN_REVIEW,), None),
    "schedule": Transition((Stage.APPROVED,), Stage.RELEASED),
    "release": Transition((Stage.APPROVED,), Stage.RELEASED),
    "record_release": Transition((Stage.APPROVED,), Stage.RELEASED),
    # Only while the moment is still to come: the ledger sees to that.
    "reschedule": Transition((Stage.RELEASED,), Stage.RELEASED),
    "unschedule": Transition((Stage.RELEASED,), Stage.APPROVED),
    # Begins another edition beside the live one, which stays as it is.
    "revise": Transition((Stage.RELEASED,), None),
}
