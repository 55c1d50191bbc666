"""Safe intake: decoded by content, encoded anew, nothing of the file's own kept.

The name and the header that came with a file are claims; what Pillow decodes is what
it is. Encoding anew drops EXIF, GPS, comments, thumbnails and whatever else was
hidden in the file.
"""

import hashlib
import io
from dataclasses import dataclass

from PIL import Image

from .mastering import master_of
from .moving import animation_of
from .refusal import Refused

MAX_BYTES = 20 * 1024 * 1024
MAX_NAME = 120
QUALITY = 90
# Of 0 to 9: 24 million pixels of noise take 5 s; at 6, 12 s for 1 % fewer bytes.
COMPRESSION = 4


@dataclass(frozen=True)
class Intake:
    """A picture encoded anew: pixels upright, colours in sRGB, no metadata.

    `data` is the master, which all renditions are made from; `animation` is a small
    moving WebP beside it, where one was asked for and the picture moves.
    """

    data: bytes
    extension: str
    mime: str
    width: int
    height: int
    sha256: str
    original_sha256: str
    animation: bytes | None = None


def take_in(data: bytes, *, animated: bool = False) -> Intake:
    """Decode and encode anew. Raises Refused; a pixel flood before decoding.

    The web calls `confined.take_in`: pi-heif can crash the process it is in.
    """
    weigh(data)
    master = master_of(data)
    encoded, extension = _encoded(master)
    width, height = master.size
    del master  # up to 96 MB, before the frames are held
    return Intake(
        data=encoded,
        extension=extension,
        mime=f"image/{'jpeg' if extension == 'jpg' else extension}",
        width=width,
        height=height,
        sha256=hashlib.sha256(encoded).hexdigest(),
        original_sha256=hashlib.sha256(data).hexdigest(),
        animation=animation_of(data) if animated else None,
    )


def weigh(data: bytes) -> None:
    """Refuse an empty file, and one that is too big to be looked at."""
    if not data:
        raise Refused("empty")
    if len(data) > MAX_BYTES:
        raise Refused("too_many_bytes", {"size": MAX_BYTES // 2**20})


def _encoded(master: Image.Image) -> tuple[bytes, str]:
    """JPEG for photographs, PNG where something shows through."""
    out = io.BytesIO()
    try:
        if master.mode == "RGBA" and master.getextrema()[3][0] < 255:
            master.save(out, "PNG", compress_level=COMPRESSION)
            return out.getvalue(), "png"
        if master.mode == "RGBA":  # and nothing shows through
            master = master.convert("RGB")
        master.save(out, "JPEG", quality=QUALITY, progressive=True)
        return out.getvalue(), "jpg"
    except MemoryError as error:
        raise Refused("too_heavy") from error


def clean_name(name: str, otherwise: str = "picture") -> str:
    """Return a file's name for display: no path, no invisible characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if c.isprintable())
    return shown.strip()[:MAX_NAME] or otherwise
