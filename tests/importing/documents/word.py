"""Word documents put together by hand: what Word writes, as far as it matters here."""

from tests.attachments.samples import PIXEL, RELATION, WORD, docx

NAMES = {
    "w": WORD,
    "r": RELATION,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
}
DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())

STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>
</w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>
<w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/>
<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Our own section"/>
<w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Z"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Question"/>
<w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/>
<w:rPr><w:vanish/></w:rPr></w:style>
"""
LEVELS = "".join(
    f'<w:abstractNum w:abstractNumId="{number}">'
    + "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{form}"/></w:lvl>'
        for level in range(3)
    )
    + "</w:abstractNum>"
    for number, form in ((1, "bullet"), (2, "decimal"))
)
NUMBERING = (
    f"{LEVELS}"
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def word(*paragraphs, notes="", endnotes="", parts=None, links=(), pictures=()):
    """A document of these paragraphs; `links` by id from l0, `pictures` from p0."""
    inside = {
        "styles": f"<w:styles {DECLARED}>{STYLES}</w:styles>",
        "numbering": f"<w:numbering {DECLARED}>{NUMBERING}</w:numbering>",
        "footnotes": f"<w:footnotes {DECLARED}>{notes}</w:footnotes>",
        "endnotes": f"<w:endnotes {DECLARED}>{endnotes}</w:endnotes>",
    }
    relations = [
        f'<Relationship Id="{name}" Type="{RELATION}/{name}" Target="{name}.xml"/>'
        for name in inside
    ]
    relations += [
        f'<Relationship Id="l{n}" Type="{RELATION}/hyperlink" Target="{address}" '
        'TargetMode="External"/>'
        for n, address in enumerate(links)
    ]
    relations += [
        f'<Relationship Id="p{n}" Type="{RELATION}/image" Target="media/{n}.png"/>'
        for n in range(len(pictures))
    ]
    body = f"<w:document {DECLARED}><w:body>{''.join(paragraphs)}</w:body></w:document>"
    return docx(
        parts={
            "word/document.xml": body,
            **{f"word/{name}.xml": text for name, text in inside.items()},
            **{f"word/media/{n}.png": data for n, data in enumerate(pictures)},
            **(parts or {}),
        },
        relationships="".join(relations),
        types='<Default Extension="png" ContentType="image/png"/>',
    )


def p(*inside, style="", level=None, numbered=1):
    """A paragraph; `level` makes it an item of the list `numbered`."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if level is not None:
        properties += (
            f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbered}"/></w:numPr>'
        )
    inner = "".join(i if i.startswith("<") else r(i) for i in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(words, looks=""):
    """A run; `looks` are properties such as `<w:b/>`."""
    text = f'<w:t xml:space="preserve">{words}</w:t>'
    return f"<w:r><w:rPr>{looks}</w:rPr>{text}</w:r>"


def b(words):
    return r(words, "<w:b/>")


def i(words):
    return r(words, "<w:i/>")


def link(number, words):
    return f'<w:hyperlink r:id="l{number}">{r(words)}</w:hyperlink>'


def ref(number, kind="footnote"):
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def note(number, *paragraphs, kind="footnote"):
    return f'<w:{kind} w:id="{number}">{"".join(paragraphs)}</w:{kind}>'


def picture(number, alt=""):
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/>'
        "<a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        f'<a:blip r:embed="p{number}"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def table(*rows):
    lines = "".join(
        f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{lines}</w:tbl>"


__all__ = [
    "PIXEL",
    "b",
    "i",
    "link",
    "note",
    "p",
    "picture",
    "r",
    "ref",
    "table",
    "word",
]
