"""Opening a picture by its content, and measuring it before a pixel is decoded."""

import io
import warnings

import pi_heif
from PIL import AvifImagePlugin, Image

from .refusal import Refused

MILLION = 1_000_000

# What decoding takes at once, in bytes a pixel (measured: Pillow 13, pi-heif 1.4):
# JPEG and PNG 4, HEIC 8, AVIF 9, WebP 16, whose decoder keeps the picture four
# times. The bounds keep each of them under 400 MB.
MAX_PIXELS = {
    "JPEG": 100 * MILLION,
    "MPO": 100 * MILLION,  # a JPEG with more pictures behind it, as phones make
    "PNG": 40 * MILLION,
    "GIF": 40 * MILLION,
    "HEIF": 40 * MILLION,
    "AVIF": 30 * MILLION,
    "WEBP": 20 * MILLION,
}
# libjpeg holds a progressive JPEG whole, up to 6 bytes a pixel, at any scale.
MAX_PROGRESSIVE = 40 * MILLION

# A JPEG of more pixels is decoded at a half, a quarter or an eighth.
DECODED = 40 * MILLION
DECODED_PROGRESSIVE = 24 * MILLION

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "HEIF")

pi_heif.register_heif_opener(
    thumbnails=False, depth_images=False, aux_images=False, decode_threads=1
)
# A thread for each core reserves 8 MB of address space each, which is bounded.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1


def opened(data: bytes) -> Image.Image:
    """Read the head alone and measure it. Raises Refused; no pixel is decoded yet."""
    try:
        with warnings.catch_warnings():
            # Of many pixels, but our own bounds are checked below; of torn EXIF.
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:  # of a format we don't know yet
        raise _too_many(max(MAX_PIXELS.values())) from error
    except MemoryError as error:
        raise Refused("too_heavy") from error
    except Exception as error:  # formats fail in many ways on a broken head
        raise Refused("not_a_picture") from error
    _measure(picture)
    return picture


def _measure(picture: Image.Image) -> None:
    """Refuse too many pixels; have a big JPEG decoded smaller."""
    pixels = picture.width * picture.height
    most, decoded = MAX_PIXELS[picture.format], DECODED
    if picture.info.get("progressive"):
        most, decoded = MAX_PROGRESSIVE, DECODED_PROGRESSIVE
    if pixels > most:
        raise _too_many(most)
    scale = 1
    while pixels > decoded * scale**2:
        scale *= 2
    # Does nothing for any format but JPEG.
    picture.draft(None, (picture.width // scale or 1, picture.height // scale or 1))


def _too_many(most: int) -> Refused:
    return Refused("too_many_pixels", {"million": most // MILLION})
