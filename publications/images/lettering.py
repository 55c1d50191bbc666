"""Words in a picture: a font of the system that has all their letters, lines that fit.

Pure. Fonts are found by fontconfig (`fc-list`), shaped and ordered by HarfBuzz and
FriBidi through Pillow's Raqm layout; without these there is no lettering, and whoever
draws leaves the words out. Tests: tests/images/test_lettering.py.
"""

import subprocess  # nosec B404
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from PIL import ImageFont, features

# fontconfig's code for a language, where it isn't the first part of Django's.
_FC_LANGUAGES = {"zh-hans": "zh-cn", "zh-hant": "zh-tw", "az": "az-az"}
# The site's own order: the first of these families that is there, then any other.
_FAMILIES = ("Noto Serif", "Noto Naskh", "Source Han Serif", "PT Serif", "Georgia")
# How the families of one language end where a foundry has them for several.
_ENDINGS = {"zh-hans": " SC", "zh-hant": " TC", "ja": " JP", "ko": " KR"}
_NOWHERE = "\U0010fffd"  # a private character, which no font has
_SECONDS = 5
# A line begins with none of these (JLREQ and CLREQ: line-start prohibition).
_NEVER_FIRST = frozenset("，。、；：？！）》」』】〉…—·”’,.;:?!)]}%")


class Face(NamedTuple):
    path: str
    index: int


@lru_cache(maxsize=32)
def faces(language: str) -> tuple[Face, ...]:
    """The system's bold faces for a language, the best first; then its regular ones."""
    if not (features.check("raqm") and features.check("fribidi")):
        return ()
    code = _FC_LANGUAGES.get(language, language.split("-")[0])
    asked = f":lang={code}:scalable=true"
    shape = "%{file}\t%{index}\t%{family[0]}\t%{weight}\t%{slant}\n"
    try:
        found = subprocess.run(  # noqa: S603  # nosec B603 B607 - fixed words
            ["fc-list", "-f", shape, asked],  # noqa: S607 - wherever the system has it
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    rows = [line.split("\t") for line in found.stdout.splitlines()]
    return tuple(face for _rank, face in sorted(_ranked(rows, language)))


def _ranked(rows: list[list[str]], language: str) -> Iterator[tuple[tuple, Face]]:
    ending = _ENDINGS.get(language, "")
    for path, index, family, weight, slant in rows:
        # A variable font names a range; its default instance is regular.
        is_bold = weight.isdecimal() and int(weight) >= 180
        place = next(
            (n for n, name in enumerate(_FAMILIES) if family.startswith(name)),
            len(_FAMILIES) + ("Serif" not in family),
        )
        if slant in ("0", "") and index.isdecimal() and int(index) < 1 << 16:
            # Of two that begin alike, the one that says least is made for this script.
            fit = not family.endswith(ending), place, len(family)
            yield (not is_bold, *fit, path, int(index)), Face(path, int(index))


def font_for(words: str, language: str, size: int) -> ImageFont.FreeTypeFont | None:
    """The best font with every letter of the words; `size` in pixels. None: no font."""
    for face in faces(language)[:24]:
        try:
            font = ImageFont.truetype(
                face.path, size, face.index, layout_engine=ImageFont.Layout.RAQM
            )
        except OSError:
            continue
        if _has_all(font, words):
            return font
    return None


def _has_all(font: ImageFont.FreeTypeFont, words: str) -> bool:
    """Whether no letter comes out as the sign for a missing one."""
    missing = bytes(font.getmask(_NOWHERE))
    seen = {
        c for c in words if not c.isspace() and unicodedata.category(c) not in ("Cf",)
    }
    return all(bytes(font.getmask(c)) != missing for c in seen)


def lines_of(
    words: str, font: ImageFont.FreeTypeFont, width: int, **shaping: str
) -> list[str]:
    """The words in lines of at most `width` pixels: broken between words, in scripts
    without spaces between letters, and within a word that is longer than a line."""
    lines, line = [], ""
    for piece in _pieces(words):
        if font.getlength((line + piece).strip(), **shaping) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.strip())
        line = piece
        while font.getlength(line.strip(), **shaping) > width:
            kept = _that_fits(line.strip(), font, width, **shaping)
            lines.append(line.strip()[:kept])
            line = line.strip()[kept:]
    return [*lines, line.strip()] if line.strip() else lines


def _that_fits(
    word: str, font: ImageFont.FreeTypeFont, width: int, **shaping: str
) -> int:
    """How many letters of a word fit into a line; at least one."""
    fits, too_many = 1, len(word)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if font.getlength(word[:middle], **shaping) <= width:
            fits = middle
        else:
            too_many = middle
    return fits


def _pieces(words: str) -> list[str]:
    """What is never parted: a word with its space, or one wide letter with the marks
    that may not begin a line."""
    pieces: list[str] = []
    for c in " ".join(words.split()):
        before = pieces[-1][-1] if pieces else " "
        if c == " " and pieces:
            pieces[-1] += c
        elif before == " " or (
            c not in _NEVER_FIRST and (_is_wide(c) or _is_wide(before))
        ):
            pieces.append(c)
        else:
            pieces[-1] += c
    return pieces


def _is_wide(c: str) -> bool:
    return unicodedata.east_asian_width(c) in "WF"
