"""Pictures that move, within bounds."""

import pytest
from PIL import Image, ImageDraw

from publications.images import moving, take_in

from .pictures import close, decoded, plain, saved, with_metadata

COLOURS = ("red", "lime", "blue")


def moves(kind="GIF", size=(64, 48), frames=3, **options):
    pictures = [plain(*size, COLOURS[number % 3]) for number in range(frames)]
    # Else Pillow keeps two that look the same as one.
    for number, picture in enumerate(pictures):
        picture.putpixel((number % size[0], 0), (number, 9, 9))
    options = {"duration": 80, "loop": 0} | options
    return saved(
        pictures[0], kind, save_all=True, append_images=pictures[1:], **options
    )


def animation(data):
    intake = take_in(data, animated=True)
    return intake.animation and decoded(intake.animation)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_what_moves_is_kept_as_webp_beside_its_first_frame(kind):
    intake = take_in(moves(kind), animated=True)
    assert intake.extension == "jpg"
    result = decoded(intake.animation)
    assert (result.format, result.size, result.n_frames) == ("WEBP", (64, 48), 3)
    for number, colour in enumerate([(255, 0, 0), (0, 255, 0), (0, 0, 255)]):
        result.seek(number)
        assert close(result.convert("RGB").getpixel((30, 30)), colour, by=12)
        assert result.info["duration"] == 80


def test_only_where_it_is_asked_for():
    assert take_in(moves()).animation is None


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "JPEG"])
def test_what_stands_still_has_none(kind):
    assert animation(saved(plain(), kind)) is None


def test_a_moving_png_stands_still():
    assert animation(moves("PNG")) is None


def test_it_is_at_most_640_px_wide():
    assert animation(moves(size=(1_280, 96))).size == (640, 48)


def test_the_number_of_its_frames_is_bounded(monkeypatch):
    monkeypatch.setattr(moving, "MAX_FRAMES", 5)
    assert animation(moves(frames=5)).n_frames == 5
    assert animation(moves(frames=6)) is None


@pytest.mark.parametrize("bound", ["MAX_KEPT", "MAX_DECODED"])
def test_the_number_of_all_its_pixels_is_bounded(bound, monkeypatch):
    monkeypatch.setattr(moving, bound, 3 * 64 * 48)
    assert animation(moves(frames=3)).n_frames == 3
    assert animation(moves(frames=4)) is None


def test_a_frame_is_bounded_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(moving, "MAX_FRAME", 64 * 48 - 1)
    assert animation(moves()) is None


def test_frames_that_are_said_to_last_no_time_last_as_in_a_browser():
    assert animation(moves(duration=0)).info["duration"] == 100
    assert animation(moves(duration=40)).info["duration"] == 40


def test_it_plays_as_often_as_it_did():
    assert animation(moves(loop=0)).info["loop"] == 0
    assert animation(moves(loop=None)).info["loop"] == 1


def test_a_later_frame_that_is_torn_leaves_the_first():
    frames = [Image.effect_noise((90, 90), 60).convert("P") for _ in range(3)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert take_in(data, animated=True).animation
    intake = take_in(data[: len(data) * 5 // 6], animated=True)
    assert (intake.width, intake.animation) == (90, None)


def test_what_shows_through_still_does():
    frames = [Image.new("RGBA", (64, 64)) for _ in range(2)]
    for number, frame in enumerate(frames):
        ImageDraw.Draw(frame).ellipse((0, 0, 40 + number, 40), "red")
    data = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    result = animation(data).convert("RGBA")
    assert result.getpixel((60, 60))[3] == 0
    assert close(result.getpixel((20, 20)), (255, 0, 0, 255), by=12)


def test_nothing_of_the_file_s_own_moves_along():
    for kind in ("GIF", "WEBP"):
        extra = [plain(40, 20, "blue")]
        data = saved(
            decoded(with_metadata(kind)),
            kind,
            save_all=True,
            append_images=extra,
            **({"comment": b"secret"} if kind == "GIF" else {"xmp": b"secret"}),
        )
        assert b"secret" in data
        assert b"secret" not in take_in(data, animated=True).animation
