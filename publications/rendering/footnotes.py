"""Footnotes: `[^1]` in the text, `[^1]: …` anywhere below.

mdit-py-plugins reads the definitions; the rest is ours, because its rule for references
takes three minutes for 48 kB of `[^`, and because its notes lose words: of two notes
with one label only the last is printed, and a note that nothing refers to not at all.
Here every note that was approved is shown. Roles and labels follow DPUB-ARIA 1.1; list
items keep their own role, since `doc-endnote` is deprecated there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

_LABEL = re.compile(r"\[\^([^\s\[\]]{1,100})\]")
_DEFINITION = re.compile(_LABEL.pattern + ":")


def definition_rule(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """Block rule: the plugin's, for labels of a bounded length."""
    start = state.bMarks[line] + state.tShift[line]
    if not _DEFINITION.match(state.src, start, state.eMarks[line]):
        return False
    return footnote_def(state, line, end_line, silent)


def reference_rule(state: StateInline, silent: bool) -> bool:
    """Inline rule: `[^label]`, where a note of that label exists."""
    # Inside a link the note's own link would end the outer one.
    if state.src[state.pos] != "[" or state.linkLevel:
        return False
    found = _LABEL.match(state.src, state.pos, state.posMax)
    defined = state.env.get("footnotes", {}).get("refs", {})
    if found is None or f":{found[1]}" not in defined:
        return False
    if not silent:
        state.push("note_ref", "", 0).meta = {"label": found[1]}
    state.pos = found.end()
    return True


@dataclass
class _Note:
    label: str
    body: list[Token]
    number: int = 0
    references: int = 0


@dataclass
class _Notes:
    """All notes of a text, numbered in the order in which it refers to them."""

    by_label: dict[str, _Note] = field(default_factory=dict)
    ordered: list[_Note] = field(default_factory=list)
    unclaimed: list[_Note] = field(default_factory=list)

    def define(self, note: _Note) -> None:
        """Keep the first note of a label (as for CommonMark's link definitions)."""
        if note.label in self.by_label:
            self.unclaimed.append(note)
        else:
            self.by_label[note.label] = note

    def number(self, tokens: list[Token]) -> None:
        for token in tokens:
            for child in token.children or []:
                if child.type != "note_ref":
                    continue
                note = self.by_label[child.meta["label"]]
                if not note.number:
                    self._append(note)
                note.references += 1
                child.meta |= {"number": note.number, "again": note.references}

    def number_all(self, tokens: list[Token]) -> None:
        """Number the notes of the text, then those of notes, then the rest."""
        self.number(tokens)
        done = 0
        left = iter([*self.by_label.values(), *self.unclaimed])
        while True:
            while done < len(self.ordered):
                self.number(self.ordered[done].body)
                done += 1
            note = next((note for note in left if not note.number), None)
            if note is None:
                return
            self._append(note)

    def _append(self, note: _Note) -> None:
        self.ordered.append(note)
        note.number = len(self.ordered)


def _take_out(tokens: list[Token], notes: _Notes) -> list[Token]:
    """Return the text without its definitions, which may stand inside each other."""
    bodies: list[list[Token]] = [[]]
    labels: list[str] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            labels.append(token.meta["label"])
            bodies.append([])
        elif token.type == "footnote_reference_close":
            notes.define(_Note(labels.pop(), bodies.pop()))
        else:
            bodies[-1].append(token)
    return bodies[0]


def _backlinks(note: _Note) -> list[Token]:
    return [
        Token("note_back", "", 0, meta={"number": note.number, "again": again})
        for again in range(1, note.references + 1)
    ]


def _item(note: _Note) -> Iterator[Token]:
    item = Token("note_open", "li", 1, block=True, attrs={"id": f"fn-{note.number}"})
    item.meta = {"number": note.number}
    yield item
    body = note.body
    if not (body and body[-1].type == "paragraph_close"):
        # Nothing, a list or a table ends the note: the way back gets its own line.
        body = [
            *body,
            Token("paragraph_open", "p", 1, block=True),
            Token("inline", "", 0, children=[]),
            Token("paragraph_close", "p", -1, block=True),
        ]
    body[-2].children = [*(body[-2].children or []), *_backlinks(note)]
    yield from body
    yield Token("note_close", "li", -1, block=True)


def gather_notes(tokens: list[Token]) -> list[Token]:
    """Move the notes behind the text and number them."""
    notes = _Notes()
    text = _take_out(tokens, notes)
    if not notes.by_label:
        return text
    notes.number_all(text)
    section = Token("notes_open", "section", 1, block=True)
    section.attrs = {
        "class": "footnotes",
        "role": "doc-endnotes",
        "aria-label": gettext("Footnotes"),
    }
    # The rule parts the notes from the text where no style sheet does: in feeds, mail.
    text += [section, Token("hr", "hr", 0, block=True)]
    text.append(Token("note_list_open", "ol", 1, block=True))
    for note in notes.ordered:
        text += _item(note)
    text.append(Token("note_list_close", "ol", -1, block=True))
    text.append(Token("notes_close", "section", -1, block=True))
    return text


def _reference_id(token: Token) -> str:
    number, again = token.meta["number"], token.meta["again"]
    return f"fnref-{number}" if again == 1 else f"fnref-{number}-{again}"


def note_ref(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    """Render `[1]` in the text."""
    token = tokens[index]
    number = token.meta["number"]
    label = gettext("Footnote %(number)d") % {"number": number}
    return (
        f'<sup><a href="#fn-{number}" id="{_reference_id(token)}" role="doc-noteref"'
        f' aria-label="{escapeHtml(label)}">[{number}]</a></sup>'
    )


def note_back(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    """Render the way back. An arrow up points right in every direction of writing."""
    token = tokens[index]
    label = gettext("Back to the text, footnote %(number)d")
    if token.meta["again"] > 1:
        label = gettext("Back to the text, footnote %(number)d, reference %(again)d")
    return (
        f' <a href="#{_reference_id(token)}" role="doc-backlink"'
        f' aria-label="{escapeHtml(label % token.meta)}">↑</a>'
    )
