"""Blocks of the original as its readers see them, each by itself."""

import re
from collections.abc import Callable, Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from publications import workflow
from publications.models import Revision
from publications.rendering import render
from publications.rendering.blocks import Block, join, split

_LABEL = re.compile(r"\[\^[^\s\[\]]{1,100}\]:[ \t]*")
_SET_IN = re.compile(r"^ {1,4}", re.MULTILINE)
# Blocks that are rendered one by one don't know each other's.
_ID = re.compile(r'(<[^<>]*?) id="[^"]*"')


def renderer(
    source: Revision, language: str
) -> Callable[[Iterable[Block]], SafeString]:
    """What makes HTML of some of a body's blocks. Links find the addresses that stand
    elsewhere; a reference to a note stays as it is typed, to be typed again."""
    image = workflow.Shown(workflow.named_in(source.body, language))
    definitions = [b.source for b in split(source.body) if b.kind == "definition"]

    def html(blocks: Iterable[Block]) -> SafeString:
        shown = [_shown(block) for block in blocks if block.kind != "definition"]
        if not shown:
            addresses = join(block.source for block in blocks)
            return format_html("<pre>{}</pre>", addresses)
        body = join([*shown, *definitions])
        made = render(body, language=language, image=image).html
        # The product's own rendering, which is sanitised.
        return mark_safe(_ID.sub(r"\1", made))  # noqa: S308  # nosec B308 B703

    return html


def _shown(block: Block) -> str:
    """A note's words without its label: alone, it would be rendered as a list."""
    if block.kind != "note":
        return block.source
    return _SET_IN.sub("", _LABEL.sub("", block.source, count=1))
