"""The SQL by which PostgreSQL makes rows of texts in any number (`multitude`).

What a table holds is copied from an original that acts have made; what each row has of
its own stands here, as SQL over `m` (what it is to be), `p` (its words) and `o` (the
original). A second edition has the key of the first, and SECOND more.
"""

from collections.abc import Iterator

from django.db import connection

from publications.models import (
    Address,
    Approval,
    AuditEntry,
    Byline,
    Edition,
    Paper,
    Placement,
    Publication,
    Rendering,
    Revision,
    Text,
    Withdrawal,
)
from publications.search.indexes import READERS, TEXTS

SECOND = 50_000_000
POOLED = (
    *("language", "place", "title", "body", "html", "beginning"),
    *("title_words", "name_words", "rest_words", "vector"),
    *("readers_title", "readers_names", "readers_rest", "readers_vector"),
)
POOL = """
CREATE UNLOGGED TABLE bench_pool (
    language text, place int, title text, body text, html text, beginning text,
    title_words text, name_words text, rest_words text, vector tsvector,
    readers_title text, readers_names text, readers_rest text, readers_vector tsvector,
    PRIMARY KEY (language, place))
"""
ORIGINALS = """
CREATE UNLOGGED TABLE bench_original AS
SELECT t.language, t.publication_id AS publication, t.id AS text,
    r.address_id AS address, e.id AS edition, r.id AS revision
FROM publications_edition e JOIN publications_text t ON t.id = e.text_id
JOIN publications_revision r ON r.id = e.revision_id
WHERE e.id = ANY(%s)
"""
# Numbers that look drawn, the same each time: `chance` below 65,536.
MADE = """
CREATE UNLOGGED TABLE bench_made AS
SELECT key, publication, language, chance, moment,
    extract(year FROM moment AT TIME ZONE %(zone)s)::int AS year,
    (%(kinds)s::text[])[1 + (publication / 10) %% 6] AS kind,
    CASE WHEN key %% %(few)s = 0 THEN (%(people)s::bigint[])[2]
        WHEN chance %% 4 = 0 THEN (%(people)s::bigint[])[1]
        WHEN chance %% 4 = 1 THEN NULL
        ELSE (%(people)s::bigint[])[3 + chance / 4 %% 198] END AS person,
    CASE WHEN about %% 4 = 0 THEN (%(topics)s::bigint[])[1]
        ELSE (%(topics)s::bigint[])[2 + about / 4 %% 29] END AS topic,
    CASE WHEN about %% 2 = 1 THEN (%(topics)s::bigint[])[2 + (about / 4 + 7) %% 29]
        END AS topic_beside,
    CASE WHEN about %% 5 = 0
        THEN (%(outlets)s::bigint[])[1 + about / 5 %% 50] END AS outlet,
    chance %% 10 = 0 AS changed,
    CASE WHEN chance %% 500 = 1 THEN moment + interval '25 minutes' END AS down_at,
    (chance * 31 + key) %% %(pool)s AS place
FROM (
    SELECT key, publication, language, moment,
        (key * 2654435761 %% 4294967296 / 65536)::int AS chance,
        (publication * 2246822519 %% 4294967296 / 65536)::int AS about
    FROM (
        SELECT key, key - (key %% 5 = 4)::int AS publication,
            (%(languages)s::text[])[1 + key %% 10] AS language,
            %(newest)s::timestamptz - (%(last)s - key) * %(apart)s::interval AS moment
        FROM generate_series(%(first)s::bigint, %(last)s::bigint) key
    ) numbered
) drawn
"""
# The record goes on from its end.
PAST = """
CREATE UNLOGGED TABLE bench_past AS
SELECT max(sequence) AS sequence FROM publications_auditentry
"""
MANY = f"""
FROM bench_made m JOIN bench_original b USING (language)
JOIN bench_pool p ON p.language = m.language AND p.place = m.place
CROSS JOIN (SELECT 0 AS later UNION ALL SELECT {SECOND}) s
"""
OF_EACH = "m.key BETWEEN %(start)s AND %(end)s - 1"
OF_FIRST, OF_EDITIONS = (
    f"{OF_EACH} AND later = 0",
    f"{OF_EACH} AND (later = 0 OR m.changed)",
)
ORIGINAL = f"{OF_FIRST} AND m.publication = m.key"
KEY, UUID = "m.key + later", "gen_random_uuid()"
BEGINS = "m.moment + CASE WHEN later > 0 THEN interval '20 minutes' ELSE '0' END"
ENDS = (
    "CASE WHEN m.changed AND later = 0 THEN m.moment + interval '20 minutes'"
    " ELSE m.down_at END"
)
TURN = (
    "(ARRAY['technical', 'clarification', 'correction', 'update'])"
    "[1 + m.chance / 10 %% 4]"
)


