"""Saying in Markdown that words are in another language: `[نص]{lang=ar}`.

A span takes the mark right after its bracket; a block takes it on the line above it:

    {lang=ar dir=rtl}
    فقرة كاملة

The syntax is Djot's, cut down to two attributes. The plugin mdit-py-plugins/attrs isn't
used, because it swallows what it does not allow: `[a]{x}` would be printed as `a`, and
here a character that was approved must not vanish. What isn't a whole, well-formed mark
stays text. (WCAG 2.2, 3.1.2 Language of Parts, asks for this.)
"""

import re

from markdown_it.rules_block.state_block import StateBlock
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token

# The shape of RFC 5646: language, extended language, script, region, variants.
LANGUAGE_TAG = re.compile(
    r"[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3})){0,4}"
)
DIRECTION = re.compile("ltr|rtl|auto")

_VALUES = {"lang": LANGUAGE_TAG, "dir": DIRECTION}
_PAIR = re.compile(r'(lang|dir)=(?:"([A-Za-z0-9-]{1,60})"|([A-Za-z0-9-]{1,60}))')
_MARK = re.compile(rf"\{{[ \t]*({_PAIR.pattern}(?:[ \t]+{_PAIR.pattern})?)[ \t]*\}}")

MARKABLE = frozenset(
    {
        "paragraph_open",
        "heading_open",
        "blockquote_open",
        "bullet_list_open",
        "ordered_list_open",
        "table_open",
    }
)

# fmt: off
_RIGHT_TO_LEFT = {
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "lrc", "mzn", "nqo", "pnb",
    "ps", "sd", "syr", "ug", "ur", "yi",
}
# fmt: on
_RIGHT_TO_LEFT_SCRIPTS = {"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"}


def direction_of(language: str) -> str:
    """Return `rtl` or `ltr` for a language code, Django's or BCP 47's.

    A script written in the code decides (`uz-Arab`), otherwise its usual one.
    """
    language, *rest = language.lower().replace("_", "-").split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def language_tag(code: str) -> str:
    """Return a language code in the usual case of BCP 47 (RFC 5646, 2.1.1): zh-Hans."""
    first, *rest = code.replace("_", "-").split("-")
    cased = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(cased.get(len(p), str.lower)(p) for p in rest)])


def read_mark(source: str, start: int, end: int) -> tuple[dict[str, str], int] | None:
    """Read a mark that begins at `start`; return it with where it ends."""
    if (found := _MARK.match(source, start, end)) is None:
        return None
    pairs = [(name, a or b) for name, a, b in _PAIR.findall(found[1])]
    attributes = dict(pairs)
    if len(attributes) < len(pairs):
        return None
    if not all(_VALUES[name].fullmatch(value) for name, value in pairs):
        return None
    return attributes, found.end()


def span_rule(state: StateInline, silent: bool) -> bool:
    """Inline rule: `[words]{lang=… dir=…}`, tried before links."""
    # Without a "]{" ahead no span can end; asking first keeps "[[[[…" linear.
    if state.src[state.pos] != "[" or state.pos > state.html_terminator_last("]{"):
        return False
    label_start, end = state.pos + 1, state.posMax
    label_end = state.md.helpers.parseLinkLabel(state, state.pos)
    if label_end < 0:
        return False
    mark = read_mark(state.src, label_end + 1, end)
    if mark is None:
        return False
    attributes, after = mark
    if not silent:
        state.pos, state.posMax = label_start, label_end
        state.push("span_open", "span", 1).attrs = dict(attributes)
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = after, end
    return True


def block_rule(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """Block rule: a line that holds nothing but a mark."""
    if silent or state.is_code_block(line):
        return False
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    mark = read_mark(state.src, start, end)
    if mark is None or state.src[mark[1] : end].strip():
        return False
    token = state.push("language_mark", "", 0)
    token.map = [line, line + 1]
    token.meta = {"attributes": mark[0]}
    token.content = state.src[start:end]
    state.line = line + 1
    return True


def _as_paragraph(token: Token) -> list[Token]:
    inline = Token("inline", "", 0, content=token.content)
    inline.children = [Token("text", "", 0, content=token.content)]
    return [
        Token("paragraph_open", "p", 1, block=True),
        inline,
        Token("paragraph_close", "p", -1, block=True),
    ]


def settle_marks(tokens: list[Token]) -> list[Token]:
    """Give each block its mark; a mark without a block below it is text."""
    settled: list[Token] = []
    for index, token in enumerate(tokens):
        if token.type != "language_mark":
            settled.append(token)
        elif index + 1 < len(tokens) and tokens[index + 1].type in MARKABLE:
            block = tokens[index + 1]
            block.attrs.update(token.meta["attributes"])
            if block.hidden:
                # A tight list leaves out its <p>; here the mark needs one to sit on.
                block.hidden = tokens[index + 3].hidden = False
        else:
            settled += _as_paragraph(token)
    return settled
