"""The Markdown we read: CommonMark, tables, strikethrough, notes, marked languages.

Raw HTML is text. No typographer: the page shows the characters that were approved.
"""

from functools import cache

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from . import footnotes, languages, links, nesting
from .cjk import CjkInlineState


class _InlineParser(ParserInline):
    def skipToken(self, state: StateInline) -> None:
        # The answer is asked for twenty times as often as it is worked out.
        if (known := state.cache.get(state.pos)) is not None:
            state.pos = known
        else:
            super().skipToken(state)

    def parse(
        self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]
    ) -> list[Token]:
        state = CjkInlineState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class ArticleMarkdown(MarkdownIt):
    """markdown-it with our inline state and our rule for addresses."""

    def __init__(self) -> None:
        super().__init__("commonmark")
        self.inline = _InlineParser()
        options = {"html": False, "maxNesting": nesting.MAX_NESTING}
        self.configure("commonmark", options_update=options)
        self.enable(["table", "strikethrough"])

    def validateLink(self, url: str) -> bool:
        return links.may_be_parsed(url)

    def normalizeLinkText(self, link: str) -> str:
        # Shown as typed: decoding could bring in characters that turn the text round.
        return link


def _link(state: StateInline, silent: bool) -> bool:
    # Without a "]" ahead there is no label; asking first keeps "[[[[…" fast.
    if state.src[state.pos] != "[" or state.pos > state.html_terminator_last("]"):
        return False
    return rules_inline.link(state, silent)


def _image(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "!" or state.pos > state.html_terminator_last("]"):
        return False
    return rules_inline.image(state, silent)


def _bound_blocks(parser: MarkdownIt) -> None:
    ruler = parser.block.ruler
    quote_ends = ["paragraph", "reference", "blockquote", "list"]
    list_ends = ["paragraph", "reference", "blockquote"]
    quote = nesting.bounded(rules_block.blockquote)
    ruler.at("blockquote", quote, {"alt": quote_ends})
    ruler.at("list", nesting.bounded(rules_block.list_block), {"alt": list_ends})
    note = nesting.bounded(footnotes.definition_rule)
    ruler.before("reference", "note", note, {"alt": ["paragraph", "reference"]})
    ruler.at("table", nesting.table_rule, {"alt": ["paragraph", "reference"]})
    ruler.before("table", "language_mark", languages.block_rule)


@cache
def article_parser() -> ArticleMarkdown:
    """Return the one parser; it keeps nothing between texts and may be shared."""
    parser = ArticleMarkdown()
    _bound_blocks(parser)
    parser.inline.ruler.at("link", _link)
    parser.inline.ruler.at("image", _image)
    parser.inline.ruler.before("link", "language_span", languages.span_rule)
    parser.inline.ruler.after("image", "note_ref", footnotes.reference_rule)
    parser.core.ruler.after("inline", "autolink", links.autolink_rule)
    parser.core.ruler.after("inline", "flatten", nesting.flatten_emphasis_rule)
    parser.add_render_rule("note_ref", footnotes.note_ref)
    parser.add_render_rule("note_back", footnotes.note_back)
    return parser
