"""Chinese, Japanese and Korean, where CommonMark was written for spaced scripts.

Two of its rules go wrong there. Emphasis: `**中国。**很大` stays unbold, since a
closing `**` after punctuation must be followed by a space, and these scripts have none.
We follow the amendment that implementers agreed on (tats-u/markdown-cjk-friendly on
GitHub, CommonMark issue 650); text without such characters is scanned by CommonMark's
own rule. Line ends: one inside a paragraph becomes a space, which tears a Chinese
sentence apart; CSS Text 3 (segment break transformation) removes it, and so do we,
because not every browser and hardly a feed reader does.
"""

import re
import unicodedata
from collections.abc import Iterator

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token

HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Below Hangul Jamo nothing is wide, so Latin, Cyrillic and Arabic leave early.
_FIRST = 0x1100
_HANGUL = (
    range(0x1100, 0x1200),
    range(0x3131, 0x3190),
    range(0xA960, 0xA980),
    range(0xAC00, 0xD800),
    range(0xFFA0, 0xFFDD),
)
_ENCLOSED_IDEOGRAPHS = range(0x1F200, 0x1F300)


def is_hangul(character: str) -> bool:
    point = ord(character)
    return point >= _FIRST and any(point in block for block in _HANGUL)


def is_cjk(character: str) -> bool:
    """Say whether a character is wide East Asian text, its punctuation included.

    Emoji are wide too, but stand in every language, so they don't count.
    """
    point = ord(character)
    if point < _FIRST:
        return False
    if unicodedata.east_asian_width(character) not in "WFH":
        return is_hangul(character)
    is_emoji = unicodedata.category(character) in {"So", "Sk"} and (
        point < 0x2E80 or (point > 0x1F000 and point not in _ENCLOSED_IDEOGRAPHS)
    )
    return not is_emoji


def is_unspaced(character: str) -> bool:
    """Say whether the script is written without spaces; Korean has them."""
    return is_cjk(character) and not is_hangul(character)


def _is_variation_selector(character: str) -> bool:
    point = ord(character)
    # U+FE0F asks for an emoji, so what stands before it is no text character.
    return 0xFE00 <= point <= 0xFE0E or 0xE0100 <= point <= 0xE01EF


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _is_spaced_punctuation(character: str) -> bool:
    """Punctuation that is followed by a space, unlike `。` and `，`."""
    return _is_punctuation(character) and not is_cjk(character)


class CjkInlineState(StateInline):
    """CommonMark's inline state with a flanking rule that knows unspaced scripts."""

    def _before(self, start: int) -> str:
        """The character before a run; its variation selector is not a character."""
        if start == 0:
            return " "
        if start > 1 and _is_variation_selector(self.src[start - 1]):
            return self.src[start - 2]
        return self.src[start - 1]

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        end = start
        while end < self.posMax and self.src[end] == self.src[start]:
            end += 1
        before = self._before(start)
        after = self.src[end] if end < self.posMax else " "
        if not is_cjk(before) and not is_cjk(after):
            return super().scanDelims(start, canSplitWord)

        space_before, space_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
        left = not space_after and (
            not _is_spaced_punctuation(after)
            or space_before
            or _is_spaced_punctuation(before)
            or is_cjk(before)
        )
        right = not space_before and (
            not _is_spaced_punctuation(before)
            or space_after
            or _is_spaced_punctuation(after)
            or is_cjk(after)
        )
        return Scanned(
            left and (canSplitWord or not right or _is_punctuation(before)),
            right and (canSplitWord or not left or _is_punctuation(after)),
            end - start,
        )


def _joined(children: list[Token]) -> Iterator[Token]:
    before = ""
    held: list[Token] = []
    for child in children:
        if child.type == "text" and not child.content:
            # What markdown-it leaves of `**` beside the mark it became.
            continue
        is_text = bool(child.content) and child.type in {"text", "code_inline"}
        if held and (is_text or child.nesting == 0):
            torn = is_text and is_unspaced(before) and is_unspaced(child.content[0])
            yield from held[1:] if torn else held
            held = []
        if is_text:
            before = child.content[-1]
        elif child.nesting == 0 and child.type != "softbreak":
            # A picture, a note or a hard break: nothing to join across.
            before = ""
        # A line end waits, with the marks after it, for the character that follows.
        if held or (child.type == "softbreak" and before):
            held.append(child)
        else:
            yield child
    yield from held


def join_lines(tokens: list[Token]) -> None:
    """Take out line ends that stand between two unspaced characters."""
    for token in tokens:
        if token.type == "inline" and token.children:
            token.children = list(_joined(token.children))
