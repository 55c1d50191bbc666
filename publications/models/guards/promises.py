"""What both databases promise in the same words: conditions on OLD and NEW rows.

A condition is SQL that holds where the row must be refused. `{now}` is the
database's clock, `{differs}` the vendor's null-safe inequality, `{grace}` a moment
five seconds ago: an act's own moment is a little past by the time it is written.
"""

from typing import NamedTuple


class Promise(NamedTuple):
    """`message` stands within an SQL string: it holds no apostrophe."""

    name: str
    table: str
    event: str  # INSERT, UPDATE or DELETE
    refused_when: str
    message: str


class Guard(NamedTuple):
    """A promise as one vendor keeps it: as found in its catalogue, made, taken away."""

    wording: str
    create: tuple[str, ...]
    drop: str


# Nothing that was ever stored here is deleted (nor, on PostgreSQL, truncated).
KEPT = (
    "publication",
    "text",
    "address",
    "edition",
    "revision",
    "byline",
    "image",
    "imageuse",
    "approval",
    "auditentry",
)
# Written once, never changed.
WRITTEN_ONCE = ("address", "revision", "byline", "image", "imageuse", "auditentry")

# A change of stage that isn't one of these is refused.
PATHS = (
    ("draft", "in_review"),
    ("in_review", "draft"),
    ("in_review", "approved"),
    ("approved", "in_review"),
    ("approved", "draft"),
    ("approved", "released"),
    ("released", "approved"),
    ("draft", "discarded"),
    ("in_review", "discarded"),
    ("approved", "discarded"),
)
_paths = " OR ".join(
    f"(OLD.stage = '{source}' AND NEW.stage = '{target}')" for source, target in PATHS
)

# For every contributor there is an approver who is somebody else: two approvers of
# the revision that counts, or one who changed nothing.
_approvers = (
    "SELECT a.approver_id FROM publications_approval a"
    " WHERE a.revision_id = NEW.revision_id AND a.voided_at IS NULL"
)
_contributors = (
    "SELECT r.saved_by_id FROM publications_revision r"
    " WHERE r.edition_id = {edition} AND r.number > 0"
)
_four_eyes = (
    f"((SELECT count(*) FROM ({_approvers}) x) >= 2 OR EXISTS ({_approvers}"  # nosec
    f" AND a.approver_id NOT IN ({_contributors.format(edition='NEW.id')})))"
)


def _changed(*columns: str) -> str:
    return "(" + " OR ".join(f"OLD.{c} {{differs}} NEW.{c}" for c in columns) + ")"


PROMISES = (
    *(
        Promise(f"{table}_is_kept", table, "DELETE", "", f"{table}: nothing is deleted")
        for table in KEPT
    ),
    *(
        Promise(
            f"{table}_is_written_once",
            table,
            "UPDATE",
            "",
            f"{table}: what was saved never changes",
        )
        for table in WRITTEN_ONCE
    ),
    Promise(
        "edition_is_born_a_draft",
        "edition",
        "INSERT",
        "NEW.stage <> 'draft' OR NEW.live_from IS NOT NULL OR NEW.recorded",
        "edition: a new edition is a draft",
    ),
    Promise(
        "edition_follows_its_path",
        "edition",
        "UPDATE",
        f"OLD.stage <> NEW.stage AND NOT ({_paths})",
        "edition: no such step",
    ),
    Promise(
        "edition_keeps_its_identity",
        "edition",
        "UPDATE",
        _changed("uuid", "text_id", "begun_from_id", "begun_at", "begun_by_id"),
        "edition: identity never changes",
    ),
    Promise(
        "edition_needs_four_eyes",
        "edition",
        "UPDATE",
        "NEW.live_from IS NOT NULL AND (OLD.live_from IS NULL OR "
        + _changed("revision_id")
        + f") AND NOT {_four_eyes}",
        "edition: not approved by somebody other than each contributor",
    ),
    Promise(
        "edition_past_is_frozen",
        "edition",
        "UPDATE",
        "(OLD.live_from <= {now} AND "
        + _changed(
            "live_from",
            "stage",
            "revision_id",
            "number",
            "recorded",
            "language",
            "kind",
            "first_released_at",
            "change",
            "public_note",
        )
        + ") OR (OLD.live_until <= {now} AND "
        + _changed("live_until")
        + ")",
        "edition: what was public has been public",
    ),
    Promise(
        "edition_moves_to_no_past",
        "edition",
        "UPDATE",
        "(" + _changed("live_from") + " AND NEW.live_from < {grace}"
        " AND NOT (NEW.recorded AND OLD.live_from IS NULL))"
        " OR (" + _changed("live_until") + " AND NEW.live_until < {grace})",
        "edition: no bound moves into the past",
    ),
    Promise(
        "text_first_release_is_frozen",
        "text",
        "UPDATE",
        "OLD.first_released_at <= {now} AND " + _changed("first_released_at", "year"),
        "text: the first release never moves",
    ),
    Promise(
        "text_keeps_its_identity",
        "text",
        "UPDATE",
        _changed("publication_id", "language") + " OR NEW.version < OLD.version",
        "text: identity never changes, the version only rises",
    ),
    Promise(
        "revision_joins_no_released_edition",
        "revision",
        "INSERT",
        "EXISTS (SELECT 1 FROM publications_edition e"
        " WHERE e.id = NEW.edition_id AND e.live_from IS NOT NULL)",
        "revision: a released edition takes no further revision",
    ),
    *(
        Promise(
            f"{table}_joins_no_finished_revision",
            table,
            "INSERT",
            "EXISTS (SELECT 1 FROM publications_edition e"
            " WHERE e.revision_id = NEW.revision_id)",
            f"{table}: what was saved never changes",
        )
        for table in ("byline", "imageuse")
    ),
    Promise(
        "approval_is_of_the_revision_that_counts",
        "approval",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM publications_edition e"
        " WHERE e.id = NEW.edition_id AND e.revision_id = NEW.revision_id)"
        " OR NEW.voided_at IS NOT NULL",
        "approval: not of the revision that counts",
    ),
    Promise(
        "approval_is_not_by_the_only_contributor",
        "approval",
        "INSERT",
        f"NEW.approver_id IN ({_contributors.format(edition='NEW.edition_id')})"  # nosec
        " AND (SELECT count(DISTINCT c.saved_by_id) FROM publications_revision c"
        " WHERE c.edition_id = NEW.edition_id AND c.number > 0) = 1",
        "approval: not by the only contributor",
    ),
    Promise(
        "approval_is_only_voided",
        "approval",
        "UPDATE",
        _changed("edition_id", "revision_id", "approver_id", "capacity", "approved_at")
        + " OR OLD.voided_at IS NOT NULL",
        "approval: only ever voided",
    ),
    Promise(
        "auditentry_follows_the_last",
        "auditentry",
        "INSERT",
        "NEW.sequence <> 1 + coalesce("
        "(SELECT max(p.sequence) FROM publications_auditentry p), 0)"
        " OR (NEW.sequence > 1 AND NOT EXISTS (SELECT 1 FROM publications_auditentry p"
        " WHERE p.sequence = NEW.sequence - 1 AND p.hash = NEW.previous_hash))",
        "record: an entry follows the last one",
    ),
)
