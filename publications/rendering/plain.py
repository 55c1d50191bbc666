"""A body as plain text: what would be read aloud, without marks."""

from dataclasses import dataclass, field

from markdown_it.token import Token

from .words import count_words

_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def _said(children: list[Token], *, with_notes: bool) -> str:
    words: list[str] = []
    for child in children:
        if child.type in {"text", "code_inline"}:
            words.append(child.content)
        elif child.type in _BREAKS:
            words.append(_BREAKS[child.type])
        elif child.type == "note_ref" and with_notes:
            words.append(f"[{child.meta['number']}]")
    return "".join(words).strip()


@dataclass
class _Reading:
    """Collects blocks in reading order; counts words without numbers of items."""

    text: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    words: int = 0
    number: str = ""
    row: list[str] | None = None
    after_tight: bool = False
    lists: int = 0

    def block(self, said: str, *, tight: bool = False) -> None:
        if not said:
            return
        if self.text:
            self.text.append("\n" if tight and self.after_tight else "\n\n")
        self.text.append(self.number + said)
        self.number, self.after_tight = "", tight

    def code(self, token: Token) -> None:
        self.words += count_words(token.content)
        self.block(token.content.rstrip("\n"))

    def inline(self, token: Token, *, tight: bool, in_paragraph: bool) -> None:
        children = token.children or []
        without_notes = _said(children, with_notes=False)
        self.words += count_words(without_notes)
        said = _said(children, with_notes=True)
        if in_paragraph and not self.lists and self.row is None:
            self.paragraphs.append(without_notes)
        if self.row is None:
            self.block(said, tight=tight)
        else:
            self.row.append(said.replace("\n", " "))

    def open_list(self, _: Token) -> None:
        self.lists += 1

    def close_list(self, _: Token) -> None:
        self.lists -= 1
        if not self.lists:
            self.after_tight = False

    def open_item(self, token: Token) -> None:
        self.number = f"{token.info}. " if token.info else ""

    def open_note(self, token: Token) -> None:
        self.number = f"[{token.meta['number']}] "

    def open_row(self, _: Token) -> None:
        self.row = []

    def close_row(self, _: Token) -> None:
        self.block("\t".join(self.row or []).rstrip(), tight=True)
        self.row = None

    def close_table(self, _: Token) -> None:
        self.after_tight = False


_READ = {
    "fence": _Reading.code,
    "code_block": _Reading.code,
    "bullet_list_open": _Reading.open_list,
    "ordered_list_open": _Reading.open_list,
    "bullet_list_close": _Reading.close_list,
    "ordered_list_close": _Reading.close_list,
    "list_item_open": _Reading.open_item,
    "note_open": _Reading.open_note,
    "tr_open": _Reading.open_row,
    "tr_close": _Reading.close_row,
    "table_close": _Reading.close_table,
}


def read_aloud(tokens: list[Token]) -> tuple[str, str, int]:
    """Return the text, its paragraphs alone, and its number of words.

    Blocks are parted by a blank line, items of a tight list and rows of a table by a
    line end, cells by a tab. Numbers of items and notes are written, not counted.
    Pictures that are shown say nothing; the words that stand for others do.
    """
    reading = _Reading()
    tight = in_paragraph = False
    for token in tokens:
        if token.type == "inline":
            reading.inline(token, tight=tight, in_paragraph=in_paragraph)
        elif token.type in _READ:
            _READ[token.type](reading, token)
        in_paragraph = token.type == "paragraph_open"
        tight = in_paragraph and token.hidden
    return "".join(reading.text), "\n\n".join(reading.paragraphs), reading.words
