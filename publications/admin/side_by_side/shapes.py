"""What a block of the original is, by its name and the signs to type, and whether its
translation was written as the same: a heading typed as plain words is a paragraph.

Tests: tests/admin/test_side_by_side_shapes.py.
"""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from publications.rendering.blocks import Block
from publications.rendering.signs import sign_of

KIND_NAMES = {
    "paragraph": _("Paragraph"),
    "heading": _("Heading"),
    "list": _("List"),
    "quotation": _("Quotation"),
    "table": _("Table"),
    "note": _("Footnote"),
    "picture": _("Picture"),
    "rule": _("Dividing line"),
    "code": _("Preformatted text"),
    "definition": _("Addresses of links"),
}
WRITTEN_AS = {
    "paragraph": _("Written as a paragraph"),
    "heading": _("Written as a heading"),
    "list": _("Written as a list"),
    "quotation": _("Written as a quotation"),
    "table": _("Written as a table"),
    "note": _("Written as a footnote"),
    "code": _("Written as preformatted text"),
}
# What plain words lose without a word being said.
SHAPED = {
    "heading": _("the original is a heading."),
    "list": _("the original is a list."),
    "quotation": _("the original is a quotation."),
    "table": _("the original is a table."),
    "note": _("the original is a footnote."),
    "code": _("the original is preformatted text."),
}
HINTS = {
    "heading": _("Begin with {}"),
    "list": _("Begin each point with {}"),
    "quotation": _("Begin each line with {}"),
    "note": _("Begin with {}"),
    "table": _("Take the original over first: its signs {} make the table."),
}
MAKE_IT = {
    "heading": _("Make it a heading"),
    "list": _("Make it a list"),
    "quotation": _("Make it a quotation"),
    "note": _("Make it a footnote"),
}


def shaped(blocks: Sequence[Block]) -> Block | None:
    """The first that is more than a paragraph."""
    return next((block for block in blocks if block.kind in SHAPED), None)


def hint(blocks: Sequence[Block]) -> SafeString | str:
    """What to type where the translation is to be the same."""
    block = shaped(blocks)
    if block is None or block.kind not in HINTS:
        return ""
    signs = "|" if block.kind == "table" else sign_of(block)
    return format_html(
        str(HINTS[block.kind]), format_html('<code dir="ltr">{}</code>', signs)
    )


def loss(blocks: Sequence[Block], written: Sequence[Block]) -> str:
    """Say of what was written that it is none of what the original is."""
    kinds = [block.kind for block in written]
    lost = next(
        (b.kind for b in blocks if b.kind in SHAPED and b.kind not in kinds), ""
    )
    as_it_is = next((kind for kind in kinds if kind in WRITTEN_AS), "")
    if not lost or not as_it_is:
        return ""
    return f"{WRITTEN_AS[as_it_is]}; {SHAPED[lost]}"


def make_it(blocks: Sequence[Block], written: str) -> str | Promise | SafeString:
    """What the button says that sets the signs; "" where none helps."""
    if len(blocks) != 1 or blocks[0].kind not in MAKE_IT:
        return ""
    return MAKE_IT[blocks[0].kind] if written.strip() else hint(blocks)
