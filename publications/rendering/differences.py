"""What differs between two texts, first by paragraphs, then by words.

difflib alone takes ten seconds for 5,000 words, and minutes where every other word was
changed. So what occurs once in both texts is laid side by side first (as patience diff
does), difflib is asked only about the short stretches between, and only so often: what
is left is shown as taken out and put in whole. Coarser then, never wrong.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

from .cjk import is_unspaced

# A stretch of old and one of new; where both are equal, it was kept.
Part = tuple[Sequence[str], Sequence[str]]
Wording = tuple[str, str]
Paragraph = list[Wording]

_BLANK_LINES = re.compile(r"\n\s*\n")

MAX_DEPTH = 6
# Pairs that difflib may compare: in one stretch, and in a whole difference.
MAX_STRETCH = 10_000
MAX_PAIRS = 1_000_000
# Altered paragraphs that are read word by word; old ones among which each is looked
# for; and the share of the shorter one's words that makes two of them one.
MAX_ALTERED = 5_000
LOOK_AHEAD = 50
ALIKE = 0.5


def difference(old: str, new: str) -> SafeString:
    """Return the new text as paragraphs of HTML with `<del>` and `<ins>`.

    As `compared` tells it. Every word comes through `lines`.
    """
    shown = "\n".join(map(_paragraph, compared(old, new)))
    return mark_safe(shown)  # noqa: S308  # nosec B308 B703


def compared(old: str, new: str) -> Iterator[Paragraph]:
    """Each paragraph as what was kept and what was changed: pairs of an old wording and
    a new one.

    The new wordings are the new text, the old ones the old text, paragraph by
    paragraph. How many blank lines part two paragraphs isn't told.
    """
    matcher = Matcher()
    parts = matcher.parts(_paragraphs(old), _paragraphs(new))
    for before, after in alternating(parts):
        if before == after:
            yield from ([(text, text)] for text in after)
        else:
            yield from _altered(matcher, before, after)


def counterparts(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which paragraph of the one text became which of the other, in rising order."""
    found: list[tuple[int, int]] = []
    i = j = 0
    for before, after in alternating(Matcher().parts(old, new)):
        if before == after:
            near = [(n, n) for n in range(len(after))]
        else:
            near = _counterparts(
                [words_of(t) for t in before], [words_of(t) for t in after]
            )
        found += [(i + one, j + other) for one, other in near]
        i, j = i + len(before), j + len(after)
    return found


def _paragraphs(text: str) -> list[str]:
    parts = _BLANK_LINES.split(text)
    return [part.strip("\n") for part in parts if part.strip()]


# --- What two sequences have in common ------------------------------------------------


class Matcher:
    """Lays two sequences side by side; `left` is how much it may still compare."""

    def __init__(self) -> None:
        self.left = MAX_PAIRS

    def parts(
        self, old: Sequence[str], new: Sequence[str], depth: int = 0
    ) -> Iterator[Part]:
        start = _shared(zip(old, new, strict=False))
        room = min(len(old), len(new)) - start
        end = min(room, _shared(zip(reversed(old), reversed(new), strict=False)))
        yield old[:start], new[:start]
        yield from self._between(
            old[start : len(old) - end], new[start : len(new) - end], depth
        )
        yield old[len(old) - end :], new[len(new) - end :]

    def _between(
        self, old: Sequence[str], new: Sequence[str], depth: int
    ) -> Iterator[Part]:
        if set(old).isdisjoint(new):
            yield old, new
        elif anchors := _anchors(old, new) if depth < MAX_DEPTH else []:
            # Each stretch begins with its anchor, which is then its shared start.
            bounds = [(0, 0), *anchors, (len(old), len(new))]
            for (i, j), (k, m) in pairwise(bounds):
                yield from self.parts(old[i:k], new[j:m], depth + 1)
        elif len(old) * len(new) <= min(MAX_STRETCH, self.left):
            self.left -= len(old) * len(new)
            codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
            yield from ((old[i:k], new[j:m]) for _tag, i, k, j, m in codes)
        else:
            yield old, new


