"""Making a rendition from the master."""

import io

from PIL import Image

from .cropping import crop_box
from .encoding import budget_of, saved, within
from .renditions import Rendition, renditions_of

EXTENSIONS = {"JPEG": "jpg", "PNG": "png"}
PRINT = {"jpg": {"quality": 92}, "png": {"compress_level": 4}}
# A JPEG is decoded at the next eighth, quarter or half above this many times the size
# that is wanted: what is left to scaling keeps it crisp.
GAP = 2


def make(
    master: bytes, rendition: Rendition, focus: tuple[int, int] = (50, 50)
) -> bytes:
    """Return the bytes of a rendition of this master. Raises ValueError if it has none.

    `focus` is what a crop keeps, in percent from the left and from the top. What a
    page shows is at most 60,000 bytes up to 640 px wide and 250,000 above (but see
    `encoding.within` on PNG); print is not bounded.
    """
    picture = Image.open(io.BytesIO(master), formats=tuple(EXTENSIONS))
    extension = EXTENSIONS[picture.format]
    if rendition not in renditions_of(*picture.size, extension):
        raise ValueError(f"No rendition of this master: {rendition}")
    picture = _drawn(picture, rendition, focus)
    if rendition.extension == "jpg":
        picture = _on_white(picture)
    if rendition.name == "print":
        return saved(picture, rendition.extension, **PRINT[extension])
    return within(picture, rendition.extension, budget_of(rendition.width))


def _drawn(
    picture: Image.Image, rendition: Rendition, focus: tuple[int, int]
) -> Image.Image:
    """Crop and scale at once, from no more pixels than it takes."""
    width, height = picture.size
    size = (rendition.width, rendition.height)
    box = (
        crop_box(picture.size, size, focus) if rendition.crop else (0, 0, *picture.size)
    )
    scale = min(1, GAP * rendition.width / (box[2] - box[0]))
    picture.draft(None, (round(width * scale) or 1, round(height * scale) or 1))
    picture.load()
    across, down = picture.width / width, picture.height / height
    box = (box[0] * across, box[1] * down, box[2] * across, box[3] * down)
    if size == picture.size == (box[2] - box[0], box[3] - box[1]):
        return picture
    return picture.resize(size, Image.Resampling.LANCZOS, box=box)


def _on_white(picture: Image.Image) -> Image.Image:
    """Lay what shows through on white, as paper does."""
    if picture.mode != "RGBA":
        return picture
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture)
    return white
