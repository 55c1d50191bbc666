"""Pictures are measured by their heads; floods drown nobody."""

import pytest
from PIL import Image

from publications.images import MAX_PIXELS, Refused, opening, take_in

from . import heic
from .pictures import chunk, decoded, packed_zeros, plain, png, saved
from .processes import taken_in_elsewhere


def too_many(million):
    return (
        f"The picture has more than {million} million pixels: "
        "please save a smaller copy and take that."
    )


def refuse(data, sentence):
    with pytest.raises(Refused) as refusal:
        take_in(data)
    assert str(refusal.value) == sentence


def test_a_pixel_flood_is_refused_without_decoding():
    flood = png(13_000, 13_000, packed=packed_zeros(508))
    assert len(flood) < 1_000_000
    sentence, peak = taken_in_elsewhere(flood)
    assert sentence == too_many(40)
    assert peak < 200


def test_the_flood_is_refused_by_its_head_alone():
    refuse(png(13_000, 13_000), too_many(40))
    refuse(heic.claiming(13_000, 13_000), too_many(40))


def test_as_many_pixels_as_are_allowed_are_not_refused_for_their_number():
    # Its lines are missing: that it was decoded at all is the point.
    refuse(png(40_000, 1_000), "The picture is broken and can't be read.")


@pytest.mark.parametrize(
    ("width", "height", "million"),
    [
        (40_001, 1_000, 40),
        (1, 40_000_001, 40),
        # So many that Pillow refuses before it tells the format.
        (2**31 - 1, 2**31 - 1, 100),
        (20_000, 20_000, 100),
    ],
)
def test_one_pixel_too_many_is_refused(width, height, million):
    refuse(png(width, height), too_many(million))


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF", "GIF", "PNG"])
def test_each_format_has_its_own_bound(kind, monkeypatch):
    monkeypatch.setitem(MAX_PIXELS, kind, 1_000_000)
    refuse(saved(plain(1_001, 1_000), kind), too_many(1))
    assert take_in(saved(plain(1_000, 1_000), kind)).width == 1_000


def test_a_progressive_jpeg_has_a_lower_bound(monkeypatch):
    monkeypatch.setattr(opening, "MAX_PROGRESSIVE", 1_000_000)
    refuse(saved(plain(1_001, 1_000), "JPEG", progressive=True), too_many(1))
    assert take_in(saved(plain(1_001, 1_000), "JPEG")).width == 1_001


@pytest.mark.parametrize(
    ("progressive", "size", "decoded_to"),
    [
        (False, (8_000, 5_000), (8_000, 5_000)),
        (False, (8_000, 5_001), (4_000, 2_501)),
        (False, (12_500, 8_000), (6_250, 4_000)),
        (True, (6_000, 4_000), (6_000, 4_000)),
        (True, (6_000, 4_001), (3_000, 2_001)),
    ],
)
def test_a_big_jpeg_is_decoded_smaller(progressive, size, decoded_to):
    data = saved(Image.new("L", size), "JPEG", progressive=progressive)
    assert opening.opened(data).size == decoded_to


def test_a_jpeg_with_more_pictures_behind_it_is_decoded_smaller_too(monkeypatch):
    monkeypatch.setattr(opening, "DECODED", 32 * 24 // 4)
    more = [plain(8, 8)]
    intake = take_in(saved(plain(32, 24), "MPO", save_all=True, append_images=more))
    assert (intake.width, intake.height) == (16, 12)


def rgba():
    """40 million pixels of 4 bytes on their side, as a screen's picture might be."""
    sideways = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    turn = chunk(b"eXIf", sideways)
    return png(8_000, 5_000, colour=6, packed=packed_zeros(161), others=turn)


# What they become, and the MB they may need.
BIGGEST = {
    "JPEG": (lambda: saved(plain(12_500, 8_000), "JPEG"), "6000 x 3840", 300),
    "JPEG, whole": (lambda: saved(plain(8_000, 5_000), "JPEG"), "6000 x 3750", 350),
    "JPEG, progressive": (
        lambda: saved(plain(8_000, 5_000), "JPEG", progressive=True, subsampling=0),
        "4000 x 2500",
        400,
    ),
    "PNG": (rgba, "3750 x 6000", 340),
    "WebP": (lambda: saved(plain(5_000, 4_000), "WEBP", method=0), "5000 x 4000", 400),
    "AVIF": (lambda: saved(plain(6_000, 5_000), "AVIF", speed=10), "5366 x 4472", 400),
}


@pytest.mark.parametrize("name", BIGGEST)
def test_the_biggest_pictures_need_less_than_400_mb(name):
    make, size, most = BIGGEST[name]
    said, peak = taken_in_elsewhere(make())
    assert said == size
    assert peak < most


@pytest.mark.parametrize("kind", [b"zTXt", b"iCCP"])
def test_a_bomb_in_a_side_chunk_is_refused_in_little_memory(kind):
    bomb = chunk(kind, b"a\0\0" + packed_zeros(1_000))
    said, peak = taken_in_elsewhere(png(1, 1, packed=b"", others=bomb))
    assert said.startswith("This is not a picture")
    assert peak < 200


def test_the_biggest_edge_is_bounded_too():
    intake = take_in(png(30_000, 10, packed=packed_zeros(1)))
    assert (intake.width, intake.height) == (6_000, 2)
    assert decoded(intake.data).size == (6_000, 2)
