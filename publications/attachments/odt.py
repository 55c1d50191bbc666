"""An ODT (ODF 1.3): text, pictures and fonts; no traces of how it was written.

The part that names people, `meta.xml`, is replaced by one with the document's title
and language alone, the picture of the first page by nothing. Objects that are
documents themselves are refused, but for charts and formulas, which LibreOffice keeps
that way.
"""

from html import escape

from . import markup
from .archive import ZIP_STORED, Archive
from .findings import Findings, shown
from .links import check_inside, check_link
from .refusal import Refused

MIME = "application/vnd.oasis.opendocument.text"
MANIFEST = "META-INF/manifest.xml"
NAMESPACES = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{NAMESPACES}office:1.0"
TEXT = f"{NAMESPACES}text:1.0"
DRAW = f"{NAMESPACES}drawing:1.0"
SCRIPT = f"{NAMESPACES}script:1.0"
LISTED = f"{NAMESPACES}manifest:1.0"
HREF = "http://www.w3.org/1999/xlink href"
DC = "http://purl.org/dc/elements/1.1/"

XML = ("xml", "rdf")
PICTURES = (
    *("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff"),
    *("emf", "wmf", "svg", "svm", "webp"),
)
FONTS = ("ttf", "otf", "woff", "woff2")
# Files without an extension: how lines were broken, and pictures of charts.
KNOWN = ("mimetype", "layout-cache")
REPLACEMENTS = "ObjectReplacements/"
THUMBNAILS = "Thumbnails/"
MACROS = ("basic/", "scripts/", "dialogs/")

# Elements (ODF 1.3 part 3) and why a document that has them is refused.
REFUSED = {
    f"{TEXT} changed-region": "tracked_changes",
    f"{OFFICE} annotation": "comments",
    f"{OFFICE} script": "macros",
    f"{TEXT} script": "macros",
    f"{TEXT} execute-macro": "macros",
}
EMBEDDED = {f"{DRAW} {name}" for name in ("object-ole", "applet", "plugin")}
LOADING = {
    f"{DRAW} floating-frame",
    f"{OFFICE} dde-source",
    f"{TEXT} dde-connection-decl",
}
# Beside the document, and the root of the disk (part 2, 3.7).
OUTWARD = ("../", "/")
LINKS = {f"{TEXT} a", f"{DRAW} a"}


def inspect(archive: Archive) -> Findings:
    """Refuse what is not text, or return it without personal data."""
    _check_mime(archive)
    _check_manifest(archive)
    instead = {}
    for name in archive.names:
        extension = name.lower().rpartition("/")[2].rpartition(".")[2]
        if name.lower().startswith(MACROS):
            raise Refused("macros")
        if name.lower() == "meta-inf/documentsignatures.xml":
            raise Refused("signed")
        # LibreOffice keeps empty files for settings that were never changed.
        if extension in XML and archive.parts[name].file_size:
            instead |= _inspected(archive, name)
        elif name.startswith(THUMBNAILS) and extension == "png":
            instead[name] = b""
        elif (
            extension in XML + PICTURES + FONTS
            or name in KNOWN
            or name.startswith(REPLACEMENTS)
            or name.endswith("/")
        ):
            for _chunk in archive.chunks(name):
                pass  # counted, and compared with what was declared
        else:
            raise Refused("foreign_part", name=shown(name))
    return Findings("odt", cleaned=archive.written(instead))


def _check_mime(archive: Archive) -> None:
    """The first part says in plain bytes what the archive is (part 2, 3.3)."""
    info = archive.parts["mimetype"]
    first = archive.names[0] == "mimetype" and info.header_offset == 0
    if not first or info.compress_type != ZIP_STORED:
        raise Refused("zip_unknown")
    if archive.read("mimetype", most=100) != MIME.encode():
        raise Refused("zip_unknown")


def _check_manifest(archive: Archive) -> None:
    def start(name: str, attributes: markup.Attributes) -> None:
        if name == f"{LISTED} encryption-data":
            raise Refused("zip_locked")
        path = attributes.get(f"{LISTED} full-path", "")
        mime = attributes.get(f"{LISTED} media-type", "")
        is_object = mime.startswith("application/vnd.oasis.opendocument.")
        fits = mime == MIME if path == "/" else mime.endswith((".chart", ".formula"))
        if (is_object and not fits) or "oleobject" in mime:
            raise Refused("embedded", name=shown(path))

    markup.read(archive.chunks(MANIFEST), start)


def _inspected(archive: Archive, name: str) -> dict[str, bytes]:
    """Read a part in XML; return what to put in its place, if anything."""
    part = _Part()
    markup.read(archive.chunks(name), part.start, part.text)
    return {name: meta(part.version, part.kept)} if part.is_meta else {}


class _Part:
    """What one part in XML tells, element by element."""

    def __init__(self) -> None:
        self.root = ""
        self.version = "1.3"
        self.element = ""
        self.kept: dict[str, list[str]] = {}

    @property
    def is_meta(self) -> bool:
        return self.root == f"{OFFICE} document-meta"

    def start(self, name: str, attributes: markup.Attributes) -> None:
        if not self.root:
            self.root = name
            self.version = attributes.get(f"{OFFICE} version", self.version)
        self.element = name
        if name in REFUSED:
            raise Refused(REFUSED[name])
        if name == f"{SCRIPT} event-listener":
            raise Refused("macros")
        if name in EMBEDDED:
            raise Refused("embedded", name=markup.split(name)[1])
        if name in LOADING:
            raise Refused("external", name=markup.split(name)[1])
        if HREF in attributes and not self.is_meta:
            _check_reference(name, attributes[HREF])

    def text(self, text: str) -> None:
        namespace, local = markup.split(self.element)
        if self.is_meta and namespace == DC:
            self.kept.setdefault(local, []).append(text)


def _check_reference(element: str, target: str) -> None:
    if element in LINKS:
        check_link(target)
        return
    check_inside(target)
    if target.lstrip().startswith(OUTWARD):
        raise Refused("external", name=shown(target))


def meta(version: str, kept: dict[str, list[str]]) -> bytes:
    """Return a document's metadata with its title and language alone."""
    elements = "".join(
        f"<dc:{name}>{escape(''.join(kept[name]).strip())}</dc:{name}>"
        for name in ("title", "language")
        if name in kept
    )
    attributes = (
        f'xmlns:office="{OFFICE}" xmlns:dc="{DC}" office:version="{escape(version)}"'
    )
    return (
        f"<office:document-meta {attributes}><office:meta>{elements}</office:meta>"
        "</office:document-meta>"
    ).encode()
