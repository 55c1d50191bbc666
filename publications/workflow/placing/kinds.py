"""What a copy may be, by its ending, and whether it begins as that does."""

from django.utils.translation import gettext as _

from publications.images import clean_name
from publications.workflow.refusals import NotPossible

HEAD = 4096
# What a file begins with, and where. A RIFF and an ISO file say behind it which it is.
BEGINNINGS: dict[str, tuple[tuple[int, bytes], ...]] = {
    "pdf": ((0, b"%PDF-"),),
    "png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "jpg": ((0, b"\xff\xd8\xff"),),
    "jpeg": ((0, b"\xff\xd8\xff"),),
    "gif": ((0, b"GIF87a"), (0, b"GIF89a")),
    "webp": ((8, b"WEBP"),),
    "tif": ((0, b"II*\0"), (0, b"MM\0*")),
    "tiff": ((0, b"II*\0"), (0, b"MM\0*")),
    "heic": ((4, b"ftyp"),),
    "avif": ((4, b"ftyp"),),
    "mp4": ((4, b"ftyp"),),
    "m4a": ((4, b"ftyp"),),
    "mp3": ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2")),
    "ogg": ((0, b"OggS"),),
    "opus": ((0, b"OggS"),),
    "wav": ((8, b"WAVE"),),
    "docx": ((0, b"PK\x03\x04"),),
    "odt": ((0, b"PK\x03\x04"),),
}
# Pages, mails and texts begin with any words, and hold no byte that is none.
OF_WORDS = frozenset({"html", "htm", "mht", "mhtml", "eml", "txt", "md"})


def check(name: str, head: bytes) -> None:
    """Raise NotPossible for a file that isn't what its name says, or no copy at all."""
    _stem, _dot, ending = name.rpartition(".")
    ending = ending.lower()
    is_it = (
        b"\0" not in head
        if ending in OF_WORDS
        else any(head.startswith(b, at) for at, b in BEGINNINGS.get(ending, ()))
    )
    if not is_it:
        raise NotPossible(
            _(
                "“%(name)s” is not what its ending says, or no copy that can be kept: "
                "a PDF, a picture, a web page, a mail, a text, a recording or a film."
            )
            % {"name": clean_name(name, otherwise="copy")}
        )
