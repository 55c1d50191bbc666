"""PostgreSQL: a `tsvector` of all forms under a GIN index, and the words in their order
for phrases.

The vector is written by hand, since PostgreSQL's parser would part words by rules of
its own. It says where a form stands by its weight alone: it counts at most 255 places
of a form and none after the 16,383rd, so a phrase is looked for in the words.
"""

from collections import defaultdict

from publications.rendering.searching import Query, Term
from publications.search.document import Document

_CREATE = (
    "CREATE TABLE publications_searchwords (edition_id bigint PRIMARY KEY,"
    " title text NOT NULL, names text NOT NULL, rest text NOT NULL,"
    " vector tsvector NOT NULL)"
)
_INDEX = (
    "CREATE INDEX publications_searchwords_vector"
    " ON publications_searchwords USING gin (vector)"
)
_WRITE = (
    "INSERT INTO publications_searchwords (edition_id, title, names, rest, vector)"
    " VALUES (%s, %s, %s, %s, %s::tsvector) ON CONFLICT (edition_id) DO UPDATE SET"
    " title = EXCLUDED.title, names = EXCLUDED.names, rest = EXCLUDED.rest,"
    " vector = EXCLUDED.vector"
)
_FORGET = "DELETE FROM publications_searchwords WHERE edition_id = %s"
_ASK = "SELECT edition_id FROM publications_searchwords WHERE "
_WEIGHTS = {"title": "A", "names": "B", "rest": "D"}


def create() -> list[str]:
    return [_CREATE, _INDEX]


def drop() -> list[str]:
    return ["DROP TABLE publications_searchwords"]


def write(cursor, edition: int, document: Document) -> None:
    cursor.execute(
        _WRITE,
        [
            edition,
            # Spaces at both ends, so that a phrase is found there, too.
            *(f" {' '.join(w.in_order)} " for w in document.weighed.values()),
            _vector(document),
        ],
    )


def forget(cursor, edition: int) -> None:
    cursor.execute(_FORGET, [edition])


def question(query: Query, where: tuple[str, ...]) -> tuple[str, list]:
    conditions, parameters = [], []
    for group in query.all:
        told = [_term(term, where) for term in group]
        conditions.append("(" + " OR ".join(sql for sql, _values in told) + ")")
        parameters += [value for _sql, values in told for value in values]
    for term in query.none:
        sql, values = _term(term, tuple(_WEIGHTS))
        conditions.append(f"NOT {sql}")
        parameters += values
    return _ASK + " AND ".join(conditions), parameters


def _vector(document: Document) -> str:
    weights = defaultdict(list)
    for place, (name, words) in enumerate(document.weighed.items(), 1):
        for form in {*words.in_order, *words.loose}:
            weights[form].append(f"{place}{_WEIGHTS[name]}")
    return " ".join(f"'{form}':{','.join(at)}" for form, at in weights.items())


def _term(term: Term, where: tuple[str, ...]) -> tuple[str, list[str]]:
    """Tokens are letters and digits: in quotation marks they are no operators, and in
    LIKE no wildcards."""
    weights = "".join(_WEIGHTS[name] for name in where)
    if len(term.phrase) == 1:
        forms = " | ".join(f"'{form}':{weights}" for form in term.forms)
        return "vector @@ %s::tsquery", [forms]
    forms = " & ".join(
        f"'{form}':{weights}" for form in sorted({*term.phrase, *term.loose})
    )
    in_order = " OR ".join(f"{name} LIKE %s" for name in where)
    phrase = f"% {' '.join(term.phrase)} %"
    return f"(vector @@ %s::tsquery AND ({in_order}))", [forms, *[phrase] * len(where)]
