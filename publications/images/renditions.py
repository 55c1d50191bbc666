"""The listed sizes of a picture; no other is ever made.

Whatever a reader's address asks for is looked up here first, so nobody can have a
server make five hundred sizes, or one of 99999 x 99999.
"""

from dataclasses import dataclass

from .mastering import fitted

WIDTHS = (320, 480, 640, 960, 1280, 1600)
CARD = (1200, 630)
THUMB = (320, 320)

MIMES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "png": "image/png",
}


@dataclass(frozen=True)
class Rendition:
    """One size of a picture in one format.

    `name` is the width for the page ("640"), or "card", "thumb" or "print". With
    `crop` it is a part of the master around the focal point, else the whole of it.
    """

    name: str
    extension: str
    width: int
    height: int
    crop: bool = False

    @property
    def mime(self) -> str:
        return MIMES[self.extension]


def renditions_of(width: int, height: int, extension: str) -> tuple[Rendition, ...]:
    """Return all that exist of a master of this size; none is enlarged.

    `extension` is the master's, "jpg" or "png", and that of the fallback for the
    page: a master in PNG shows something through.
    """
    page = tuple(
        Rendition(str(wide), kind, wide, max(1, round(height * wide / width)))
        for wide in _widths(width)
        for kind in ("avif", "webp", extension)
    )
    return (
        *page,
        Rendition("card", "jpg", *_within(width, height, *CARD), crop=True),
        Rendition("thumb", "webp", *_within(width, height, *THUMB), crop=True),
        Rendition("print", extension, *fitted(width, height)),
    )


def find(
    width: int, height: int, master_extension: str, name: str, extension: str
) -> Rendition | None:
    """Return the rendition of that name and format, if such a master has one."""
    for rendition in renditions_of(width, height, master_extension):
        if (rendition.name, rendition.extension) == (name, extension):
            return rendition
    return None


def _widths(width: int) -> list[int]:
    """Return the listed widths up to the master's, ending with its own, to 1600."""
    below = [listed for listed in WIDTHS if listed < width]
    return [*below, width] if width <= WIDTHS[-1] else below


def _within(width: int, height: int, wide: int, high: int) -> tuple[int, int]:
    """Return that size, or the largest of its shape that the master can fill."""
    scale = min(1, width / wide, height / high)
    return max(1, round(wide * scale)), max(1, round(high * scale))
