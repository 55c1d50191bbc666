"""Pictures on their way through a document: cut out first, named by number."""

import base64
import binascii
import re

# Longer pages have them as files of their own.
MOST = 40
IN_PAGE = re.compile(
    r"data:image/[a-z+.-]{1,20};base64,([A-Za-z0-9+/=\s]*)", re.IGNORECASE
)
# What stands in the place of a picture's bytes, in HTML and in Markdown.
SOURCE = "picture:{}"
REFERENCE = "image:00000000-0000-4000-8000-{:012d}"
NUMBERED = re.compile(r"picture:(\d{1,9})")


def cut_out(html: str) -> tuple[str, list[bytes]]:
    """Take pictures out of the addresses in which they stand."""
    pictures: list[bytes] = []

    def numbered(found: re.Match[str]) -> str:
        try:
            pictures.append(base64.b64decode("".join(found[1].split()), validate=True))
        except binascii.Error:
            return "picture:broken"
        return SOURCE.format(len(pictures) - 1)

    return IN_PAGE.sub(numbered, html), pictures


def number_of(source: str) -> int | None:
    """Which picture an address means, if it is one that came along."""
    found = NUMBERED.fullmatch(source)
    return int(found[1]) if found else None


def reference(number: int) -> str:
    """How Markdown names a picture that is not in the library yet."""
    return REFERENCE.format(number)
