"""Two people's changes of one text, paragraph by paragraph: yours, theirs, before.

After the three-way comparison of RCS and diff3, but with paragraphs that were altered
on the way recognised as the same (`differences.counterparts`), so that two changes of
neighbouring paragraphs are two questions. Nothing is decided here: what only one side
changed is proposed, what both did is asked. Tests: tests/rendering/test_merging.py.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from .differences import counterparts

Paragraphs = tuple[str, ...]


class Side(StrEnum):
    """Whose wording is taken; BOTH: theirs, then yours behind it."""

    YOURS = "yours"
    THEIRS = "theirs"
    BOTH = "both"


class Stretch(NamedTuple):
    """Paragraphs that belong together, as each of the three has them."""

    before: Paragraphs
    yours: Paragraphs
    theirs: Paragraphs

    @property
    def is_changed(self) -> bool:
        return not self.before == self.yours == self.theirs

    @property
    def changed_by(self) -> Side | None:
        """Who changed it; None where nobody did, or both came to the same."""
        if self.yours == self.theirs:
            return None
        if self.yours == self.before:
            return Side.THEIRS
        return Side.YOURS if self.theirs == self.before else Side.BOTH

    @property
    def proposed(self) -> Side | None:
        """What is taken unless somebody says otherwise; None where they must say."""
        by = self.changed_by
        return Side.YOURS if by is None else None if by is Side.BOTH else by

    def taken(self, side: Side) -> Paragraphs:
        if side is Side.BOTH:
            return self.theirs + self.yours
        return self.yours if side is Side.YOURS else self.theirs


def compared(
    before: Sequence[str], yours: Sequence[str], theirs: Sequence[str]
) -> list[Stretch]:
    """The three texts as stretches that take every paragraph of each once, in order."""
    in_yours = dict(counterparts(before, yours))
    in_theirs = dict(counterparts(before, theirs))
    # Where all three have a paragraph; between two of these, what somebody took out or
    # put in.
    kept = [(i, in_yours[i], in_theirs[i]) for i in sorted(in_yours.keys() & in_theirs)]
    end = (len(before), len(yours), len(theirs))
    stretches: list[Stretch] = []
    for last, here in pairwise([(-1, -1, -1), *kept, end]):
        (b, y, t), (i, j, k) = last, here
        between = Stretch(
            tuple(before[b + 1 : i]), tuple(yours[y + 1 : j]), tuple(theirs[t + 1 : k])
        )
        if any(between):
            stretches.append(between)
        if here is not end:
            stretches.append(Stretch((before[i],), (yours[j],), (theirs[k],)))
    return stretches


def merged(stretches: Iterable[Stretch], sides: Iterable[Side]) -> list[str]:
    """The paragraphs of what was chosen for each stretch."""
    return [
        paragraph
        for stretch, side in zip(stretches, sides, strict=True)
        for paragraph in stretch.taken(side)
    ]
