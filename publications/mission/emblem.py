"""The mission's emblem: a file of the operator's, or the invented one.

It is opened before anybody is shown it: a picture that opens, or an SVG that is nothing
but a drawing. Tests: tests/mission/test_emblem.py.
"""

import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from PIL import Image

from .drawing import size_of_drawing

LARGEST = 1024 * 1024  # bytes
MOST_PIXELS = 16_000_000
# The box in the head of a page, in CSS pixels: whatever its proportions, it stands in.
BOX_WIDTH, BOX_HEIGHT = 160, 48
RASTERS = {"PNG": ("image/png", "png"), "WEBP": ("image/webp", "webp")}
SVG = "image/svg+xml"


@dataclass(frozen=True)
class Emblem:
    """The bytes as they are sent; `width` and `height` in units of its own."""

    data: bytes
    mime: str
    extension: str
    width: float
    height: float

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()[:16]

    @property
    def is_drawing(self) -> bool:
        return self.mime == SVG

    def boxed(self) -> tuple[int, int]:
        """Width and height at which all of it is in the box, undistorted."""
        scale = min(BOX_WIDTH / self.width, BOX_HEIGHT / self.height)
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))


def emblem() -> Emblem:
    """The emblem that settings name, read once a process."""
    return _read_once(Path(settings.EMBLEM))


def is_our_own() -> bool:
    """Whether it is the invented one, which can also be drawn without its file."""
    return Path(settings.EMBLEM) == _invented()


def _invented() -> Path:
    return Path(settings.BASE_DIR) / "static" / "publications" / "emblem.svg"


@lru_cache(maxsize=4)
def _read_once(path: Path) -> Emblem:
    return opened(path)


def opened(path: Path) -> Emblem:
    """Read and check; ValueError says in a sentence why it can't be the emblem."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ValueError(f"{path} can't be read: {error.strerror}.") from error
    if len(data) > LARGEST:
        raise ValueError(f"{path} is larger than 1 MB.")
    if path.suffix.lower() == ".svg":
        try:
            return Emblem(data, SVG, "svg", *size_of_drawing(data))
        except ValueError as error:
            raise ValueError(f"{path} {error}") from error
    try:
        return _picture(data)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(f"{path} is no SVG, PNG or WebP that opens.") from error


def _picture(data: bytes) -> Emblem:
    with Image.open(io.BytesIO(data), formats=list(RASTERS)) as image:
        if image.width * image.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        image.load()
        mime, extension = RASTERS[str(image.format)]
        return Emblem(data, mime, extension, image.width, image.height)
