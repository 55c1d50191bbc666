"""The mission as a small square: for tabs, bookmarks and the screens of phones.

From the emblem where it is a picture. An SVG can't be drawn here, so without a picture
it is the star of the site's design on the mission's colour. Pure.
Tests: tests/mission/test_icons.py.
"""

import io

from PIL import Image, ImageDraw

from .colours import BAR, LIGHT, STAR
from .emblem import Emblem

# In units of a square of one: a star of four rays, as in favicon.svg.
_RAY, _WAIST = 0.40, 0.082
# What a picture leaves free on each side.
_EDGE = 0.08
# Drawn so many times larger, for smooth edges.
_FINER = 4


def png(side: int, emblem: Emblem, colour: str = "") -> bytes:
    return _written(_square(side, emblem, colour), "PNG", optimize=True)


def ico(side: int, emblem: Emblem, colour: str = "") -> bytes:
    """For programs that ask for /favicon.ico without having looked at the page."""
    return _written(_square(side, emblem, colour), "ICO", sizes=[(side, side)])


def _square(side: int, emblem: Emblem, colour: str) -> Image.Image:
    if emblem.is_drawing:
        return _star(side, colour or BAR, "#ffffff" if colour else STAR)
    paper = Image.new("RGB", (side, side), LIGHT[0])
    room = max(1, round(side * (1 - 2 * _EDGE)))
    with Image.open(io.BytesIO(emblem.data), formats=["PNG", "WEBP"]) as opened:
        picture = opened.convert("RGBA")
    scale = room / max(picture.size)
    size = [max(1, round(length * scale)) for length in picture.size]
    picture = picture.resize((size[0], size[1]), Image.Resampling.LANCZOS)
    left, top = ((side - length) // 2 for length in picture.size)
    paper.paste(picture, (left, top), picture)
    return paper


def _star(side: int, ground: str, star: str) -> Image.Image:
    large = side * _FINER
    image = Image.new("RGB", (large, large), ground)
    middle, ray, waist = large / 2, large * _RAY, large * _WAIST
    corners = [(0, -ray), (ray, 0), (0, ray), (-ray, 0)]
    waists = [(waist, -waist), (waist, waist), (-waist, waist), (-waist, -waist)]
    points = [point for pair in zip(corners, waists, strict=True) for point in pair]
    ImageDraw.Draw(image).polygon(
        [(middle + x, middle + y) for x, y in points], fill=star
    )
    return image.resize((side, side), Image.Resampling.LANCZOS)


def _written(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
