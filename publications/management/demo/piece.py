"""What a text of the demonstration is, beside the words in its file."""

from pathlib import Path
from typing import NamedTuple

from publications.models import Kind, Relation, SignatoryRole

TEXTS = Path(__file__).parent / "texts"


class Piece(NamedTuple):
    """A file, whose folder is its language, and what the file doesn't say itself.

    `released` and `written` count days back from today; `signed` names people of
    PEOPLE with their part, where the text has no heading by a newspaper. `translates`
    names the file of the original, `relation` says what the text is to it.
    """

    file: str
    kind: Kind
    released: int | None = None
    written: int | None = None
    signed: tuple[tuple[str, SignatoryRole], ...] = ()
    outlet: str = ""
    subtitle: str = ""
    summary: str = ""
    slug: str = ""
    translates: str = ""
    relation: Relation = Relation.COURTESY

    @property
    def language(self) -> str:
        return self.file.partition("/")[0]

    @property
    def path(self) -> Path:
        return TEXTS / self.file
