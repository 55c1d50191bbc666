"""What differs between two rendered bodies, word by word, with headings, lists,
quotations and emphasis as readers see them.

Told without colours: struck through and underlined, said in words that aren't shown,
and, where the words are the same, by what else is other about them.
Tests: tests/rendering/test_changes_in_layout.py.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .changes import BESIDE, folded, spoken
from .differences import Matcher, alternating, counterparts, is_lost
from .layout import Box, Stretch, html_of, links_of, stretches, text_of

# What was taken out and what came for it; where both are equal, it was kept.
Piece = tuple[list[str], list[str]]


class _Told(NamedTuple):
    """A stretch with its changes, in boxes that have the numbers of the new body."""

    boxes: tuple[Box, ...]
    pieces: list[Piece]

    @property
    def is_kept(self) -> bool:
        return all(old == new for old, new in self.pieces)


def changes_in_layout(old: str, new: str) -> SafeString:
    """Return the new body's HTML with `<del>` and `<ins>`. Both bodies came from the
    sanitiser; words in the active language, which is the text's."""
    blocks = [
        (all(told.is_kept for told in block), _html(block))
        for block in _blocks(_compared(stretches(old), stretches(new)))
    ]
    parts = [
        (is_kept, [html for _kept, html in several])
        for is_kept, several in groupby(blocks, key=lambda block: block[0])
    ]
    shown: list[str] = []
    for place, (is_kept, several) in enumerate(parts):
        before = 0 if place == 0 else BESIDE
        after = 0 if place == len(parts) - 1 else BESIDE
        shown += folded(several, before, after) if is_kept else several
    # Tags are those of the sanitiser's HTML; words came through `html_of`, ours through
    # `escape`.
    return mark_safe("\n".join(shown))  # noqa: S308  # nosec B308 B703


def _compared(old: list[Stretch], new: list[Stretch]) -> Iterator[_Told]:
    """Each stretch with its counterpart; what has none before it, old ones first."""
    pairs = counterparts([s.text for s in old], [s.text for s in new])
    became = _became((old[i], new[j]) for i, j in pairs)
    matcher = Matcher()
    for (i, j), (k, m) in pairwise([(-1, -1), *pairs, (len(old), len(new))]):
        yield from (_gone(stretch, became) for stretch in old[i + 1 : k])
        yield from (_Told(s.boxes, [([], s.words)]) for s in new[j + 1 : m])
        if k == len(old):
            return
        if old[k].shape == new[m].shape:
            pieces = _worded(matcher, old[k].words, new[m].words)
            yield _Told(new[m].boxes, pieces)
        else:
            yield _gone(old[k], became)
            yield _Told(new[m].boxes, [([], new[m].words)])


def _became(pairs: Iterable[tuple[Stretch, Stretch]]) -> dict[int, int]:
    """Which box of the old body is which of the new one; of words that are set
    otherwise now, the boxes around their own."""
    became: dict[int, int] = {}
    for one, other in pairs:
        end = None if one.shape == other.shape else -1
        for old, new in zip(one.boxes[:end], other.boxes[:end], strict=False):
            if old.tag != new.tag:
                break
            became.setdefault(old.number, new.number)
    return became


def _gone(stretch: Stretch, became: dict[int, int]) -> _Told:
    """In the boxes that are still there; those that went have numbers of their own."""
    boxes = (b._replace(number=became.get(b.number, -b.number)) for b in stretch.boxes)
    return _Told(tuple(boxes), [(stretch.words, [])])


def _worded(matcher: Matcher, old: list[str], new: list[str]) -> list[Piece]:
    """As `differences` has it of plain words: a lone word kept between two changes is
    taken into them."""
    shown: list[Piece] = []
    for before, after in alternating(matcher.parts(old, new)):
        piece = (before, after)
        if before != after and len(shown) > 1:
            kept, change = shown[-1], shown[-2]
            if is_lost(*(tuple(map(text_of, each)) for each in (kept, change, piece))):
                del shown[-2:]
                piece = tuple(
                    first + between + last
                    for first, between, last in zip(change, kept, piece, strict=True)
                )
        shown.append(piece)
    return shown


# --- HTML -----------------------------------------------------------------------------


def _blocks(told: Iterable[_Told]) -> Iterator[list[_Told]]:
    """What stands in one outermost box together."""
    block: list[_Told] = []
    for each in told:
        if block and not (each.boxes and _outermost(each) == _outermost(block[-1])):
            yield block
            block = []
        block.append(each)
    if block:
        yield block


def _outermost(told: _Told) -> int:
    return told.boxes[0].number if told.boxes else 0


def _html(block: Iterable[_Told]) -> str:
    shown: list[str] = []
    opened: list[Box] = []
    for told in block:
        same = 0
        for one, other in zip(opened, told.boxes, strict=False):
            if one.number != other.number:
                break
            same += 1
        shown += [box.closing for box in reversed(opened[same:])]
        shown += [box.opening for box in told.boxes[same:]]
        shown += _said(told.pieces)
        opened = list(told.boxes)
    shown += [box.closing for box in reversed(opened)]
    return "".join(shown)


def _said(pieces: list[Piece]) -> Iterator[str]:
    """What follows a change is said to be unchanged: so one hears where it ends."""
    for place, (old, new) in enumerate(pieces):
        if old == new:
            yield f"{spoken(_('Unchanged:')) if place else ''}{html_of(new)}"
            continue
        ways = links_of(old) != links_of(new)
        if old:
            yield f"<del>{spoken(_('Removed:'))}{html_of(old)}{_leads(old, ways)}</del>"
        if new:
            yield f"<ins>{spoken(_('Added:'))}{html_of(new)}{_leads(new, ways)}</ins>"
        if not ways and text_of(old) == text_of(new):
            yield f" <small>({_('the same words, set otherwise')})</small>"


def _leads(words: list[str], ways: bool) -> str:
    """Where links lead, where that is what differs."""
    told = ", ".join(links_of(words)) if ways else ""
    return f' <small dir="ltr">({told})</small>' if told else ""
