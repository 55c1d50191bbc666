"""Which blocks of a translation render which blocks of its original.

After Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993):
blocks come in the same order, a long one becomes a long one, mostly one becomes one.
What they did not have is asked too: whether both are of one kind, and share numbers,
links, pictures and notes. Half a translation is aligned as well as a whole one, since
no length of the whole is compared.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from .blocks import PICTURE, Block
from .cjk import is_unspaced

# Letters that a language writes where English writes a hundred.
_LETTERS = {"ar": 85, "az": 105, "fr": 115, "ru": 108, "zh-hans": 100}
# English letters that one letter of a script without spaces stands for.
_UNSPACED = 3.0
# Variance of the length per letter (Gale and Church: 6.8), wider for such scripts.
_VARIANCE = 6.8

# What it costs, as minus logarithms of likelihood (a match of one to one: none).
_ALONE = 4.5
# While somebody is still translating, a short paragraph is rather missing than merged.
_MERGED = 6.5
_OTHER_KIND = 5.0
_OTHER_THINGS = 4.0
# The same block in both, as where a translator copied it: as good as certain.
_COPIED = -6.0
_FARTHEST = 12.0

_NUMBER = re.compile(r"\d+")
_NOTE = re.compile(r"\[\^([^\s\[\]]{1,100})\]")
_LINK = re.compile(r"\]\(([^)\s]+)|<?(https?://[^\s)>]+)")
# Kinds that a translator may turn into each other.
_LIKE = {"quotation": "paragraph", "list": "paragraph", "code": "paragraph"}


class Pair(NamedTuple):
    """So many blocks of the one stand beside so many of the other."""

    first: int
    second: int


@dataclass(frozen=True)
class _Measured:
    """What is compared of a block."""

    letters: float
    kind: str
    things: frozenset[str]
    said: str


def align(
    source: Sequence[Block], target: Sequence[Block], languages: tuple[str, str]
) -> list[Pair]:
    """Pairs that take every block once and in order: 1–1, 1–0, 0–1, 2–1 or 1–2."""
    ones = [_measured(block, languages[0]) for block in source]
    others = [_measured(block, languages[1]) for block in target]
    steps = _cheapest(ones, others)
    pairs: list[Pair] = []
    i, j = len(ones), len(others)
    while i or j:
        pair = steps[i][j]
        pairs.append(pair)
        i, j = i - pair.first, j - pair.second
    return pairs[::-1]


def same_words(source: str, target: str) -> bool:
    """Whether a target only repeats its source: letter by letter, whatever stands
    between the letters."""
    return _said(source) == _said(target)


def _said(text: str) -> str:
    return "".join(filter(str.isalpha, unicodedata.normalize("NFC", text).casefold()))


def _measured(block: Block, language: str) -> _Measured:
    words = block.words
    unspaced = sum(map(is_unspaced, words))
    letters = unspaced * _UNSPACED + (len(words) - unspaced)
    return _Measured(
        letters * 100 / _LETTERS.get(language, 100),
        block.kind,
        _things(block.source),
        _said(words),
    )


def _things(source: str) -> frozenset[str]:
    """What a translation leaves as it is. Figures are read in every script."""
    pictures = PICTURE.findall(source)
    links = [one or other for one, other in _LINK.findall(PICTURE.sub("", source))]
    notes = [f"^{label}" for label in _NOTE.findall(source)]
    plain = _LINK.sub(" ", _NOTE.sub(" ", PICTURE.sub(" ", source)))
    numbers = [str(int(number)) for number in _NUMBER.findall(plain) if len(number) < 9]
    return frozenset([*pictures, *links, *notes, *numbers])


def _cheapest(ones: list[_Measured], others: list[_Measured]) -> list[list[Pair]]:
    """For each number of blocks on either side, the last step of the cheapest way."""
    one_to_one, one_none = Pair(1, 1), Pair(1, 0)
    none_one, two_one, one_two = Pair(0, 1), Pair(2, 1), Pair(1, 2)
    above = list(accumulate([0.0] + [_ALONE] * len(others)))
    before_that: list[float] = []
    steps = [[none_one] * (len(others) + 1)]
    for i, one in enumerate(ones, 1):
        row, way = [i * _ALONE], [one_none]
        for j, other in enumerate(others, 1):
            cost, step = above[j - 1] + _cost(one, other), one_to_one
            if (alone := above[j] + _ALONE) < cost:
                cost, step = alone, one_none
            if (alone := row[j - 1] + _ALONE) < cost:
                cost, step = alone, none_one
            if i > 1 and (left := before_that[j - 1] + _MERGED) < cost:
                merged = left + _merging(ones[i - 2], one, other)
                if merged < cost:
                    cost, step = merged, two_one
            if j > 1 and (left := above[j - 2] + _MERGED) < cost:
                merged = left + _merging(others[j - 2], other, one)
                if merged < cost:
                    cost, step = merged, one_two
            row.append(cost)
            way.append(step)
        steps.append(way)
        before_that, above = above, row
    return steps


def _cost(one: _Measured, other: _Measured) -> float:
    if one.said == other.said and one.things == other.things:
        return _COPIED
    return (
        _lengths(one.letters, other.letters)
        + _kinds(one, other)
        + _shared(one.things, other.things)
    )


def _merging(first: _Measured, second: _Measured, whole: _Measured) -> float:
    """Two blocks on one side, of one kind, against one on the other."""
    if first.kind != second.kind or first.kind in ("heading", "picture", "table"):
        return _FARTHEST
    return (
        _lengths(first.letters + second.letters, whole.letters)
        + _kinds(second, whole)
        + _shared(first.things | second.things, whole.things)
    )


def _lengths(one: float, other: float) -> float:
    """Minus the logarithm of how likely two lengths differ so much by chance."""
    mean = (one + other) / 2
    if not mean:
        return 0.0
    deviation = abs(one - other) / math.sqrt(mean * _VARIANCE)
    tail = math.erfc(deviation / math.sqrt(2))
    return min(-math.log(tail), _FARTHEST) if tail > 0 else _FARTHEST


def _kinds(one: _Measured, other: _Measured) -> float:
    if one.kind == other.kind:
        return 0.0
    alike = _LIKE.get(one.kind, one.kind) == _LIKE.get(other.kind, other.kind)
    return _OTHER_KIND / 2 if alike else _OTHER_KIND * 2


def _shared(ones: frozenset[str], others: frozenset[str]) -> float:
    """Nothing where neither holds any or both hold the same."""
    every = len(ones | others)
    return _OTHER_THINGS * (1 - len(ones & others) / every) if every else 0.0