def statements(*, search: bool) -> Iterator[str]:
    """For the keys from %(start)s to before %(end)s, in one transaction."""
    if search:
        yield (
            f"INSERT INTO {READERS.table} (row_id, title, names, rest, vector)"
            f" SELECT {KEY}, p.readers_title, p.readers_names, p.readers_rest,"
            f" p.readers_vector {MANY} WHERE {OF_EDITIONS}"
        )
    yield from _of_works()
    yield from _of_editions()
    yield from _beside()


def _of_works() -> Iterator[str]:
    yield _copies(
        Publication, "publication", ORIGINAL, id="m.key", uuid=UUID, kind="m.kind"
    )
    released = {"first_released_at": "m.moment", "year": "m.year"}
    relation = "CASE WHEN m.publication = m.key THEN 'original' ELSE 'official' END"
    yield _copies(
        *(Text, "text", OF_FIRST),
        id="m.key",
        publication_id="m.publication",
        relation=relation,
        **released,
    )
    yield _copies(
        *(Address, "address", OF_FIRST),
        id="m.key",
        text_id="m.key",
        slug="'text-' || m.key",
    )
    about = "INSERT INTO publications_publication_topics (publication_id, topic_id)"
    for column in ("topic", "topic_beside"):
        yield (
            f"{about} SELECT key, {column} FROM bench_made m"
            f" WHERE {OF_EACH} AND publication = key AND {column} IS NOT NULL"
        )


def _of_editions() -> Iterator[str]:
    yield _copies(
        *(Edition, "edition", OF_EDITIONS),
        id=KEY,
        uuid=UUID,
        text_id="m.key",
        revision_id=KEY,
        kind="m.kind",
        first_released_at="m.moment",
        live_from=BEGINS,
        live_until=ENDS,
        number="CASE WHEN later > 0 THEN 2 ELSE 1 END",
        begun_from_id="CASE WHEN later > 0 THEN m.key END",
        change=f"CASE WHEN later > 0 THEN {TURN} ELSE '' END",
        public_note="CASE WHEN later > 0 THEN 'A number was put right.' ELSE '' END",
    )
    bare = dict.fromkeys(("subtitle", "summary", "byline", "event", "place"), "''")
    words = {"title": "p.title || ' ' || m.key", "body": "p.body"}
    yield _copies(
        *(Revision, "revision", OF_EDITIONS),
        **{"id": KEY, "edition_id": KEY, "address_id": "m.key", **words, **bare},
    )
    yield _copies(
        *(Rendering, "revision", OF_EDITIONS),
        revision_id=KEY,
        html="p.html",
        text="p.body",
        beginning="p.beginning",
        words="1000",
    )
    yield _copies(
        *(Byline, "revision", f"{OF_EDITIONS} AND m.person IS NOT NULL"),
        revision_id=KEY,
        person_id="m.person",
        position="0",
        appointment_id="NULL",
    )
    yield _copies(Approval, "revision", OF_EDITIONS, revision_id=KEY, edition_id=KEY)


