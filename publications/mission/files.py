"""What of the mission's look is sent as a file of its own, made once a process.

Each worker makes the same bytes of the same settings, so it matters to nobody which of
them answers. The address carries a digest: after a change of settings and a restart
every page names a new one. Tests: tests/views/test_look.py.
"""

import hashlib
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from . import icons
from .colours import BAR, DARK, colours
from .emblem import emblem, is_our_own

# Sides of the icons that a site's manifest names, in pixels.
MANIFEST_SIDES = (192, 512)
FAVICON, TOUCH = "favicon.ico", "apple-touch-icon.png"
THEME = "theme.css"


class File(NamedTuple):
    data: bytes
    mime: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()[:32]


class Look(NamedTuple):
    """What the head of a page needs to know. `theme`, `drawn_icon`: "" for none.

    `on_plate`: on light ground in the dark, too: nobody knows of what colours it is.
    """

    emblem: str
    width: int
    height: int
    theme: str
    drawn_icon: str
    bar: str
    dark_bar: str
    on_plate: bool


def files() -> dict[str, File]:
    """By the last part of their addresses."""
    said = settings.ACCENT_COLOUR, settings.ACCENT_COLOUR_DARK
    return _files(str(settings.EMBLEM), *said)


@lru_cache(maxsize=4)
def _files(*_said: str) -> dict[str, File]:
    shown, chosen = emblem(), colours()
    colour = chosen.light if chosen else ""
    made = {
        FAVICON: File(icons.ico(32, shown, colour), "image/x-icon"),
        TOUCH: File(icons.png(180, shown, colour), "image/png"),
        f"emblem.{shown.extension}": File(shown.data, shown.mime),
    }
    for side in MANIFEST_SIDES:
        data = icons.png(side, shown, colour)
        made[f"icon-{side}.png"] = File(data, "image/png")
    if chosen:
        made[THEME] = File(chosen.style_sheet().encode(), "text/css; charset=utf-8")
    return made


def address(name: str) -> str:
    """Where a file is, as long as it is this one."""
    return f"{reverse('look', args=[name])}?{files()[name].digest[:12]}"


def look() -> Look:
    shown, chosen = emblem(), colours()
    if is_our_own():
        where = static("publications/emblem.svg")
        drawn = "" if chosen else static("publications/favicon.svg")
    else:
        where = address(f"emblem.{shown.extension}")
        drawn = where if shown.is_drawing else ""
    return Look(
        where,
        *shown.boxed(),
        theme=address(THEME) if chosen else "",
        drawn_icon=drawn,
        bar=chosen.light if chosen else BAR,
        dark_bar=DARK[0],
        on_plate=not is_our_own(),
    )
