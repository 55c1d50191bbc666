"""What was found in a text so far, and which of its units said so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from publications.rendering.names import folded

from .byline import Byline
from .names import Signatory


@dataclass
class Reading:
    """A text in units, most of them paragraphs, and what they say beside the body.

    `is_title` knows a title by its markup, where there is any.
    """

    units: Sequence[str]
    language: str
    is_title: Callable[[int], bool] | None = None
    title: str = ""
    people: tuple[Signatory, ...] = ()
    outlet: str = ""
    kind: str = ""
    inflected: bool = False
    taken: dict[int, str] = field(default_factory=dict)

    def at(self, i: int) -> str:
        return self.units[i].strip() if i < len(self.units) else ""

    def take(self, role: str, first: int, count: int = 1) -> int:
        self.taken.update(dict.fromkeys(range(first, first + count), role))
        return count

    def has(self, role: str) -> bool:
        return role in self.taken.values()

    def lines(self, role: str) -> str:
        """Give the units that played one role, as they stand in the text."""
        return "\n".join(
            self.at(i) for i in sorted(self.taken) if self.taken[i] == role
        )

    def settle_people(self, signed: Byline) -> bool:
        """Take what says more of the same people; tell whether they are the same."""
        if _is_same(self.people, signed.people):
            if signed.has_posts:
                self.people = signed.people
        elif self.inflected or not self.people:
            # The presenting sentence has its people in another case: these are they.
            self.people = signed.people or self.people
            self.inflected = signed.inflected if signed.people else self.inflected
        else:
            return False
        return True


def _is_same(some: Sequence[Signatory], others: Sequence[Signatory]) -> bool:
    names = [{folded(p.name) for p in people} for people in (some, others)]
    return names[0] == names[1]
