"""A Word document as HTML, by mammoth, which is handed only what was looked at.

mammoth reads XML with a parser that resolves entities, and passes over what it doesn't
know together with the words in it. So the archive is measured first, each part that it
may open is read by defusedxml and mended (`word_body`), and a new archive of these
parts is what it gets.
"""

import io
import zipfile
from collections import Counter
from xml.etree.ElementTree import Element, tostring  # nosec B405 - writes alone

import mammoth
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from mammoth.docx.files import InvalidFileReferenceError

from publications.attachments import Refused
from publications.attachments.archive import Archive
from publications.attachments.docx import TYPES
from publications.attachments.markup import MAX_DEPTH

from .pictures import MOST, SOURCE
from .word_body import CONTENTS, QUOTATION, TITLE, mend
from .word_names import local_of
from .word_numbers import Numbers
from .word_styles import Styles

# Of all parts in XML together: two hundred pages of formatted text.
MAX_XML = 8 * 1024 * 1024
# What says nothing about the text, or is never shown.
PASSED_OVER = ("docprops/", "customxml/", "word/glossary/", "word/theme/")
MARGINS = ("hdr", "ftr")
# mammoth's own map of styles comes behind this one; a document's own is never read.
STYLES = f"""
p.{TITLE} => h1.title:fresh
p.{QUOTATION} => blockquote > p:fresh
p.{CONTENTS} => !
"""


def as_html(data: bytes) -> tuple[str, list[bytes], Counter[str]]:
    """Return the text, the pictures that it names by number, and what was left out.
    Raises Refused."""
    counts: Counter[str] = Counter()
    archive = Archive(io.BytesIO(data))
    if TYPES not in archive.names:
        raise Refused("zip_unknown")
    looked_at = _looked_at(archive, counts)
    pictures: list[bytes] = []

    def numbered(image) -> list:
        try:
            with image.open() as file:
                found = file.read()
        except (InvalidFileReferenceError, KeyError):
            counts["elsewhere"] += 1
            return []
        pictures.append(found if len(pictures) < MOST else b"")
        alt = " ".join((image.alt_text or "").split())
        source = SOURCE.format(len(pictures) - 1)
        return [mammoth.html.element("img", {"src": source, "alt": alt})]

    result = mammoth.convert_to_html(
        looked_at,
        style_map=STYLES,
        include_embedded_style_map=False,
        external_file_access=False,
        convert_image=numbered,
    )
    return result.value, pictures, counts


def _looked_at(archive: Archive, counts: Counter[str]) -> io.BytesIO:
    """A new archive with what mammoth needs, every part in XML read and mended."""
    trees = {name: _tree(archive, name) for name in _texts(archive)}
    styles = Styles(tree for tree in trees.values() if local_of(tree) == "styles")
    numbering = (tree for tree in trees.values() if local_of(tree) == "numbering")
    numbers = Numbers(numbering, styles)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as written:
        for name, tree in trees.items():
            if local_of(tree) in ("document", "footnotes", "endnotes"):
                mend(tree, styles, counts)
                numbers.say(tree)
            _count_beside(tree, counts)
            written.writestr(name, tostring(tree))
        for name in archive.names:
            if name.lower().startswith("word/media/"):
                written.writestr(name, b"".join(archive.chunks(name)))
    out.seek(0)
    return out


def _texts(archive: Archive) -> list[str]:
    names = [
        name
        for name in archive.names
        if name.lower().endswith((".xml", ".rels"))
        and not name.lower().startswith(PASSED_OVER)
    ]
    if sum(archive.parts[name].file_size for name in names) > MAX_XML:
        raise Refused("too_heavy")
    return names


def _tree(archive: Archive, name: str) -> Element:
    """Read a part. Raises Refused for entities, and for what is nested too deeply."""
    try:
        tree = fromstring(archive.read(name, MAX_XML), forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refused("xml_doctype") from error
    except (ParseError, ValueError, LookupError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("broken") from error
    level, depth = [tree], 0
    while level:
        level = [child for element in level for child in element]
        depth += 1
        if depth > MAX_DEPTH:
            raise Refused("xml_deep")
    return tree


def _count_beside(tree: Element, counts: Counter[str]) -> None:
    """Count comments, and what stands in the margins of every page."""
    root = local_of(tree)
    if root == "comments":
        counts["comments"] += sum(local_of(child) == "comment" for child in tree)
    elif root in MARGINS:
        words = "".join(e.text or "" for e in tree.iter() if local_of(e) == "t")
        # A number alone is that of the page.
        counts["margins"] += any(letter.isalpha() for letter in words)
