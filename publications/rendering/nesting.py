"""Bounds on depth and size, so that no text is slow to render or loses its end.

markdown-it drops what is nested deeper than `maxNesting`. A statement must not lose a
line without a word, so quotations, lists and notes stop nesting before that, and the
markers beyond are shown as the characters they are. nh3 needs eight seconds for 50,000
nested blocks; here it never sees more than about thirty levels. Tables have a bound of
their own: two characters can make a row of 2,000 cells.
"""

from collections.abc import Callable

from markdown_it import rules_block
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.rules_core.state_core import StateCore

BlockRule = Callable[[StateBlock, int, int, bool], bool]

# A list opens two levels, a note one; the deepest block stays below MAX_NESTING.
MAX_BLOCK_LEVEL = 16
MAX_NESTING = 20
MAX_EMPHASIS = 8
MAX_CELLS = 10_000

_OPENING = {"em_open", "strong_open", "s_open"}
_CLOSING = {"em_close", "strong_close", "s_close"}


def bounded(rule: BlockRule) -> BlockRule:
    """Make a block rule decline below MAX_BLOCK_LEVEL."""

    def bounded_rule(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
        return state.level < MAX_BLOCK_LEVEL and rule(state, line, end_line, silent)

    return bounded_rule


def _rows(state: StateBlock, line: int, end_line: int) -> int:
    """Return the most rows that a table beginning on this line can have."""
    after = line + 1
    while after < end_line and not state.isEmpty(after):
        after += 1
    return after - line


def table_rule(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """Block rule: a table, unless the text's tables have too many cells together."""
    # Lines of a refused table are not asked again, or each would count the rest.
    if line < state.env.get("no_table_before", 0):
        return False
    if not rules_block.table(state, line, end_line, True):
        return False
    rows = _rows(state, line, end_line)
    columns = state.src.count("|", state.bMarks[line], state.eMarks[line]) + 1
    left = state.env.get("cells_left", MAX_CELLS) - rows * columns
    if left < 0:
        state.env["no_table_before"] = line + rows
        return False
    if not silent:
        state.env["cells_left"] = left
    return silent or rules_block.table(state, line, end_line, False)


def flatten_emphasis_rule(state: StateCore) -> None:
    """Core rule: emphasis in emphasis beyond MAX_EMPHASIS shows its asterisks."""
    for block in state.tokens:
        depth = 0
        for token in block.children or []:
            if token.type in _OPENING:
                depth += 1
                too_deep = depth > MAX_EMPHASIS
            elif token.type in _CLOSING:
                too_deep = depth > MAX_EMPHASIS
                depth -= 1
            else:
                continue
            if too_deep:
                token.type, token.tag, token.nesting = "text", "", 0
                token.content = token.markup
