"""The mission's colour on paper, light and dark, always dark or light enough to read.

Contrast is that of WCAG 2.2 (1.4.3). Pure but for `colours`.
Tests: tests/mission/test_colours.py.
"""

import re
from typing import NamedTuple

from django.conf import settings

# As static/publications/site.css says them: --paper and --shade, of which the second
# leaves less contrast; the bar at the top of every page.
LIGHT, DARK = ("#fdfcf9", "#f3f0e8"), ("#15181d", "#1f242b")
BAR = "#1c3a5e"
STAR = "#d9b96a"
# Of words of any size.
ENOUGH = 4.5


class Colours(NamedTuple):
    """The mission's colour as ACCENT_COLOUR says it, and its form on dark paper."""

    light: str
    dark: str

    def style_sheet(self) -> str:
        """What site.css asks for by name, wherever it needs the mission's colour."""
        return f":root {{ --mission: {self.light}; --mission-dark: {self.dark}; }}\n"


def colours() -> Colours | None:
    """What settings say; None: the site's own."""
    if not settings.ACCENT_COLOUR:
        return None
    return chosen(settings.ACCENT_COLOUR, settings.ACCENT_COLOUR_DARK)


def chosen(light: str, dark: str = "") -> Colours:
    """Both colours; ValueError where one isn't a colour or can't be read on its paper.

    Without a second, the first is made lighter until it can be read on dark paper.
    """
    for colour, papers, paper in ((light, LIGHT, "light"), (dark, DARK, "dark")):
        if not colour:
            continue
        if not re.fullmatch("#[0-9a-fA-F]{6}", colour):
            raise ValueError(f"“{colour}” is not a colour: write it as #1c3a5e.")
        if (ratio := on(papers, colour)) < ENOUGH:
            # Rounded down: 4.49 is no 4.5.
            raise ValueError(
                f"{colour} has a contrast of {int(ratio * 10) / 10}:1 on {paper} paper;"
                f" words need {ENOUGH}:1. Take a"
                f" {'darker' if paper == 'light' else 'lighter'} one."
            )
    return Colours(light.lower(), dark.lower() or _lightened(light))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def on(papers: tuple[str, ...], colour: str) -> float:
    """The contrast on whichever paper leaves least."""
    return min(contrast(paper, colour) for paper in papers)


def _lightened(colour: str) -> str:
    """The colour with as little white as makes it readable on dark paper."""
    for white in range(101):
        mixed = [round(part + (255 - part) * white / 100) for part in _parts(colour)]
        found = "#" + "".join(f"{part:02x}" for part in mixed)
        if on(DARK, found) >= ENOUGH:
            return found
    raise AssertionError("White can be read on dark paper.")


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 255 / 12.92
        if part / 255 <= 0.04045
        else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
