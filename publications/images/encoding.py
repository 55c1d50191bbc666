"""Pictures into few bytes, so that a reader on a phone never waits."""

import io

from PIL import Image

# Bytes of a rendition, by its width in pixels.
NARROW, NARROW_BYTES = 640, 60_000
WIDE_BYTES = 250_000

# The highest quality that keeps the budget is taken.
QUALITIES = {
    "avif": (60, 52, 44, 36, 28, 20, 10),
    "webp": (78, 68, 58, 48, 38, 28, 14),
    "jpg": (80, 72, 64, 56, 48, 36, 24),
}
# Of a PNG that is over its budget.
COLOURS = 256

FORMATS = {
    # Speed 6 of 0 to 10: 1 s of one core at 1600 px; 5 takes 4 to 9 s.
    "avif": ("AVIF", {"speed": 6, "max_threads": 1}),
    "webp": ("WEBP", {"method": 4}),
    "jpg": ("JPEG", {"progressive": True}),
    "png": ("PNG", {}),
}

# What is tried over and over is tried fast: 0.2 s at 1600 px, for some more bytes.
AGAIN = {"avif": {"speed": 9}}

# How often a picture that no quality gets into its budget loses half its detail.
SOFTER = 3


def budget_of(width: int) -> int:
    """Return how many bytes a rendition of this width may have."""
    return NARROW_BYTES if width <= NARROW else WIDE_BYTES


def saved(picture: Image.Image, extension: str, **options) -> bytes:
    """Encode with nothing but pixels: what was read beside them stays behind."""
    picture.info.clear()
    kind, always = FORMATS[extension]
    out = io.BytesIO()
    picture.save(out, kind, **always | options)
    return out.getvalue()


def within(picture: Image.Image, extension: str, budget: int) -> bytes:
    """Encode in at most that many bytes: a lower quality, then less detail.

    A PNG gets fewer colours instead, and no promise beyond: what shows through is
    mostly a graphic, and the AVIF and WebP beside it keep theirs.
    """
    if extension == "png":
        return _png_within(picture, budget)
    for _ in range(SOFTER):
        encoded = _at_best_quality(picture, extension, budget)
        if len(encoded) <= budget:
            return encoded
        picture = picture.reduce(2).resize(picture.size)
    return _at_best_quality(picture, extension, budget)


def _at_best_quality(picture: Image.Image, extension: str, budget: int) -> bytes:
    """Try the highest first, which mostly does, then halve the rest of the list."""
    qualities = QUALITIES[extension]
    best = saved(picture, extension, quality=qualities[0])
    if len(best) <= budget:
        return best
    again = AGAIN.get(extension, {})
    best, low, high = None, 1, len(qualities) - 1
    while low <= high:
        middle = (low + high) // 2
        encoded = saved(picture, extension, quality=qualities[middle], **again)
        if len(encoded) <= budget:
            best, high = encoded, middle - 1
        else:
            low = middle + 1
    return best or encoded


def _png_within(picture: Image.Image, budget: int) -> bytes:
    encoded = saved(picture, "png")
    if len(encoded) <= budget:
        return encoded
    # The one method of Pillow that knows alpha.
    return saved(picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE), "png")
