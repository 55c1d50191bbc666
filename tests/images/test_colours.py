"""Colours look as they did, whatever the file called them."""

import pytest
from PIL import Image

from publications.images import take_in

from . import heic, profiles
from .pictures import close, opened, saved
from .profiles import COLOUR, IN_SRGB, cmyk, display_p3


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_colour_profile_is_applied_and_not_kept(kind):
    picture = Image.new("RGB", (16, 16), COLOUR)
    intake = take_in(saved(picture, kind, icc_profile=display_p3()))
    assert close(opened(intake).getpixel((8, 8)), IN_SRGB, by=6)
    assert "icc_profile" not in opened(intake).info


def test_a_phone_s_wide_colours_are_converted():
    assert close(opened(take_in(heic.WIDE)).getpixel((8, 8)), IN_SRGB, by=6)


def test_the_reddest_red_of_display_p3_is_the_reddest_of_srgb():
    picture = Image.new("RGB", (16, 16), (255, 0, 0))
    result = opened(take_in(saved(picture, "PNG", icc_profile=display_p3())))
    assert close(result.getpixel((8, 8)), (255, 0, 0))


@pytest.mark.parametrize("alpha", [0, 128, 254])
def test_a_profile_is_applied_under_transparency_too(alpha):
    picture = Image.new("RGBA", (16, 16), (*COLOUR, alpha))
    result = opened(take_in(saved(picture, "PNG", icc_profile=display_p3())))
    assert close(result.getpixel((8, 8)), (*IN_SRGB, alpha), by=3)
    assert "icc_profile" not in result.info


def test_a_profile_is_applied_to_a_palette():
    picture = Image.new("P", (16, 16), 0)
    picture.putpalette([*COLOUR] + [0] * 765)
    opaque = take_in(saved(picture, "PNG", icc_profile=display_p3()))
    assert close(opened(opaque).getpixel((8, 8)), IN_SRGB)
    data = saved(picture, "PNG", icc_profile=display_p3(), transparency=b"\x80")
    assert close(opened(take_in(data)).getpixel((8, 8)), (*IN_SRGB, 128), by=3)


def test_a_profile_does_not_cost_the_see_through_colour():
    picture = Image.new("RGB", (16, 16), COLOUR)
    data = saved(picture, "PNG", icc_profile=display_p3(), transparency=COLOUR)
    assert opened(take_in(data)).getpixel((8, 8))[3] == 0


@pytest.mark.parametrize(
    ("ink", "colour"), [((255, 0, 0, 0), (255, 0, 0)), ((0, 0, 0, 255), (0, 0, 0))]
)
def test_inks_print_what_their_profile_says(ink, colour):
    # By the naive rule the first is cyan; this press prints red with it.
    picture = Image.new("CMYK", (16, 16), ink)
    result = opened(take_in(saved(picture, "JPEG", icc_profile=cmyk())))
    assert close(result.getpixel((8, 8)), colour, by=8)


def test_paper_without_ink_is_white():
    picture = Image.new("CMYK", (16, 16), (0, 0, 0, 0))
    for options in ({}, {"icc_profile": cmyk()}):
        result = opened(take_in(saved(picture, "JPEG", **options)))
        assert close(result.getpixel((8, 8)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "I;16", "1", "CMYK"])
@pytest.mark.parametrize(
    "profile",
    [
        b"no profile at all" * 20,
        profiles.of("LAB"),
        display_p3()[:200],
    ],
    ids=["garbage", "LAB", "torn"],
)
def test_a_profile_that_does_not_fit_says_nothing(mode, profile):
    picture = Image.new(mode, (16, 16))
    kind = "JPEG" if mode == "CMYK" else "PNG"
    plain = opened(take_in(saved(picture, kind)))
    result = opened(take_in(saved(picture, kind, icc_profile=profile)))
    assert result.getpixel((8, 8)) == plain.getpixel((8, 8))
    assert "icc_profile" not in result.info


def test_a_profile_of_inks_says_nothing_about_light():
    data = saved(Image.new("RGB", (16, 16), COLOUR), "PNG", icc_profile=cmyk())
    assert close(opened(take_in(data)).getpixel((8, 8)), COLOUR)
