"""SQLite: an FTS5 table with three columns of words in their order, three of loose
forms, and the edition's id as its row's number."""

from publications.rendering.searching import Query, Term
from publications.search.document import Document

_WRITE = (
    "INSERT INTO publications_searchwords"
    " (rowid, title, names, rest, title_loose, names_loose, rest_loose)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)
_FORGET = "DELETE FROM publications_searchwords WHERE rowid = %s"
_ASK = (
    "SELECT rowid FROM publications_searchwords WHERE publications_searchwords MATCH %s"
)
# Words come folded: the tokeniser is only to part them at the spaces.
_CREATE = (
    "CREATE VIRTUAL TABLE publications_searchwords USING fts5("
    "title, names, rest, title_loose, names_loose, rest_loose,"
    " tokenize = 'unicode61 remove_diacritics 0')"
)


def create() -> list[str]:
    return [_CREATE]


def drop() -> list[str]:
    return ["DROP TABLE publications_searchwords"]


def write(cursor, edition: int, document: Document) -> None:
    forget(cursor, edition)
    columns = document.weighed.values()
    cursor.execute(
        _WRITE,
        [
            edition,
            *(" ".join(words.in_order) for words in columns),
            *(" ".join(sorted(words.loose)) for words in columns),
        ],
    )


def forget(cursor, edition: int) -> None:
    cursor.execute(_FORGET, [edition])


def question(query: Query, where: tuple[str, ...]) -> tuple[str, list]:
    columns = " ".join(f"{name} {name}_loose" for name in where)
    groups = (" OR ".join(map(_term, group)) for group in query.all)
    asked = f"{{{columns}}} : ({' AND '.join(f'({group})' for group in groups)})"
    if query.none:
        asked = f"({asked}) NOT ({' OR '.join(map(_term, query.none))})"
    return _ASK, [asked]


def _term(term: Term) -> str:
    """Tokens are letters and digits: within quotation marks nothing can be syntax."""
    if len(term.phrase) == 1:
        return "(" + " OR ".join(f'"{form}"' for form in term.forms) + ")"
    beside = "".join(f' AND "{form}"' for form in sorted(term.loose))
    return f'("{" ".join(term.phrase)}"{beside})'
