"""Rows of the page: blocks of the original, and what renders them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from publications.models import Image
from publications.rendering.alignment import align, same_words
from publications.rendering.blocks import PICTURE, Block, join, split
from publications.rendering.signs import sign_of, signed

from . import shapes

# Blocks of the source, blocks of the target, row by row.
Counts = list[tuple[int, int]]


@dataclass
class Row:
    """Source blocks from `first` on, and the Markdown of what renders them."""

    first: int
    sources: list[Block]
    target: str = ""
    number: int = 0
    errors: list[str] = field(default_factory=list)
    # What the page shows of it besides.
    html: SafeString = SafeString("")
    change: SafeString = SafeString("")
    unnamed: list[str] = field(default_factory=list)
    undescribed: list[Image] = field(default_factory=list)
    following: int | None = None  # the next row that isn't translated

    @property
    def name(self) -> str | Promise:
        """What the source is; a row without one was added in the translation."""
        return shapes.KIND_NAMES[self.sources[0].kind] if self.sources else _("Added")

    @property
    def source(self) -> str:
        return join(block.source for block in self.sources)

    @property
    def is_to_translate(self) -> bool:
        return any(block.has_words for block in self.sources)

    @property
    def is_untranslated(self) -> bool:
        """Nothing stands there, or just the words of the source."""
        if not self.is_to_translate:
            return False
        said = _words(split(self.target))
        return not said.strip() or same_words(_words(self.sources), said)

    @property
    def is_left_out(self) -> bool:
        """What holds no words, and isn't carried over."""
        return bool(self.sources) and not self.is_to_translate and not self.target

    @property
    def carried(self) -> str:
        """What a translation takes over as it is. A picture's words are those of the
        library, in its own language."""
        return PICTURE.sub(r"![](\1)", self.source)

    @property
    def hint(self) -> str:
        """Which signs make it what the original is."""
        return shapes.hint(self.sources)

    @property
    def loss(self) -> str:
        """What the original is and its translation isn't; told, never refused."""
        if self.is_untranslated or not self.is_to_translate:
            return ""
        return shapes.loss(self.sources, split(self.target))

    @property
    def make_it(self) -> str | Promise:
        """What the button says that sets the signs; "" where it isn't needed."""
        is_wanted = self.loss or not self.target.strip()
        return shapes.make_it(self.sources, self.target) if is_wanted else ""

    @property
    def with_signs(self) -> str:
        return signed(self.sources[0], self.target)

    @property
    def written(self) -> str:
        """What is stored of it: a sign that nothing follows is no heading."""
        block = shapes.shaped(self.sources)
        is_sign_alone = block and self.target.strip() == sign_of(block)
        return "" if is_sign_alone else self.target

    @property
    def described_by(self) -> str:
        """The ids of what the page says of its field."""
        said = {
            f"target-{self.number}-errors": self.errors,
            f"row-{self.number}-state": self.is_untranslated,
            f"target-{self.number}-hint": self.hint,
            f"target-{self.number}-loss": self.loss,
        }
        return " ".join(name for name, is_there in said.items() if is_there)

    @property
    def lines(self) -> int:
        """How high its field is, in lines."""
        longest = max(len(self.target), len(self.source))
        return min(max(3, self.target.count("\n") + longest // 60 + 2), 20)


def _words(blocks: Iterable[Block]) -> str:
    return " ".join(block.words for block in blocks)


def aligned(source: str, target: str, languages: tuple[str, str]) -> list[Row]:
    """The rows of a source and its translation, as far as blocks tell."""
    ones, others = split(source), split(target)
    return _rows(ones, others, align(ones, others, languages))


def remembered(source: str, target: str, counts: Counts) -> list[Row] | None:
    """The rows as somebody left them; None where the counts fit these texts no more."""
    ones, others = split(source), split(target)
    if [sum(side) for side in zip(*counts, strict=True)] != [len(ones), len(others)]:
        return None
    return _rows(ones, others, counts)


def _rows(
    ones: list[Block], others: list[Block], counts: Iterable[tuple[int, int]]
) -> list[Row]:
    rows: list[Row] = []
    i = j = 0
    for first, second in counts:
        target = join(block.source for block in others[j : j + second])
        rows.append(Row(i, ones[i : i + first], target))
        i, j = i + first, j + second
    if not others:
        for row in rows:
            row.target = "" if row.is_to_translate else row.carried
    return numbered(rows)


def typed(source: str, heights: Sequence[int], targets: Sequence[str]) -> list[Row]:
    """The rows of a form that was sent: how many source blocks each had, and what was
    typed there. Raises ValueError where that isn't this source."""
    ones, rows, first = split(source), [], 0
    for height, target in zip(heights, targets, strict=True):
        rows.append(Row(first, ones[first : first + height], target))
        first += height
    if first != len(ones):
        raise ValueError("The rows are those of another source.")
    return numbered(rows)


def numbered(rows: list[Row]) -> list[Row]:
    """Number the rows, and lead from each to the next that isn't translated."""
    following = None
    for number, row in reversed(list(enumerate(rows, 1))):
        row.number, row.following = number, following
        following = number if row.is_untranslated else following
    return rows


def with_added(rows: list[Row], number: int) -> list[Row]:
    """The rows with an empty one after this, for words that the source doesn't have."""
    place = sum(len(row.sources) for row in rows[:number])
    return numbered([*rows[:number], Row(place, []), *rows[number:]])


def counts_of(rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
    for row in rows:
        yield len(row.sources), len(split(row.written))
