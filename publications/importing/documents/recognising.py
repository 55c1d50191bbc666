"""Whether a file is a Word document or a web page, by its first bytes."""

import re
from pathlib import PurePath

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2
# [MS-OFFCRYPTO] 2.3.4.4: the stream in which an encrypted document stands.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

PAGES = (".html", ".htm", ".xhtml")
PAGE = re.compile(
    rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html)[\s>]", re.I
)


def is_word(data: bytes) -> bool:
    """Whether it is a Word document, or what people take for one."""
    return data.startswith((ZIP, OLD_OFFICE))


def is_page(data: bytes, name: str = "") -> bool:
    """Whether it is a web page; a text may well begin with "<" and be none."""
    if PurePath(name).suffix.lower() in PAGES:
        return True
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    return bool(PAGE.match(start.replace(b"\x00", b"").lstrip(b"\xff\xfe")))
