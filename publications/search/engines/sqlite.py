"""SQLite: an FTS5 table with three columns of words in their order, three of loose
forms, and the id of what is found as its row's number."""

from publications.rendering.searching import Query, Term
from publications.search.document import Document

_COLUMNS = {"title": ("title",), "head": ("title", "names")}
_EVERYWHERE = ("title", "names", "rest")


def create(table: str) -> list[str]:
    # Words come folded: the tokeniser is only to part them at the spaces.
    return [
        f"CREATE VIRTUAL TABLE {table} USING fts5("
        "title, names, rest, title_loose, names_loose, rest_loose,"
        " tokenize = 'unicode61 remove_diacritics 0')"
    ]


def drop(table: str) -> list[str]:
    return [f"DROP TABLE IF EXISTS {table}"]


def replace(table: str, by: str) -> list[str]:
    return [*drop(table), f"ALTER TABLE {by} RENAME TO {table}"]


def hold(table: str) -> list[str]:
    """One writes at a time anyhow."""
    return []


def write(cursor, table: str, row: int, document: Document, beside: str) -> bool:
    """Return whether a table of the name `beside` is there as well."""
    cursor.execute(
        f"INSERT OR REPLACE INTO {table} "  # noqa: S608  # nosec B608
        "(rowid, title, names, rest, title_loose, names_loose, rest_loose) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s) "
        "RETURNING EXISTS (SELECT 1 FROM sqlite_master WHERE name = %s)",
        [*_columns(row, document), beside],
    )
    return bool(cursor.fetchone()[0])


def _columns(row: int, document: Document) -> list:
    in_order = (" ".join(words.in_order) for words in document)
    loose = (" ".join(sorted(words.loose)) for words in document)
    return [row, *in_order, *loose]


def forget(cursor, table: str, row: int) -> None:
    forget = f"DELETE FROM {table} WHERE rowid = %s"  # noqa: S608  # nosec B608
    cursor.execute(forget, [row])


def question(table: str, query: Query, where: str) -> tuple[str, list]:
    columns = _COLUMNS.get(where, _EVERYWHERE)
    told = " ".join(f"{name} {name}_loose" for name in columns)
    groups = (" OR ".join(map(_term, group)) for group in query.all)
    asked = f"{{{told}}} : ({' AND '.join(f'({group})' for group in groups)})"
    if query.none:
        asked = f"({asked}) NOT ({' OR '.join(map(_term, query.none))})"
    ask = f"SELECT rowid FROM {table} WHERE {table} MATCH %s"  # noqa: S608  # nosec B608
    return ask, [asked]


def _term(term: Term) -> str:
    """Tokens are letters and digits: within quotation marks nothing can be syntax."""
    if len(term.phrase) == 1:
        return "(" + " OR ".join(f'"{form}"' for form in term.forms) + ")"
    return f'"{" ".join(term.phrase)}"'
