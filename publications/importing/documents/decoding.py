"""Web pages from bytes to text; and characters that a text can't keep."""

import re

from django.utils.translation import gettext as _

from publications.importing.decoding import (
    BIDI_OVERRIDES,
    BYTE_ORDER_MARKS,
    CONTROLS,
    MAX_BYTES,
    NONCHARACTERS,
    Unreadable,
    decode,
    tidied,
)

# Where a page says its own encoding, which is within its first bytes (HTML, "meta").
DECLARED_IN = 4096
DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
# Names that mean more than they say (WHATWG Encoding, "names and labels").
MEANT = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
}
# Pictures in a page are longer than its words, which alone are counted.
IN_PAGE = re.compile(rb"data:image/[a-z+.-]{1,20};base64,[A-Za-z0-9+/=\s]*", re.I)


def decode_page(data: bytes) -> str:
    """Give the text of a page; raise Unreadable where there is any doubt.

    Bytes that are UTF-8 are UTF-8 whatever the page says: no other text looks so.
    """
    if not data.strip():
        raise Unreadable(_("The file is empty."))
    if len(IN_PAGE.sub(b"", data)) > MAX_BYTES:
        raise Unreadable(
            _("The page has more than 2 MB of text. Copy the text and paste it.")
        )
    if any(data.startswith(mark) for mark, _codec in BYTE_ORDER_MARKS):
        return decode(data, most=len(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _as_declared(data) or decode(data, most=len(data))


def _as_declared(data: bytes) -> str:
    found = DECLARED.search(data[:DECLARED_IN])
    if not found:
        return ""
    name = (found[1] or found[2]).decode("ascii", errors="replace").lower()
    try:
        return data.decode(MEANT.get(name, name))
    except (LookupError, UnicodeError):  # no such encoding, or it isn't that one
        return ""


def kept(text: str) -> tuple[str, int]:
    """Leave out what no text can have; give how many characters were of those that
    turn the direction of writing. Raises Unreadable for heaps of accents."""
    text, turning = BIDI_OVERRIDES.subn("", text)
    text = NONCHARACTERS.sub("", CONTROLS.sub("", text))
    return tidied(text) if text.strip() else "", turning
