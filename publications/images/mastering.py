"""The master: the picture upright, in sRGB of 8 bit, of bounded size, and no more.

It is drawn band by band on a new picture, so only what was decoded and the master
are held at once (160 and 96 MB at most), and nothing of the file's own comes along.
"""

import math

from PIL import Image

from .colours import Paint, into_srgb
from .opening import MILLION, opened
from .refusal import Refused

MASTER_EDGE = 6_000
MASTER_PIXELS = 24 * MILLION

# Pixels of the source in a band; each passes through four or five pictures.
BAND = 1 * MILLION
# Rows that scaling needs around a band: Lanczos looks at three rows of the result.
AROUND = 4

ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def master_of(data: bytes) -> Image.Image:
    """Decode to a picture ready to be encoded. Raises Refused."""
    picture = opened(data)
    try:
        picture.load()
        turn = turn_of(picture)
        size = fitted(*picture.size)
        master = drawn(picture, size, into_srgb(picture))
        del picture  # before another picture of this size is made
        return master.transpose(turn) if turn is not None else master
    except MemoryError as error:
        raise Refused("too_heavy") from error
    except Exception as error:  # decoders fail in many ways on a broken file
        raise Refused("broken") from error


def fitted(width: int, height: int) -> tuple[int, int]:
    """Return the size of the master of a picture; it is never enlarged."""
    scale = min(
        1,
        MASTER_EDGE / max(width, height),
        math.sqrt(MASTER_PIXELS / (width * height)),
    )
    # A hair more, lest 6,000 come out of the division as 5,999.
    return max(1, int(width * scale + 1e-6)), max(1, int(height * scale + 1e-6))


def turn_of(picture: Image.Image) -> Image.Transpose | None:
    """Return how to put it upright; EXIF that can't be read says nothing."""
    try:
        return UPRIGHT.get(picture.getexif().get(ORIENTATION))
    except Exception:  # noqa: BLE001 (whatever a camera wrote there: pixels count)
        return None


def drawn(picture: Image.Image, size: tuple[int, int], paint: Paint) -> Image.Image:
    """Draw the picture anew in this size, each band passed through `paint`."""
    width, height = size
    scale = picture.height / height
    around = 0 if size == picture.size else AROUND
    rows = max(1, int(BAND / picture.width / scale))
    result = None
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        first = max(0, math.floor((top - around) * scale))
        last = min(picture.height, math.ceil((bottom + around) * scale))
        band = paint(picture.crop((0, first, picture.width, last)))
        if around:
            # The box may begin between rows; what lies around it is looked at too.
            box = (0, top * scale - first, picture.width, bottom * scale - first)
            band = band.resize((width, bottom - top), Image.Resampling.LANCZOS, box=box)
        if result is None:
            result = Image.new(band.mode, size)
        result.paste(band, (0, top))
    return result