def _shared(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Places of what occurs once in both, as many as stand in the same order."""
    times_old, times_new = Counter(old), Counter(new)
    place = {item: j for j, item in enumerate(new) if times_new[item] == 1}
    return _longest_rising(
        [
            (i, place[item])
            for i, item in enumerate(old)
            if times_old[item] == 1 and item in place
        ]
    )


def _longest_rising(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of places whose second numbers rise, as their first ones do."""
    lowest: list[int] = []  # for each length, the lowest number that ends such a run
    ends: list[int] = []  # which place that is
    before: list[int | None] = []
    for number, (_i, j) in enumerate(places):
        length = bisect_left(lowest, j)
        before.append(ends[length - 1] if length else None)
        if length == len(lowest):
            lowest.append(j)
            ends.append(number)
        else:
            lowest[length], ends[length] = j, number
    run, at = [], ends[-1] if ends else None
    while at is not None:
        run.append(places[at])
        at = before[at]
    return run[::-1]


def alternating(parts: Iterable[Part]) -> list[tuple[list[str], list[str]]]:
    """Join neighbours, so that what was kept and what was changed take turns."""
    joined: list[tuple[list[str], list[str]]] = []
    was_kept = None
    for old, new in parts:
        if not old and not new:
            continue
        kept = old == new
        if kept is not was_kept:
            joined.append(([], []))
        joined[-1][0].extend(old)
        joined[-1][1].extend(new)
        was_kept = kept
    return joined


# --- Paragraphs -----------------------------------------------------------------------


def _altered(
    matcher: Matcher, old: Sequence[str], new: Sequence[str]
) -> Iterator[Paragraph]:
    """Paragraphs that were changed, taken out or put in: each with its counterpart,
    what has none before it, old ones first."""
    before, after = [words_of(text) for text in old], [words_of(text) for text in new]
    counterparts = _counterparts(before, after)
    bounds = [(-1, -1), *counterparts, (len(before), len(after))]
    for (i, j), (k, m) in pairwise(bounds):
        yield from ([(text, "")] for text in old[i + 1 : k])
        yield from ([("", text)] for text in new[j + 1 : m])
        if k < len(before):
            yield _worded(matcher, before[k], after[m])


def _counterparts(old: list[list[str]], new: list[list[str]]) -> list[tuple[int, int]]:
    """Which old paragraph became which new one, in rising order."""
    if max(len(old), len(new)) > MAX_ALTERED:
        return []
    said_before = [_said(words) for words in old]
    found: list[tuple[int, int]] = []
    first = 0
    for j, words in enumerate(new):
        said = _said(words)
        near = range(first, min(first + LOOK_AHEAD, len(old)))
        likest = max(near, key=lambda i: _likeness(said_before[i], said), default=None)
        if likest is not None and _is_alike(said_before[likest], said):
            found.append((likest, j))
            first = likest + 1
    return found


def _said(words: list[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words if word[0].isalnum())


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one) + len(other) or 1)


def _is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    # Of the shorter one: a paragraph that grew to four times its length is the same.
    return len(one & other) >= ALIKE * min(len(one), len(other)) > 0


# --- Words ----------------------------------------------------------------------------


@lru_cache(maxsize=10_000)
def _kind(character: str) -> str:
    if unicodedata.category(character) in {"Mn", "Mc", "Me"}:
        return "mark"
    if character in "\u200c\u200d":  # Persian and emoji join with these
        return "mark"
    if character.isspace():
        return "space"
    if character.isalnum() and not is_unspaced(character):
        return "word"
    return "single"


def words_of(text: str) -> list[str]:
    """Words, spaces and single signs; in scripts without spaces each letter alone.

    A mark stays with its letter, or Arabic and Hindi would be torn where they are read.
    """
    starts: list[int] = []
    last = None
    for place, character in enumerate(text):
        kind = _kind(character)
        if kind == "mark" and starts:
            continue
        if kind != last or kind == "single":
            starts.append(place)
        last = kind
    return [text[i:j] for i, j in pairwise([*starts, len(text)])]


def _worded(matcher: Matcher, old: list[str], new: list[str]) -> Paragraph:
    """What was kept and what was changed in a paragraph, fit to be read.

    A stretch between two changes that is shorter than both is taken into them: a lone
    "the" or 的 that happens to stand in both tells a reader nothing.
    """
    shown: Paragraph = []
    for before, after in alternating(matcher.parts(old, new)):
        piece = ("".join(before), "".join(after))
        if before != after and len(shown) > 1 and is_lost(shown[-1], shown[-2], piece):
            kept, change = shown.pop(), shown.pop()
            piece = (change[0] + kept[0] + piece[0], change[1] + kept[1] + piece[1])
        shown.append(piece)
    return shown


def is_lost(kept: Wording, *changes: Wording) -> bool:
    letters = len(kept[0].strip())
    return all(letters <= len(max(change, key=len)) for change in changes)


# --- HTML -----------------------------------------------------------------------------


def _paragraph(pieces: Paragraph) -> str:
    return f"<p>{''.join(_marked(pieces))}</p>"


def _marked(pieces: Iterable[Wording]) -> Iterator[str]:
    for old, new in pieces:
        if old == new:
            yield lines(new)
            continue
        if old:
            yield f"<del>{lines(old)}</del>"
        if new:
            yield f"<ins>{lines(new)}</ins>"


def lines(text: str) -> str:
    return escape(text).replace("\n", "<br>\n")
