"""A DOCX (ISO 29500): text, pictures and fonts; no traces of how it was written.

Parts are known by what they are, not by their names: by content type, by relationship
and by root element. Those that name people (authors, companies, the circle of those
who commented) are replaced by empty ones; the document's title and language stay,
since screen readers tell them.
"""

import re
from html import escape

from . import markup
from .archive import Archive
from .findings import Findings, shown
from .links import check_inside, check_link
from .refusal import Refused

TYPES = "[Content_Types].xml"
MAIN = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)

XML = ("xml", "rels", "psmdcp")
PICTURES = (
    *("png", "jpg", "jpeg", "jfif", "gif", "bmp", "tif", "tiff"),
    *("emf", "wmf", "svg", "webp", "wdp"),
)
FONTS = ("odttf", "ttf", "otf", "fntdata")

# ISO 29500-1 (transitional and strict).
WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
# Part 1, 17.13.5; those that end in "Change" are told by their end.
TRACKED = {
    *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
    *("moveFromRangeStart", "moveToRangeStart", "customXmlInsRangeStart"),
    *("customXmlDelRangeStart", "customXmlMoveFromRangeStart"),
    "customXmlMoveToRangeStart",
}
# Fields that load something or start a program (17.16.5).
LOADING = re.compile(
    r"\b(DDE|DDEAUTO|LINK|IMPORT|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|RD)\b",
    re.IGNORECASE,
)
# Roots of the parts that name people, in any version of the format.
PERSONAL = re.compile(
    "|".join(
        (
            r"http://\S+/(extended-?properties|custom-?properties) Properties",
            r"http://schemas\.microsoft\.com/office/word/\S+ people",
            # What SharePoint keeps: who shared, checked in, must read.
            r"http://schemas\.microsoft\.com/(office/2006/metadata|sharepoint)\S* \S+",
        )
    ),
    re.IGNORECASE,
)


def inspect(archive: Archive) -> Findings:
    """Refuse what is not text, or return it without personal data."""
    _check_types(archive)
    instead = {}
    for name in archive.names:
        extension = _extension(name)
        if extension in XML:
            instead |= _inspected(archive, name)
        elif name.lower().startswith("docprops/"):
            instead[name] = b""  # a picture of the first page, as it once was
        elif extension in PICTURES + FONTS or name.endswith("/"):
            for _chunk in archive.chunks(name):
                pass  # counted, and compared with what was declared
        else:
            _refuse_part(name)
    return Findings("docx", cleaned=archive.written(instead))


def _extension(name: str) -> str:
    return name.lower().rpartition("/")[2].rpartition(".")[2]


def _refuse_part(name: str) -> None:
    lowered = name.lower()
    if "vba" in lowered:
        raise Refused("macros")
    if any(folder in lowered for folder in ("embeddings/", "activex", "oleobject")):
        raise Refused("embedded", name=shown(name))
    raise Refused("foreign_part", name=shown(name))


def _check_types(archive: Archive) -> None:
    """Refuse what is no text (a table, slides, a template) and what can run."""
    types = []

    def start(_name: str, attributes: markup.Attributes) -> None:
        kind = attributes.get("ContentType", "")
        name = attributes.get("PartName") or "." + attributes.get("Extension", "")
        # A text named .png would be passed over as a picture.
        is_text = kind.lower().endswith("xml") and not kind.startswith("image/")
        if is_text and _extension(name) not in XML:
            raise Refused("foreign_part", name=shown(name))
        types.append(kind)

    markup.read(archive.chunks(TYPES), start)
    lowered = " ".join(types).lower()
    if "macroenabled" in lowered or "vba" in lowered:
        raise Refused("macros")
    if "activex" in lowered or "oleobject" in lowered:
        raise Refused("embedded", name="ActiveX/OLE")
    if "digital-signature" in lowered:
        raise Refused("signed")
    if MAIN not in types:
        raise Refused("zip_unknown")


def _inspected(archive: Archive, name: str) -> dict[str, bytes]:
    """Read a part in XML; return what to put in its place, if anything."""
    part = _Part(name)
    markup.read(archive.chunks(name), part.start, part.text)
    part.check_field()
    empty = part.empty()
    return {} if empty is None else {name: empty}


class _Part:
    """What one part in XML tells, element by element."""

    def __init__(self, name: str):
        self.is_relationships = name.lower().endswith(".rels")
        self.root = ""
        self.element = ""
        self.instruction: list[str] = []
        self.kept: dict[str, list[str]] = {}

    def start(self, name: str, attributes: markup.Attributes) -> None:
        self.root = self.root or name
        self.element = name
        namespace, local = markup.split(name)
        if namespace in WORD:
            self._check_word(namespace, local, attributes)
        elif self.is_relationships and local == "Relationship":
            _check_relationship(attributes)

    def _check_word(
        self, namespace: str, local: str, attributes: markup.Attributes
    ) -> None:
        if local in TRACKED or local.endswith("Change"):
            raise Refused("tracked_changes")
        if local == "comment":
            raise Refused("comments")
        if local in ("object", "control"):
            raise Refused("embedded", name=local)
        if local == "fldSimple":
            self.instruction = [attributes.get(f"{namespace} instr", "")]
            self.check_field()
        elif local == "fldChar":
            # A field's words may be cut into runs; they end where its result begins.
            self.check_field()

    def text(self, text: str) -> None:
        namespace, local = markup.split(self.element)
        if namespace in WORD and local == "instrText":
            self.instruction.append(text)
        elif self.root == f"{CORE} coreProperties" and namespace == DC:
            self.kept.setdefault(local, []).append(text)

    def check_field(self) -> None:
        instruction = "".join(self.instruction)
        self.instruction = []
        # Names of fields only, not the words of a link or a quotation.
        if found := LOADING.search(re.sub(r'"[^"]*"?', "", instruction)):
            raise Refused("external", name=found[0])

    def empty(self) -> bytes | None:
        """Return an empty part of the same kind if this one names people."""
        if self.root == f"{CORE} coreProperties":
            return core_properties(self.kept)
        if PERSONAL.fullmatch(self.root):
            namespace, local = markup.split(self.root)
            return f'<{local} xmlns="{escape(namespace)}"/>'.encode()
        return None


def core_properties(kept: dict[str, list[str]]) -> bytes:
    """Return a document's properties with its title and language alone."""
    elements = "".join(
        f"<dc:{name}>{escape(''.join(kept[name]).strip())}</dc:{name}>"
        for name in ("title", "language")
        if name in kept
    )
    namespaces = f'xmlns:cp="{CORE}" xmlns:dc="{DC}"'
    return f"<cp:coreProperties {namespaces}>{elements}</cp:coreProperties>".encode()


def _check_relationship(attributes: markup.Attributes) -> None:
    """Refuse what is loaded from elsewhere, and objects by any name."""
    kind = attributes.get("Type", "").rpartition("/")[2].lower()
    target = attributes.get("Target", "")
    if "vba" in kind:
        raise Refused("macros")
    if kind in ("oleobject", "package", "control", "afchunk"):
        raise Refused("embedded", name=shown(target))
    if kind == "hyperlink":
        check_link(target)
    elif attributes.get("TargetMode", "").lower() == "external":
        raise Refused("external", name=shown(target))
    else:
        check_inside(target)
