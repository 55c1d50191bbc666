"""Portraits of those who sign the demonstration's texts, cut out of coloured paper."""

import io
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFilter

from publications import workflow
from publications.models import Account
from publications.models import Image as Picture

SIZE = (800, 1000)  # pixels
TWICE = 2  # drawn so much larger, so that curves are smooth


class Sitter(NamedTuple):
    """Colours, as Pillow names them."""

    wall: str
    coat: str
    collar: str
    skin: str
    hair: str


SITTERS = {
    "ada-venn": Sitter("#c9d3d6", "#27415c", "#f4efe4", "#d9a98a", "#3b2a25"),
}


def portray(slug: str, *, by: Account) -> Picture | None:
    """Take in a portrait of this person; None where nobody sat for one."""
    if slug not in SITTERS:
        return None
    return workflow.take_picture_in(painted(SITTERS[slug]), f"{slug}.jpg", by=by)


def painted(sitter: Sitter) -> bytes:
    """The portrait as a JPEG."""
    width, height = (side * TWICE for side in SIZE)
    picture = Image.new("RGB", (width, height), sitter.wall)
    draw = ImageDraw.Draw(picture)

    def oval(colour: str, x: float, y: float, wide: float, high: float) -> None:
        """An ellipse round a point; all in parts of the width."""
        box = [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2]
        draw.ellipse([side * width for side in box], fill=colour)

    oval(sitter.hair, 0.5, 0.52, 0.46, 0.58)
    oval(sitter.coat, 0.5, 1.28, 0.98, 1.0)
    oval(sitter.collar, 0.5, 0.86, 0.28, 0.24)
    oval(sitter.skin, 0.5, 0.74, 0.17, 0.3)
    oval(sitter.skin, 0.5, 0.53, 0.34, 0.45)
    draw.chord(
        [side * width for side in (0.32, 0.26, 0.68, 0.72)], 190, 350, fill=sitter.hair
    )
    smooth = picture.resize(SIZE, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    smooth.filter(ImageFilter.GaussianBlur(0.6)).save(out, "JPEG", quality=90)
    return out.getvalue()
