"""Good files of each kind, put together by hand: small, plain, and accepted."""

import io
import struct
import zipfile

ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def pdf(*, catalog=b"", page=b"", objects=(), info=b"", trailer=b""):
    """A PDF of one page with a sentence; more entries and objects (from 6 on)."""
    content = b"BT /F1 24 Tf 72 720 Td (Remarks of the Ambassador) Tj ET"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> " + page + b" >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *objects,
    ]
    if info:
        bodies.append(b"<< " + info + b" >>")
        trailer += b" /Info %d 0 R" % len(bodies)
    return pdf_of(bodies, trailer)


def pdf_of(bodies, trailer=b""):
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(bodies) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def zipped(parts, *, stored=(), attributes=None, comment=b""):
    """A ZIP of these parts by name; text is written as UTF-8."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2024, 5, 17, 9, 30, 0))
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.compress_type = method
            info.external_attr = (attributes or {}).get(name, 0o644) << 16
            archive.writestr(info, content)
    return file.getvalue()


def odt(body="<text:p>Remarks of the Ambassador.</text:p>", *, parts=None, listed=""):
    """An ODT as LibreOffice writes it; `body` in office:text, more or other parts."""
    return zipped({**odt_parts(body, listed), **(parts or {})}, stored=("mimetype",))


def odt_parts(body="", listed=""):
    names = " ".join(
        f'xmlns:{prefix}="{OFFICE}:{name}:1.0"'
        for prefix, name in (
            *(("office", "office"), ("text", "text"), ("draw", "drawing")),
            *(("meta", "meta"), ("script", "script"), ("style", "style")),
        )
    )
    names += f' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="{DC}"'
    names += ' office:version="1.3"'
    return {
        "mimetype": ODT,
        "Configurations2/": "",
        "content.xml": (
            '<?xml version="1.0" encoding="UTF-8"?>'
            f"<office:document-content {names}><office:scripts/><office:body>"
            f"<office:text>{body}</office:text></office:body>"
            "</office:document-content>"
        ),
        "styles.xml": f"<office:document-styles {names}/>",
        "meta.xml": (
            f"<office:document-meta {names}><office:meta>"
            "<meta:initial-creator>Lu Mei</meta:initial-creator>"
            "<dc:creator>Jonas Weber</dc:creator>"
            "<dc:title>Remarks &amp; Answers</dc:title><dc:language>en</dc:language>"
            "</office:meta></office:document-meta>"
        ),
        "Thumbnails/thumbnail.png": PIXEL,
        "META-INF/manifest.xml": (
            f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT}"/>'
            f"{listed}</manifest:manifest>"
        ),
    }


def docx(
    body="<w:p><w:r><w:t>Remarks of the Ambassador.</w:t></w:r></w:p>",
    *,
    parts=None,
    types="",
    relationships="",
):
    """A DOCX as Word writes it; `body` in w:body, more or other parts."""
    return zipped({**docx_parts(body, types, relationships), **(parts or {})})


def docx_parts(body="", types="", relationships=""):
    word = "word/document.xml"
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{word}" ContentType="{DOCX}.main+xml"/>'
            f"{types}</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{RELATIONSHIPS}">'
            f'<Relationship Id="r1" Type="{RELATION}/officeDocument" Target="{word}"/>'
            "</Relationships>"
        ),
        word: f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{RELATIONSHIPS}">{relationships}</Relationships>'
        ),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="{DC}">'
            "<dc:title>Remarks &amp; Answers</dc:title><dc:creator>Lu Mei</dc:creator>"
            "<cp:lastModifiedBy>Jonas Weber</cp:lastModifiedBy></cp:coreProperties>"
        ),
        "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            'extended-properties"><Company>Embassy of Elsewhere</Company>'
            "<Manager>Ana Reis</Manager></Properties>"
        ),
        "docProps/thumbnail.jpeg": PIXEL,
    }


def mp3(seconds=3, *, told=True, tag=b""):
    """Silence in MPEG 1 layer III, 32 kbit/s at 32 kHz: 36 ms and 144 bytes a frame.

    `told` puts a first frame before it that says how many there are (Info).
    """
    header = b"\xff\xfb\x18\xc4"
    frame = header + bytes(140)
    count = seconds * 1000 // 36
    if not told:
        return tag + frame * count
    about = struct.pack(">4s3L", b"Info", 3, count, 144 * (count + 1))
    first = header + bytes(17) + about
    return tag + first.ljust(144, b"\0") + frame * count


def opus(seconds=3, *, serial=7, extra_pages=b""):
    """Silence in Ogg (RFC 7845): a page of 50 packets of 20 ms for each second."""
    head = struct.pack("<8sBBHLhB", b"OpusHead", 1, 1, 312, 48_000, 0, 0)
    tags = struct.pack("<8sL4sL", b"OpusTags", 4, b"test", 0)
    pages = [ogg_page([head], serial, 0, 0, 0x02), ogg_page([tags], serial, 1, 0)]
    for second in range(seconds):
        last = 0x04 if second == seconds - 1 else 0
        place = 48_000 * (second + 1)
        packets = [b"\xf8\xff\xfe"] * 50
        pages.append(ogg_page(packets, serial, second + 2, place, last))
    return b"".join(pages) + extra_pages


def ogg_page(packets, serial, number, place, flags=0):
    """A page of Ogg (RFC 3533) with packets of less than 255 bytes."""
    lengths = bytes(len(packet) for packet in packets)
    about = (b"OggS", 0, flags, place, serial, number)
    body = lengths + b"".join(packets)
    blank = struct.pack("<4sBBqLLLB", *about, 0, len(packets)) + body
    checked = struct.pack("<4sBBqLLLB", *about, ogg_checksum(blank), len(packets))
    return checked + body


def ogg_checksum(data):
    value = 0
    for byte in data:
        value ^= byte << 24
        for _bit in range(8):
            value = (
                value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)
            ) & 0xFFFFFFFF
    return value


def box(kind, *contents):
    content = b"".join(contents)
    return struct.pack(">L4s", 8 + len(content), kind) + content


def track(handler):
    told = struct.pack(">LL4s12x", 0, 0, handler)
    return box(b"trak", box(b"mdia", box(b"hdlr", told, b"\0")))


def m4a(seconds=3, *, handlers=(b"soun",), brand=b"M4A "):
    """Boxes of ISO 14496-12, with a few bytes in place of the sound itself."""
    about = struct.pack(">LLLLL80x", 0, 0, 0, 1000, seconds * 1000)
    tracks = [track(handler) for handler in handlers]
    return (
        box(b"ftyp", brand, bytes(4), brand)
        + box(b"moov", box(b"mvhd", about), *tracks)
        + box(b"mdat", bytes(64))
    )
