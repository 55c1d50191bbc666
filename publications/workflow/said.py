"""What the entries of the record say of editions, to be held against what is stored."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

# Acts whose entry carries the digest of the revision that they stored. An act that was
# refused is entered as "refused", and so is none of these.
STORING = ("create", "translate", "save", "revise")
# Acts that give a period: a bundle is entered edition by edition; what waits for its
# outlet has one where a latest time was set.
RELEASING = (
    "release",
    "release_emergency",
    "schedule",
    "reschedule",
    "record_release",
    "await_placement",
)
# Acts that may take a schedule away; then they say which `moment` it was for.
TAKING_BACK = ("unschedule", "void", "save", "catch_up")
APPROVING = ("approve", "approve_afterwards")


class Said:
    """What the entries say of editions, to be held against what is stored."""

    def __init__(self) -> None:
        self.stored: set[tuple[str, str]] = set()
        self.approved: set[tuple[str, str, int | None]] = set()
        self.released: dict[str, tuple[str, str]] = {}
        self.withdrawn: Counter[tuple[str, str]] = Counter()
        self.ended: dict[str, set[str]] = {}
        self.copies: dict[str, str] = {}

    def take(self, entry: dict[str, Any]) -> None:
        """Take in one entry (`AuditEntry.content`), in the record's order."""
        act, edition, digest = entry["act"], entry["edition"], entry["digest"]
        if act == "refused":
            return
        if act in STORING:
            self.stored.add((edition, digest))
        if act in APPROVING:
            self.approved.add((edition, digest, entry["actor"]))
        if act == "withdraw":
            outcome = json.loads(entry["details"]).get("outcome", "")
            self.withdrawn[edition, outcome] += 1
            self.ended.setdefault(edition, set()).add(in_utc(entry["at"]))
        if act == "keep_copy":
            details = json.loads(entry["details"])
            self.copies[details["copy"]] = details["sha256"]
        if act in RELEASING or act in TAKING_BACK:
            self._take_period(entry)

    def _take_period(self, entry: dict[str, Any]) -> None:
        act, edition = entry["act"], entry["edition"]
        moment = json.loads(entry["details"]).get("moment")
        if act in TAKING_BACK:
            if moment:
                self.released.pop(edition, None)
        elif moment or act != "await_placement":
            self.released[edition] = entry["digest"], in_utc(moment or entry["at"])

    def of_revision(self, edition: str, number: int, digest: str) -> str:
        """What is wrong with a revision, or nothing."""
        if (edition, digest) in self.stored:
            return ""
        return (
            f"Revision {number} of edition {edition} is not on the record: no entry "
            "carries its digest."
        )

    def of_approval(
        self, edition: str, digest: str, approver: int | None, name: str
    ) -> str:
        """What is wrong with an approval that stands, or nothing.

        `approver`: the account that acted; None where it was done by a link.
        """
        if (edition, digest, approver) in self.approved:
            return ""
        return (
            f"Edition {edition} has an approval by {name}, but no entry says so of "
            "that person and that text."
        )

    def of_release(self, edition: str, digest: str, live_from: str) -> str:
        """What is wrong with an edition that has a period, or nothing."""
        said = self.released.pop(edition, None)
        if said is None:
            return f"Edition {edition} is released, but no entry says so."
        if said[0] != digest:
            return f"Edition {edition} is not the text that was released."
        if said[1] != live_from:
            return f"Edition {edition} was released for another moment than is stored."
        return ""

    def of_end(self, edition: str, live_until: str | None, is_followed: bool) -> str:
        """What is wrong with the end of a period, or nothing: it is the next edition's
        beginning or the moment of a withdrawal."""
        ended = self.ended.get(edition, set())
        if live_until in ended or (is_followed and not ended):
            return ""
        if live_until is None and not ended:
            return ""
        return f"Edition {edition} ended otherwise than the record says."

    def of_withdrawal(self, edition: str, outcome: str) -> str:
        """What is wrong with a withdrawal, or nothing."""
        self.withdrawn[edition, outcome] -= 1
        if self.withdrawn[edition, outcome] >= 0:
            return ""
        return f"Edition {edition} is taken down ({outcome}), but no entry says so."

    def of_copy(self, copy: str, digest: str) -> str:
        """What is wrong with a copy of what an outlet printed, or nothing."""
        if self.copies.pop(copy, "") == digest:
            return ""
        return f"The copy {copy} is not on the record as it is stored."

    def unmatched(self) -> Iterator[str]:
        """Once all that is stored was asked about: what the record alone says."""
        for edition in self.released:
            yield f"Edition {edition} was released on the record, but is not stored so."
        for (edition, outcome), left in self.withdrawn.items():
            if left > 0:
                yield (
                    f"Edition {edition} was taken down on the record ({outcome}), but "
                    "is not stored so."
                )
        for copy in self.copies:
            yield f"The copy {copy} was kept on the record, but is not there."


def in_utc(moment: str) -> str:
    """An ISO moment in the one way in which two are compared."""
    parsed = datetime.fromisoformat(moment).astimezone(UTC)
    return parsed.isoformat(timespec="microseconds")
