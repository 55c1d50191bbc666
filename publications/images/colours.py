"""Colours of every kind into sRGB of 8 bit, a band of the picture at a time."""

import io
from collections.abc import Callable

from PIL import Image, ImageCms

Paint = Callable[[Image.Image], Image.Image]


def into_srgb(picture: Image.Image) -> Paint:
    """Return what turns a band of this picture into RGB, or RGBA where it has alpha.

    An embedded colour profile is applied, not dropped: the red of a phone's
    Display P3 and the inks of a printer's CMYK look as they did.
    """
    see_through = picture.has_transparency_data
    transform = _transform(picture)

    def paint(band: Image.Image) -> Image.Image:
        if band.mode.startswith("I"):
            band = _in_eight_bits(band)
        # A conversion of colours keeps no transparency, so it is set aside before.
        alpha = band.convert("RGBA").getchannel("A") if see_through else None
        band = _flat(band)
        if transform:
            band = ImageCms.applyTransform(band, transform)
        band = band.convert("RGB")
        band.info.clear()
        if alpha:
            band.putalpha(alpha)
        return band

    return paint


def _transform(picture: Image.Image) -> ImageCms.ImageCmsTransform | None:
    profile = picture.info.get("icc_profile")
    if not profile:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.buildTransform(source, srgb, _flat_mode(picture.mode), "RGB")
    except (ImageCms.PyCMSError, OSError):
        return None  # a profile that can't be read says nothing


def _flat_mode(mode: str) -> str:
    """Return the mode of the colours alone: a profile is of RGB, CMYK or grey."""
    if mode in ("RGB", "CMYK", "L"):
        return mode
    return "L" if mode in ("1", "LA") or mode.startswith("I") else "RGB"


def _flat(band: Image.Image) -> Image.Image:
    mode = _flat_mode(band.mode)
    if band.mode == mode:
        return band
    if mode == "RGB":
        # By RGBA, since Pillow warns of a palette whose entries are see-through.
        band = band.convert("RGBA")
    return band.convert(mode)


def _in_eight_bits(band: Image.Image) -> Image.Image:
    """Scale 16 bit grey, which Pillow would clip, and its see-through level."""
    grey = band.convert("I").point(lambda value: value / 256).convert("L")
    grey.info.pop("transparency", None)
    if (level := band.info.get("transparency")) is not None:
        grey.info["transparency"] = level >> 8
    return grey
