"""Recordings are what they are by structure; how long they are is told."""

import struct

import pytest

from publications.attachments.m4a import BRANDS

from .inspecting import found, refusal
from .samples import box, m4a, mp3, ogg_page, opus, track

TAG = b"ID3\x04\0\0\0\0\x02\x01" + bytes(257)
FOOTED = b"ID3\x04\0\x10\0\0\0\x10" + bytes(16) + b"3DI\x04\0\x10\0\0\0\x10"


@pytest.mark.parametrize("seconds", [1, 3, 100])
def test_the_length_is_told_in_whole_seconds(seconds):
    for data in (mp3(seconds), mp3(seconds, told=False), opus(seconds), m4a(seconds)):
        assert found(data).seconds == seconds
        assert found(data).cleaned is None


def test_the_length_is_rounded_up():
    longer = m4a().replace(
        struct.pack(">LL", 1000, 3000), struct.pack(">LL", 1000, 3001)
    )
    assert found(longer).seconds == 4


@pytest.mark.parametrize(
    "data",
    [
        mp3(tag=TAG),
        mp3(tag=TAG + TAG),
        mp3(tag=FOOTED),
        mp3(tag=TAG + bytes(1000)),
        mp3() + b"TAG" + bytes(125),
    ],
)
def test_tags_and_room_around_an_mp3_are_let_in(data):
    assert found(data).seconds == 3


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (mp3(tag=TAG + b"<script>"), "not_mp3"),
        (TAG, "not_mp3"),
        (TAG[:9], "not_mp3"),
        (mp3(1, told=False)[: 144 * 3], "not_mp3"),
        (mp3(told=False).replace(b"\xff\xfb\x18", b"\xff\xfb\x14", 1), "not_mp3"),
        # Reserved version, reserved rate, free and forbidden bitrate, layer I.
        (TAG + b"\xff\xeb\x18\xc4" + mp3(), "not_mp3"),
        (TAG + b"\xff\xfb\x1c\xc4" + mp3(), "not_mp3"),
        (TAG + b"\xff\xfb\x08\xc4" + mp3(), "not_mp3"),
        (TAG + b"\xff\xfb\xf8\xc4" + mp3(), "not_mp3"),
        (TAG + b"\xff\xff\x18\xc4" + mp3(told=False)[4:], "not_mp3"),
        (TAG + b"fLaC" + mp3(), "not_mp3"),
        (TAG + b"\x0f\xfb\x18\xc4" + mp3(told=False)[4:], "not_mp3"),
        (TAG + b"\xff\xfb", "not_mp3"),
        # Frames of 144 bytes in turn at 32 and at 48 kHz.
        ((mp3(told=False)[:144] + b"\xff\xfb\x34\xc4" + bytes(140)) * 50, "not_mp3"),
        (mp3()[: len(mp3()) // 2], "truncated"),
    ],
)
def test_what_is_no_proper_mp3_is_refused(data, why):
    assert refusal(data) == why


@pytest.mark.parametrize("head", [b"\xff\xf3\x18\xc4", b"\xff\xe3\x18\xc4"])
def test_slower_versions_of_mp3_are_let_in(head):
    # 8 kbit/s at 16 or 8 kHz: 36 or 72 bytes a frame.
    length = 36 if head[1] == 0xF3 else 72
    assert found((head + bytes(length - 4)) * 100).seconds in (4, 8)


def test_other_streams_in_an_ogg_are_refused():
    theora = ogg_page([b"\x80theora"], 9, 0, 0, 0x02)
    vorbis = ogg_page([b"\x01vorbis" + bytes(23)], 7, 0, 0, 0x02)
    second = ogg_page([b"x"], 9, 5, 0)
    again = ogg_page([b"x"], 7, 5, 0, 0x02)
    for data in (
        theora + opus(),
        vorbis,
        opus() + theora,
        opus() + second,
        opus() + again,
    ):
        assert refusal(data) == "not_opus"


def test_an_opus_needs_both_of_its_heads():
    whole = opus()
    tags = whole.index(b"OpusTags")
    assert refusal(whole.replace(b"OpusTags", b"OpusTagz")) == "not_opus"
    assert refusal(whole.replace(b"OpusHead", b"OpusHeaf")) == "not_opus"
    assert refusal(whole[: tags + 20]) == "no_length"


@pytest.mark.parametrize("cut", [1, 10, 100, 170])
def test_an_opus_that_breaks_off_is_refused(cut):
    assert refusal(opus()[:-cut]) == "truncated"


def test_garbage_behind_an_opus_is_refused():
    assert refusal(opus() + b"<script>alert(1)</script>") == "truncated"
    assert refusal(opus() + b"<script>" * 99) == "truncated"
    assert refusal(opus() + b"OggS\0\0") == "truncated"


@pytest.mark.parametrize("brand", sorted(BRANDS))
def test_brands_of_sound_are_let_in(brand):
    assert found(m4a(brand=brand)).seconds == 3


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (m4a(brand=b"qt  "), "not_m4a"),
        (m4a(brand=b"avif"), "not_m4a"),
        (m4a(handlers=(b"soun", b"vide")), "film"),
        (m4a(handlers=(b"vide",)), "film"),
        (m4a(handlers=(b"pict", b"soun")), "film"),
        (m4a(handlers=(b"auxv", b"soun")), "film"),
        (m4a(handlers=(b"text",)), "not_m4a"),
        (m4a(handlers=()), "not_m4a"),
        (m4a()[:-1], "truncated"),
        (m4a()[:-70], "truncated"),
        (m4a()[: m4a().index(b"mdat") - 4], "truncated"),
        (m4a() + b"<b>", "truncated"),
        (m4a() + bytes(3) + b"\x05free", "not_m4a"),
        (m4a().replace(b"hdlr", b"free"), "not_m4a"),
        (m4a().replace(b"mvhd", b"free"), "no_length"),
        (m4a() + box(b"moov", box(b"mvhd")), "no_length"),
    ],
)
def test_what_is_no_proper_m4a_is_refused(data, why):
    assert refusal(data) == why


def test_chapters_beside_sound_are_let_in():
    assert found(m4a(handlers=(b"soun", b"text"))).seconds == 3


def test_boxes_of_every_size_are_let_in():
    whole = m4a()
    sound = whole.index(b"mdat") - 4
    long = struct.pack(">L4sQ", 1, b"mdat", 24) + bytes(8)
    assert found(whole[:sound] + long).seconds == 3
    to_the_end = struct.pack(">L4s", 0, b"mdat") + bytes(99)
    assert found(whole[:sound] + to_the_end).seconds == 3


def test_film_in_a_second_moov_is_seen():
    assert refusal(m4a() + box(b"moov", track(b"vide"))) == "film"


def test_a_recording_has_a_length_of_twelve_hours_at_most():
    assert found(m4a(12 * 3600)).seconds == 12 * 3600
    assert refusal(m4a(12 * 3600 + 1)) == "too_long"
    assert refusal(m4a(0)) == "no_length"
    assert refusal(opus(1).replace(struct.pack("<q", 48_000), bytes(8))) == "no_length"
