"""Bytes to text: the only way in for a file that somebody else wrote.

Whatever comes out is NFC, has ``\\n`` between lines and can be stored, shown and fed
to XML. Nothing is quietly repaired: what can't be kept as it is, is refused.
"""

import re
import unicodedata

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

MAX_BYTES = 2 * 1024 * 1024

# A guess doesn't get better with more than this, only slower.
SAMPLE_BYTES = 64 * 1024

# UTF-32 stands before UTF-16, whose little-endian mark it begins with.
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# What people drop on the desk by mistake; other binaries fall for their control bytes.
SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, Word (.docx), OpenDocument"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word (.doc)"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a", "RAR"),
    (b"SQLite format 3\x00", "SQLite"),
)

LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
BIDI_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
NONCHARACTERS = re.compile(
    "[\ufdd0-\ufdef"
    + "".join(chr(p << 16 | 0xFFFE) + chr(p << 16 | 0xFFFF) for p in range(17))
    + "]"
)

# Sorting accents takes the square of their number; languages need two or three on one
# letter, and Unicode's own limit for streams is 30.
MOST_MARKS = 30
MAYBE_MARKS = re.compile(
    rf"[^\w\s\x00-\u02ff\u2000-\u206f\u3000-\u303f]{{{MOST_MARKS + 1},}}"
)

# What a text in one of the desk's languages is made of; UTF-16 read in the wrong byte
# order mostly falls outside.
USUAL = re.compile(
    "[\t\n\r\x20-\x7e\xa0-\u02ff\u0400-\u052f\u0600-\u06ff\u2010-\u2044\u20a0-\u20bf"
    "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)
GB_CHARACTERS = re.compile(
    rb"[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]|[\x81-\xfe][\x40-\x7e\x80-\xfe]"
)
# The rows of GB 2312 with punctuation and the 3,755 characters of everyday use.
# Russian and Arabic bytes read as Chinese mostly fall beyond, accents and curly quotes
# before a Latin letter always do.
GB_COMMON = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
# Polish, Czech or an old Macintosh read as Western: "isn\xd5t", "mi\xeadd\xb3y".
MISREAD = re.compile("[a-z\xdf-\xff][\xa1-\xa9\xac\xae-\xb6\xb8\xb9\xbc-\xde][a-z]")


class Unreadable(ValueError):
    """The bytes aren't a text that can be taken in; says why in one sentence."""


def decode(data: bytes, most: int = MAX_BYTES) -> str:
    """Give the text of a file; raise ``Unreadable`` where there is any doubt."""
    if len(data) > most:
        raise Unreadable(_("The file is larger than 2 MB."))
    if not data.strip():
        raise Unreadable(_("The file is empty."))
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(
                _(
                    "This isn't a text file, but a file of another kind: %(kind)s. "
                    "Open it, copy its text and paste it, or save it as plain text."
                )
                % {"kind": kind}
            )
    return tidied(with_line_feeds(_decoded(data)).replace("\f", "\n\n"))


def tidied(text: str) -> str:
    """Give a text that can be stored, in NFC; raise ``Unreadable`` if it can't."""
    _refuse_heaps_of_marks(text)
    text = unicodedata.normalize("NFC", text)
    _refuse_what_cannot_be_kept(text)
    return text


def with_line_feeds(text: str) -> str:
    """Drop a byte order mark and end every line with a line feed, whatever it had."""
    return LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))


