"""A text with a file of every kind, and the addresses of all of them."""

import io
from itertools import product
from uuid import uuid4

from PIL import Image as Pillow

from publications import workflow
from publications.models import Attachment, Image
from tests.people import person

# What somebody may ask for who hopes that one of them tells.
ASKED = [
    {},
    {"Range": "bytes=0-0"},
    {"Range": "bytes=-5"},
    {"If-None-Match": "*"},
    {"If-Match": "*"},
    {"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
    {"If-Unmodified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
    {"Range": "bytes=0-0", "If-Range": '"x"'},
]
WAYS = [
    *product(["get"], ASKED),
    *product(["head"], ASKED[:4]),
    *product(["options", "post"], ASKED[:1]),
]


def moving_picture(settings) -> Image:
    """A picture that has every rendition there is, and an animation."""
    settings.ANIMATED_PICTURES = True
    out = io.BytesIO()
    frames = [Pillow.new("RGB", (40, 30), colour) for colour in ("navy", "teal")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=200)
    taken = workflow.take_picture_in(out.getvalue(), "valley.gif", by=person("dara"))
    assert taken.animation
    return taken


def words(picture: Image, *recordings: Attachment, **more) -> dict:
    """The content of a text that uses them."""
    shown = f"Words.\n\n![A valley](image:{picture.uuid})"
    uuids = tuple(str(recording.uuid) for recording in recordings)
    return {"body": shown, "attachments": uuids, **more}


def master(picture: Image) -> str:
    return picture.get_absolute_url()


def addresses(picture: Image, recording: Attachment | None = None) -> list[str]:
    """Every address of the picture, the attachment's last."""
    names = ["40.avif", "40.webp", "40.jpg", "card.jpg", "thumb.webp", "print.jpg"]
    if picture.animation:
        names.append("animated.webp")
    found = [f"/media/{picture.uuid}/{name}" for name in names]
    files = [recording.get_absolute_url()] if recording else []
    return [master(picture), *found, *files]


def headers_of(answer) -> list[tuple[str, str]]:
    """In order; but for the number that each request has of its own."""
    told = answer.headers.items()
    return sorted((name, value) for name, value in told if name != "X-Request-ID")


def answered(client, path: str, method: str = "get", **headers) -> tuple:
    answer = getattr(client, method)(path, headers=headers)
    content = answer.getvalue() if answer.streaming else answer.content
    return answer.status_code, headers_of(answer), answer.cookies, content


def is_no_address(client, path: str) -> bool:
    """Whether no answer differs by a byte from that for a file that never was."""
    known = path.split("/")[2][:36]
    never = path.replace(known, str(uuid4()))
    for method, headers in WAYS:
        told = answered(client, path, method, **headers)
        assert told == answered(client, never, method, **headers), (method, headers)
        assert told[0] in (404, 405)
        assert not {"ETag", "Accept-Ranges"} & {name for name, _ in told[1]}
    no_page = answered(client, "/media/no-such-page/")
    return answered(client, path) == no_page
