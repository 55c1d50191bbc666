"""The picture that stands beside a link to a text elsewhere: 1200 × 630 pixels.

The site's own design: paper, a bar in the mission's colour, its emblem and name, the
kind of text, the title, who signs. Where no font of the system has all the letters
there are no words in it. Pure. Tests: tests/images/test_social.py.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw

from .lettering import font_for, lines_of

WIDTH, HEIGHT = 1200, 630
_EDGE = 80
_PAPER, _INK, _SOFT, _NAVY, _GOLD = (
    "#fdfcf9",
    "#1c1e21",
    "#55585e",
    "#1c3a5e",
    "#7b5a12",
)
_STAR = "#d9b96a"
_SIZES = (76, 68, 60, 54, 48, 42)
_MOST_LINES = 5


@dataclass(frozen=True)
class Card:
    """What it says, each in the text's language. `direction`: ltr or rtl."""

    title: str
    kind: str
    signed: str
    mission: str
    language: str
    direction: str = "ltr"
    # The mission's own, where it has them: a colour, and a square picture that opens.
    colour: str = ""
    emblem: bytes = b""

    @property
    def words(self) -> str:
        return f"{self.title}{self.kind}{self.signed}{self.mission}…"


def draw(card: Card) -> tuple[bytes, bool]:
    """Return the PNG, and whether the words are in it."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 20), fill=card.colour or _NAVY)
    lettered = font_for(card.words, card.language, _SIZES[0]) is not None
    side = 88
    near = WIDTH - _EDGE - side if card.direction == "rtl" else _EDGE
    if lettered:
        _emblem(image, card, near, HEIGHT - _EDGE - side + 24, side)
        _words(pen, card)
    else:
        _emblem(image, card, (WIDTH - 260) // 2, (HEIGHT - 240) // 2, 260)
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue(), lettered


def _words(pen: ImageDraw.ImageDraw, card: Card) -> None:
    shaping = {"direction": card.direction, "language": card.language}
    is_rtl = card.direction == "rtl"
    width = WIDTH - 2 * _EDGE
    start = WIDTH - _EDGE if is_rtl else _EDGE
    anchor = "ra" if is_rtl else "la"

    def write(y: int, words: str, size: int, colour: str, shift: int = 0) -> None:
        font = font_for(card.words, card.language, size)
        words = next(iter(_shortened(words, font, width - shift, 1, shaping)), "")
        x = start - shift if is_rtl else start + shift
        pen.text((x, y), words, fill=colour, font=font, anchor=anchor, **shaping)

    write(66, card.kind, 32, card.colour or _GOLD)
    size, lines = _fitting(card, width, shaping)
    font = font_for(card.words, card.language, size)
    leading = round(size * (1.5 if is_rtl else 1.22))
    for number, line in enumerate(lines):
        place = (start, 122 + number * leading)
        pen.text(place, line, fill=_INK, font=font, anchor=anchor, **shaping)
    write(HEIGHT - _EDGE - 62, card.signed, 34, _INK, 116)
    write(HEIGHT - _EDGE - 14, card.mission, 28, _SOFT, 116)


def _fitting(card: Card, width: int, shaping: dict[str, str]) -> tuple[int, list[str]]:
    """The largest size at which the title fits above who signs it; else the smallest,
    with the title cut."""
    room = HEIGHT - _EDGE - 62 - 122 - 24
    for size in _SIZES:
        font = font_for(card.words, card.language, size)
        lines = lines_of(card.title, font, width, **shaping)
        leading = size * (1.5 if card.direction == "rtl" else 1.22)
        if len(lines) <= _MOST_LINES and len(lines) * leading <= room:
            return size, lines
    most = int(room // leading)
    return size, _shortened(card.title, font, width, most, shaping)


def _shortened(words: str, font, width: int, most: int, shaping) -> list[str]:
    """At most so many lines; what is cut ends in an ellipsis."""
    lines = lines_of(words, font, width, **shaping)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and font.getlength(f"{last}…", **shaping) > width:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], f"{last}…"]


def _emblem(image: Image.Image, card: Card, x: int, y: int, side: int) -> None:
    """The mission's, else the site's."""
    if not card.emblem:
        _invented(ImageDraw.Draw(image), x, y, side)
        return
    with Image.open(io.BytesIO(card.emblem), formats=["PNG"]) as picture:
        smaller = picture.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
    image.paste(smaller, (x, y))


def _invented(pen: ImageDraw.ImageDraw, x: int, y: int, side: int) -> None:
    """The site's emblem, as static/publications/emblem.svg draws it."""

    def points(*pairs: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + a * side / 96, y + b * side / 96) for a, b in pairs]

    pen.ellipse(points((1, 1), (95, 95)), fill=_NAVY)
    pen.ellipse(points((6, 6), (90, 90)), outline=_STAR, width=max(1, side // 60))
    pen.ellipse(points((23, 23), (73, 73)), outline="#f4efe2", width=max(1, side // 48))
    for ray in (
        ((48, 13), (53, 43), (48, 48), (43, 43)),
        ((83, 48), (53, 53), (48, 48), (53, 43)),
        ((48, 83), (43, 53), (48, 48), (53, 53)),
        ((13, 48), (43, 43), (48, 48), (43, 53)),
    ):
        pen.polygon(points(*ray), fill=_STAR)