def _decoded(data: bytes) -> str:
    for mark, codec in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data.removeprefix(mark), codec)
    if b"\x00" in data:
        return _utf_16_without_mark(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = _strictly(data, _guess(data))
    if MISREAD.search(text):
        raise _damaged()
    return text


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        raise _damaged() from None


def _damaged() -> Unreadable:
    return Unreadable(
        _("The file's encoding is damaged or can't be told; save it as UTF-8.")
    )


def _utf_16_without_mark(data: bytes) -> str:
    """Choose the byte order in which the text looks like a text.

    Counting NULs on even and odd places isn't enough: U+4E00, the commonest Chinese
    character of all, has one on the other side.
    """
    readings = []
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        sample = text[:SAMPLE_BYTES]
        usual = len(USUAL.findall(sample))
        # A Latin word in the wrong order is usual Chinese, hence the second count.
        ascii_too = len(sample.encode("ascii", errors="ignore"))
        if usual >= 0.97 * len(sample):
            readings.append((usual + ascii_too, text))
    if not readings:
        raise Unreadable(_("The file isn't a text: it contains NUL characters."))
    return max(readings)[1]


def _guess(data: bytes) -> str:
    """Name the encoding of bytes that aren't Unicode.

    Chinese and the share of letters beyond ASCII are decided here, since the library
    reads English with a few curly quotes as anything at all. Which of two alphabets it
    is, the library tells well.
    """
    if _is_broken_utf_8(data):
        raise _damaged()
    if _is_chinese(data):
        return "gb18030"
    sample = _lines_beyond_ascii(data)
    beyond = sum(byte >= 0xC0 for byte in sample)
    if beyond > 0.4 * (beyond + sum(_is_ascii_letter(byte) for byte in sample)):
        candidates = ["cp1251", "cp1256"]
    elif re.search(rb"[\xd0\xdd\xde\xf0\xfd\xfe]", sample):
        candidates = ["cp1254", "cp1252"]
    else:
        # Apart from those six letters Turkish and Western bytes are the same.
        return "cp1252"
    best = from_bytes(sample, cp_isolation=candidates, enable_fallback=False).best()
    if best is None:
        raise _damaged()
    return best.encoding


def _is_broken_utf_8(data: bytes) -> bool:
    """One bad byte in a UTF-8 file must not turn all of it into gibberish."""
    text = data.decode("utf-8", errors="replace")
    beyond_ascii = len(text) - len(text.encode("ascii", errors="ignore"))
    bad = text.count("\ufffd")
    return beyond_ascii - bad > bad


def _is_chinese(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    characters = GB_CHARACTERS.findall(_lines_beyond_ascii(data))
    common = sum(1 for c in characters if GB_COMMON.fullmatch(c))
    return common >= 0.8 * len(characters)


def _lines_beyond_ascii(data: bytes) -> bytes:
    lines = (line for line in data.split(b"\n") if not line.isascii())
    return b"\n".join(lines)[:SAMPLE_BYTES]


def _is_ascii_letter(byte: int) -> bool:
    return 0x41 <= byte <= 0x5A or 0x61 <= byte <= 0x7A


def _refuse_heaps_of_marks(text: str) -> None:
    for run in MAYBE_MARKS.finditer(text):
        marks = 0
        for character in run[0]:
            marks = marks + 1 if unicodedata.combining(character) else 0
            if marks > MOST_MARKS:
                raise Unreadable(
                    _("The text heaps accents on one letter on line %(line)d.")
                    % _place(text, run)
                )


def _refuse_what_cannot_be_kept(text: str) -> None:
    control = CONTROLS.search(text)
    if control:
        raise Unreadable(
            _("The text contains a control character (U+%(code)s) on line %(line)d.")
            % _place(text, control)
        )
    override = BIDI_OVERRIDES.search(text)
    if override:
        # They make a text read otherwise than it is stored (names, amounts, addresses).
        raise Unreadable(
            _(
                "The text contains a character that turns the direction of writing"
                " (U+%(code)s) on line %(line)d."
            )
            % _place(text, override)
        )
    noncharacter = NONCHARACTERS.search(text)
    if noncharacter:
        raise Unreadable(
            _(
                "The text contains a code that isn't a character (U+%(code)s)"
                " on line %(line)d."
            )
            % _place(text, noncharacter)
        )
    if not any(c.isprintable() and not c.isspace() for c in text):
        raise Unreadable(_("The file is empty."))


def _place(text: str, found: re.Match[str]) -> dict[str, str | int]:
    return {
        "code": f"{ord(found[0][0]):04X}",
        "line": text.count("\n", 0, found.start()) + 1,
    }
