"""PostgreSQL: a `tsvector` under a GIN index, and the words in their order.

The vector is written by hand, since PostgreSQL's parser would part words by rules of
its own. It knows neither places nor weights: for both, PostgreSQL reads the vector of
every text that may match, also of all that hold a common word. So where a form stands
is told by a mark before it, and two that follow each other are a form together. Only
of longer phrases the words themselves are looked through, where all pairs are there.
"""

from collections.abc import Iterator
from itertools import pairwise

from publications.rendering.searching import SEPARATOR, Query, Term
from publications.search.document import Document, Words

# A vector holds 2**20 bytes of forms (PostgreSQL, "Limitations" of text search); of a
# text with more, those of the beginning.
MOST_BYTES = 1_000_000
_COLUMNS = {"title": ("title",), "head": ("title", "names")}
_EVERYWHERE = ("title", "names", "rest")
_EXACT = 2  # tokens of a phrase that a pair tells in full


def create(table: str) -> list[str]:
    return [
        f"CREATE TABLE {table} (row_id bigint CONSTRAINT {table}_key PRIMARY KEY,"
        " title text NOT NULL, names text NOT NULL, rest text NOT NULL,"
        " vector tsvector NOT NULL)",
        f"CREATE INDEX {table}_vector ON {table} USING gin (vector)",
    ]


def drop(table: str) -> list[str]:
    return [f"DROP TABLE IF EXISTS {table}"]


def replace(table: str, by: str) -> list[str]:
    return [
        *drop(table),
        f"ALTER TABLE {by} RENAME TO {table}",
        f"ALTER TABLE {table} RENAME CONSTRAINT {by}_key TO {table}_key",
        f"ALTER INDEX {by}_vector RENAME TO {table}_vector",
    ]


def hold(table: str) -> list[str]:
    """Until the transaction ends, nobody writes; those who do are waited for."""
    return [f"LOCK TABLE {table} IN SHARE MODE"]


def write(cursor, table: str, row: int, document: Document, beside: str) -> bool:
    """Return whether a table of the name `beside` is there as well."""
    cursor.execute(
        f"INSERT INTO {table}"  # noqa: S608  # nosec B608
        " (row_id, title, names, rest, vector) VALUES (%s, %s, %s, %s, %s::tsvector)"
        " ON CONFLICT (row_id) DO UPDATE SET"
        " title = EXCLUDED.title, names = EXCLUDED.names, rest = EXCLUDED.rest,"
        " vector = EXCLUDED.vector"
        " RETURNING to_regclass(%s) IS NOT NULL",
        [row, *columns(document), beside],
    )
    return cursor.fetchone()[0]


def columns(document: Document) -> list[str]:
    """Spaces at both ends, so that a phrase is found there, too."""
    told = (f" {' '.join(words.in_order)} " for words in document)
    return [*told, _vector(document)]


def forget(cursor, table: str, row: int) -> None:
    forget = f"DELETE FROM {table} WHERE row_id = %s"  # noqa: S608  # nosec B608
    cursor.execute(forget, [row])


def question(table: str, query: Query, where: str) -> tuple[str, list]:
    told = [_any(group, where) for group in query.all]
    asked = " & ".join(f"({_forms(group, where)})" for group in query.all)
    exact = [term for term in query.none if len(term.phrase) <= _EXACT]
    asked += "".join(f" & !({_form(term, '')})" for term in exact)
    conditions, parameters = ["vector @@ %s::tsquery"], [asked]
    for sql, values_ in told:
        conditions += [sql] if sql else []
        parameters += values_
    ask = f"SELECT row_id FROM {table} WHERE "  # noqa: S608  # nosec B608
    for term in (term for term in query.none if len(term.phrase) > _EXACT):
        sql, values_ = _any((term,), "")
        conditions.append(f"row_id NOT IN ({ask} vector @@ %s::tsquery AND {sql})")
        parameters += [_form(term, ""), *values_]
    return ask + " AND ".join(conditions), parameters


def _any(group: tuple[Term, ...], where: str) -> tuple[str, list[str]]:
    """What the forms of a group leave open: "" where nothing."""
    if all(len(term.phrase) <= _EXACT for term in group):
        return "", []
    sqls, parameters = [], []
    for term in group:
        if len(term.phrase) <= _EXACT:
            sqls.append("vector @@ %s::tsquery")
            parameters.append(_form(term, where))
            continue
        for column in _COLUMNS.get(where, _EVERYWHERE):
            sqls.append(f"{column} LIKE %s")
            parameters.append(f"% {' '.join(term.phrase)} %")
    return f"({' OR '.join(sqls)})", parameters


def _forms(group: tuple[Term, ...], where: str) -> str:
    return " | ".join(f"({_form(term, where)})" for term in group)


def _form(term: Term, where: str) -> str:
    """Tokens are letters and digits: in quotation marks they are no operators, and in
    LIKE no wildcards."""
    mark = _mark(where)
    if len(term.phrase) == 1:
        return " | ".join(f"'{mark}{form}'" for form in term.forms)
    return " & ".join(f"'{mark}{a} {b}'" for a, b in pairwise(term.phrase))


def _mark(where: str) -> str:
    return f"{where}/" if where else ""


def _vector(document: Document) -> str:
    """Title and names first, so that of a monstrous text these are always found."""
    title, names, rest = document
    always = [
        *(_mark("title") + form for form in _told(title)),
        *(_mark("head") + form for words in (title, names) for form in _told(words)),
        *(form for words in (title, names) for form in _told(words)),
    ]
    forms = dict.fromkeys(always)
    left = MOST_BYTES - sum(len(form.encode()) for form in forms)
    for form in _told(rest):
        if form not in forms:
            left -= len(form.encode())
            if left < 0:
                break
            forms[form] = None
    return " ".join(f"'{form}'" for form in forms)


def _told(words: Words) -> Iterator[str]:
    yield from words.in_order
    yield from words.loose
    for a, b in pairwise(words.in_order):
        if SEPARATOR not in (a, b):
            yield f"{a} {b}"
