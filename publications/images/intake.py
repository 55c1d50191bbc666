"""Safe intake: decoded by content, encoded anew, nothing of the file's own kept.

The name and the header that came with a file are claims; what Pillow decodes is what
it is. Encoding anew drops EXIF, GPS, comments, thumbnails and whatever else was
hidden in the file.
"""

import hashlib
import io
import warnings
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MAX_NAME = 120


class Refused(ValueError):
    """The picture was not taken; `str()` is a sentence for people."""


@dataclass(frozen=True)
class Intake:
    """A picture encoded anew: pixels upright, colours in sRGB, no metadata."""

    data: bytes
    extension: str
    mime: str
    width: int
    height: int
    sha256: str
    original_sha256: str


def take_in(data: bytes) -> Intake:
    """Decode and encode anew. Raises Refused; a pixel flood before decoding."""
    if not data:
        raise Refused(_("The file is empty."))
    if len(data) > MAX_BYTES:
        raise Refused(
            _("The picture is larger than %(size)d MB.") % {"size": MAX_BYTES // 2**20}
        )
    picture = _decoded(data)
    encoded, extension = _encoded(picture)
    return Intake(
        data=encoded,
        extension=extension,
        mime=f"image/{'jpeg' if extension == 'jpg' else extension}",
        width=picture.width,
        height=picture.height,
        sha256=hashlib.sha256(encoded).hexdigest(),
        original_sha256=hashlib.sha256(data).hexdigest(),
    )


def _decoded(data: bytes) -> Image.Image:
    """Open, measure, then decode; upright, in sRGB."""
    try:
        with warnings.catch_warnings():
            # Our own bound is checked below, before any pixel is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise Refused(_too_many_pixels()) from error
    except Exception as error:  # formats fail in many ways on a broken head
        raise Refused(
            _("This is not a picture in JPEG, PNG, WebP, AVIF or GIF.")
        ) from error
    if picture.width * picture.height > MAX_PIXELS:
        raise Refused(_too_many_pixels())
    try:
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        return _in_srgb(upright, picture.info.get("icc_profile"))
    except Exception as error:  # decoders fail in many ways on a broken file
        raise Refused(_("The picture is broken and can't be read.")) from error


def _too_many_pixels() -> str:
    return _("The picture has more than %(million)d million pixels.") % {
        "million": MAX_PIXELS // 1_000_000
    }


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return RGB or RGBA; an embedded colour profile is applied, not dropped."""
    if picture.mode.startswith("I"):
        picture = _in_eight_bits(picture)
    # A conversion of colours keeps no transparency, so it is set aside before.
    see_through = picture.has_transparency_data
    alpha = picture.convert("RGBA").getchannel("A") if see_through else None
    flat = _flat(picture)
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            flat = ImageCms.profileToProfile(
                flat, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that can't be read says nothing
    flat = flat.convert("RGB")
    flat.info.pop("transparency", None)
    if alpha:
        flat.putalpha(alpha)
    return flat


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Scale 16 bit grey, which Pillow would clip, and its see-through level."""
    grey = picture.convert("I").point(lambda value: value / 256).convert("L")
    grey.info.pop("transparency", None)
    if (level := picture.info.get("transparency")) is not None:
        grey.info["transparency"] = level >> 8
    return grey


def _flat(picture: Image.Image) -> Image.Image:
    """Return the colours alone in RGB, CMYK or L: a profile is of one of these."""
    if picture.mode in ("RGB", "CMYK", "L"):
        return picture
    if picture.mode in ("1", "LA"):
        return picture.convert("L")
    # By RGBA, since Pillow warns of a palette whose entries are see-through.
    return picture.convert("RGBA").convert("RGB")


def _encoded(picture: Image.Image) -> tuple[bytes, str]:
    """JPEG for photographs, PNG where something shows through."""
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)  # a new picture has no metadata to be saved with it
    out = io.BytesIO()
    if picture.mode == "RGBA":
        clean.save(out, "PNG")
        return out.getvalue(), "png"
    clean.save(out, "JPEG", quality=90, progressive=True)
    return out.getvalue(), "jpg"


def clean_name(name: str, otherwise: str = "picture") -> str:
    """Return a file's name for display: no path, no invisible characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if c.isprintable())
    return shown.strip()[:MAX_NAME] or otherwise
