"""What the demonstration has put right in the open: later editions of one text."""

from typing import NamedTuple

from publications.models import Change


class Correction(NamedTuple):
    """An edition that says `written` where the one before said `stood`."""

    change: Change
    note: str
    stood: str
    written: str


# By the text's file, in their order.
CORRECTIONS = {
    "en/the-quiet-work-of-customs-officers.txt": (
        Correction(
            Change.CORRECTION,
            "The article counted nineteen officers in the joint office. They are "
            "twenty-one: two were on leave on the day of the visit.",
            "In that building sit nineteen men and women",
            "In that building sit twenty-one men and women",
        ),
        Correction(
            Change.UPDATE,
            "The second joint office has opened since the article was written.",
            "agreed to open a second joint office at the Mirn tunnel, and a third at",
            "opened a second joint office at the Mirn tunnel since, and agreed on a "
            "third at",
        ),
    ),
}