def _beside() -> Iterator[str]:
    yield _inserts(
        *(Placement, f"{ORIGINAL} AND m.outlet IS NOT NULL"),
        publication_id="m.key",
        outlet_id="m.outlet",
        role="'first'",
        url="'https://courier.example/' || m.key",
        language="m.language",
        appeared_on="m.moment::date",
        confirmed="true",
        canonical="m.chance %% 20 = 0",
    )
    yield _inserts(
        *(Paper, OF_EDITIONS),
        edition_id=KEY,
        file="'papers/' || m.key || '.pdf'",
        size="50000",
        digest="encode(sha256(m.key::text::bytea), 'hex')",
        renderer="1",
        claimed_until=BEGINS,
    )
    yield _taken_down()
    yield _record()
    for_desk = "row_id, title, names, rest, vector"
    yield (
        f"INSERT INTO {TEXTS.table} ({for_desk})"
        f" SELECT {KEY}, p.title_words || m.key || ' ', p.name_words, p.rest_words,"
        " p.vector || array_to_tsvector(ARRAY['title/' || m.key, 'head/' || m.key,"
        f" m.key::text]) {MANY} WHERE {OF_EDITIONS}"
    )


def _taken_down() -> str:
    """By whoever began the original."""
    down = f"{OF_EDITIONS} AND m.down_at IS NOT NULL AND (later > 0) = m.changed"
    return _inserts(
        *(Withdrawal, down),
        beside="JOIN publications_edition o ON o.id = b.edition",
        edition_id=KEY,
        outcome="CASE WHEN m.chance %% 3 = 0 THEN 'retracted' ELSE 'withdrawn' END",
        reason="'error'",
        public_note="'It was wrong.'",
        entered_at="m.down_at",
        entered_by_id="o.begun_by_id",
    )


def _record() -> str:
    """An entry for each edition; its hashes are none that anybody verifies."""
    chained = "encode(sha256(('bench ' || m.key + later {0})::bytea), 'hex')"
    return _inserts(
        *(AuditEntry, OF_EDITIONS),
        beside=(
            "JOIN publications_edition e ON e.id = m.key + later"
            " JOIN publications_publication w ON w.id = m.publication"
            " CROSS JOIN bench_past"
        ),
        sequence="bench_past.sequence + m.key * 2 + (later > 0)::int",
        at=BEGINS,
        actor_name="'Petra'",
        act="'record_release'",
        publication="w.uuid",
        edition="e.uuid",
        previous_hash=chained.format("|| ' before'"),
        hash=chained.format(""),
    )


def _copies(model, original: str, where: str, **own: str) -> str:
    """Rows like those of the original, but for what is their own."""
    of = {Byline: "revision_id", Approval: "revision_id"}.get(
        model, model._meta.pk.column
    )
    by_itself = model in (Byline, Approval)
    columns = [
        field.column
        for field in model._meta.concrete_fields
        if not (by_itself and field.primary_key)
    ]
    told = ", ".join(own.pop(name, f"o.{_quoted(name)}") for name in columns)
    assert not own, own
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({', '.join(map(_quoted, columns))}) SELECT {told} {MANY}"
        f" JOIN {table} o ON o.{of} = b.{original} WHERE {where}"
    )


def _inserts(model, where: str, *, beside: str = "", **own: str) -> str:
    """Rows of which all else is empty."""
    columns = {
        field.column: own.pop(field.column, _default(field))
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    assert not own, own
    return (
        f"INSERT INTO {model._meta.db_table}"
        f" ({', '.join(map(_quoted, columns))})"
        f" SELECT {', '.join(columns.values())} {MANY} {beside} WHERE {where}"
    )


def _default(field) -> str:
    if not field.has_default():
        return "NULL" if field.null else "''"
    value = field.get_default()
    return f"'{value}'" if isinstance(value, str) else str(value)


def _quoted(column: str) -> str:
    return connection.ops.quote_name(column)
