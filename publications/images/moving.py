"""Pictures that move, encoded anew frame by frame."""

import io

from PIL import Image, ImageSequence

from .colours import into_srgb
from .mastering import drawn, turn_of
from .opening import MILLION, opened

WIDEST = 640
MAX_FRAMES = 200
# Over all frames, once scaled: 4 bytes each, held together by the encoder.
MAX_KEPT = 60 * MILLION
# A frame as it is in the file, which decoders keep three or four times, and all of
# them together: some seconds of decoding.
MAX_FRAME = 12 * MILLION
MAX_DECODED = 1_000 * MILLION

# Milliseconds. Browsers take 10 or less for "the author did not say".
UNSAID, OTHERWISE = 10, 100

QUALITY = 70
METHOD = 2  # of 0 (fast) to 6: 40 ms a frame, with decoding and scaling


def animation_of(data: bytes) -> bytes | None:
    """Return a WebP at most 640 px wide; None for what stands still or is too much.

    The picture was taken in already, so its first frame stands for it in any case.
    """
    picture = opened(data)
    if picture.format not in ("GIF", "WEBP"):
        return None
    if picture.width * picture.height > MAX_FRAME:
        return None
    # Zero is for ever; a GIF that says nothing plays once.
    loop = picture.info.get("loop", 1)
    try:
        frames, durations = _frames(picture)
        return _encoded(frames, durations, loop) if len(frames) > 1 else None
    except Exception:  # noqa: BLE001 (a broken later frame: the first one is good)
        return None


def _frames(picture: Image.Image) -> tuple[list[Image.Image], list[int]]:
    """Return the frames and their milliseconds, or nothing if they are too many."""
    pixels = picture.width * picture.height
    width = min(picture.width, WIDEST)
    height = max(1, round(picture.height * width / picture.width))
    turn = turn_of(picture)
    frames, durations = [], []
    for count, frame in enumerate(ImageSequence.Iterator(picture), 1):
        if (
            count > MAX_FRAMES
            or count * width * height > MAX_KEPT
            or count * pixels > MAX_DECODED
        ):
            return [], []
        # A later frame may be of another mode than the first.
        small = drawn(frame, (width, height), into_srgb(frame))
        frames.append(small.transpose(turn) if turn is not None else small)
        shown = frame.info.get("duration", 0)
        durations.append(int(shown) if shown > UNSAID else OTHERWISE)
    return frames, durations


def _encoded(frames: list[Image.Image], durations: list[int], loop: int) -> bytes:
    out = io.BytesIO()
    frames[0].save(
        out,
        "WEBP",
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=loop,
        quality=QUALITY,
        method=METHOD,
    )
    return out.getvalue()
