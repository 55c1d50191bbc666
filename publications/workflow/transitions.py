"""The table of transitions: which act leads from where to where, and on what terms.

Acts look themselves up here, tests loop over it, and `manage.py draw_workflow` makes
the diagram in docs/editing/workflow.md from it. States are those that people see
(`Edition.state`); `to` is None where an act leaves the state as it is. Who may do an
act stands in `roles`; `terms` and `effect` are told to people, `rules` enforces them.
"""

from typing import NamedTuple

OPEN = ("draft", "in_review", "approved")
TAKEN_DOWN = ("withdrawn", "replaced", "retracted")


class Transition(NamedTuple):
    sources: tuple[str, ...]
    to: str | None = None
    terms: str = ""
    effect: str = ""


TRANSITIONS: dict[str, Transition] = {
    "save": Transition(
        OPEN, None, "", "every approval is void; an approved text is in review again"
    ),
    "submit": Transition(("draft",), "in_review", "title and body are there"),
    "take_up": Transition(
        ("in_review",),
        None,
        "nobody has taken it up, and the person has not approved it",
    ),
    "put_down": Transition(("in_review",), None, "the person has taken it up"),
    "plan": Transition(("draft", "in_review"), None, "", "due date and priority"),
    "return_to_author": Transition(
        ("in_review", "approved"), "draft", "a note", "every approval is void"
    ),
    "approve": Transition(
        ("in_review", "approved"),
        "approved",
        "not the only contributor",
        "bound to the revision; approved once four eyes, and the head of mission where "
        "needed, have seen it",
    ),
    "void": Transition(
        ("in_review", "approved", "scheduled"),
        "in_review",
        "an own approval; a publisher, anybody's",
        "a schedule is taken away in the same step",
    ),
    "send_for_approval": Transition(
        ("in_review", "approved"),
        None,
        "sent by somebody who changed nothing, to the address on file",
        "a single-use link, bound to the revision",
    ),
    "share": Transition(
        (*OPEN, "scheduled"),
        None,
        "one recipient, at most 30 days, at most 50 living links of one edition",
        "a link for somebody without an account, dead at the release; no page becomes "
        "stale",
    ),
    "schedule": Transition(
        ("approved",), "scheduled", "a whole minute to come, after the embargo"
    ),
    "await_placement": Transition(
        ("approved",),
        None,
        "a placement that isn't confirmed yet",
        "goes out when the outlet's publication is confirmed, or at the latest time",
    ),
    "reschedule": Transition(
        ("scheduled",), "scheduled", "more than five seconds before the moment"
    ),
    "unschedule": Transition(
        ("scheduled", "approved"),
        "approved",
        "more than five seconds before the moment; from approved: waits for an outlet",
        "the edition before stays; a bundle is taken back whole",
    ),
    "release": Transition(
        ("approved",),
        "live",
        "cleared, no embargo; a new edition says what kind of change it is",
        "the edition before is superseded",
    ),
    "release_emergency": Transition(
        ("in_review",),
        "live",
        "settings allow it, a reason, every signatory's approval, no embargo",
        "flagged until somebody else approves afterwards",
    ),
    "record_release": Transition(
        ("approved",), "live", "a first edition, a moment of the past"
    ),
    "approve_afterwards": Transition(
        ("live", "superseded", *TAKEN_DOWN),
        None,
        "released in an emergency; by somebody who neither wrote, scheduled nor "
        "released it",
        "the flag goes",
    ),
    "revise": Transition(
        ("live", *TAKEN_DOWN),
        "draft",
        "no other edition is open",
        "another edition begins; this one stays as it is",
    ),
    "catch_up": Transition(
        OPEN,
        None,
        "a newer edition went live since this one was begun",
        "every approval is void",
    ),
    "classify": Transition(
        (*OPEN, "scheduled", "live", "superseded", *TAKEN_DOWN),
        None,
        "",
        "topics and series, in all languages; no page becomes stale",
    ),
    "relate": Transition(
        (*OPEN, "scheduled", "live", "superseded", *TAKEN_DOWN),
        None,
        "the original stays the original; a courtesy translation governs nothing",
        "what a text is to its original, and which language governs; no page becomes "
        "stale",
    ),
    "discard": Transition(OPEN, "discarded", "", "kept on the record"),
    "withdraw": Transition(
        ("live", "withdrawn", "replaced"),
        "withdrawn, replaced or retracted",
        "reason and outcome; never to a milder outcome",
        "whatever is scheduled for the text is taken back",
    ),
}
