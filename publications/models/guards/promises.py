"""What both databases promise in the same words: conditions on OLD and NEW rows.

A condition is SQL that holds where the row must be refused. `{now}` is the
database's clock, `{differs}` the vendor's null-safe inequality, `{grace}` a moment
five seconds ago: an act's own moment is a little past by the time it is written.
"""

from typing import NamedTuple

from .four_eyes import (
    APPROVER_OF_NEW,
    CONTRIBUTORS,
    COUNT_OF_CONTRIBUTORS,
    FOUR_EYES,
    UNAPPROVED_SIGNATORY,
)


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
    "approvallink",
    "withdrawal",
    "remark",
    "bundle",
    "auditentry",
)
# Written once, never changed.
WRITTEN_ONCE = (
    "address",
    "revision",
    "byline",
    "image",
    "imageuse",
    "withdrawal",
    "auditentry",
)

# A change of stage that isn't one of these is refused.
PATHS = (
    ("draft", "in_review"),
    ("in_review", "draft"),
    ("in_review", "approved"),
    ("approved", "in_review"),
    ("approved", "draft"),
    ("approved", "released"),
    ("released", "approved"),
    ("released", "discarded"),
    ("draft", "discarded"),
    ("in_review", "discarded"),
    ("approved", "discarded"),
)
_paths = " OR ".join(
    f"(OLD.stage = '{source}' AND NEW.stage = '{target}')" for source, target in PATHS
)

# Only an emergency leads past the approval.
_paths += " OR (OLD.stage = 'in_review' AND NEW.stage = 'released' AND NEW.emergency)"


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
        + _changed("revision_id", "emergency")
        + f") AND NOT NEW.emergency AND NOT {FOUR_EYES}",
        "edition: not approved by somebody other than each contributor",
    ),
    Promise(
        "edition_in_an_emergency_is_its_signatorys",
        "edition",
        "UPDATE",
        f"NEW.emergency AND NOT OLD.emergency AND {UNAPPROVED_SIGNATORY}",
        "edition: no signed text without its signatory",
    ),
    Promise(
        "edition_waits_for_the_embargo",
        "edition",
        "UPDATE",
        "NEW.live_from IS NOT NULL AND "  # nosec B608
        + _changed("live_from")
        + " AND EXISTS (SELECT 1 FROM publications_text t"  # nosec B608
        " JOIN publications_publication p ON p.id = t.publication_id"
        " WHERE t.id = NEW.text_id AND p.embargo_until > NEW.live_from)",
        "edition: not before the embargo",
    ),
    Promise(
        "edition_in_a_bundle_shares_its_moment",
        "edition",
        "UPDATE",
        "NEW.live_from IS NOT NULL AND NEW.bundle_id IS NOT NULL AND "  # nosec B608
        + _changed("live_from", "bundle_id")
        + " AND EXISTS (SELECT 1 FROM publications_edition o"  # nosec B608
        " WHERE o.bundle_id = NEW.bundle_id AND o.id <> NEW.id"
        " AND o.live_from IS NOT NULL AND o.live_from <> NEW.live_from)",
        "edition: a bundle has one moment",
    ),
    Promise(
        "publication_keeps_its_identity",
        "publication",
        "UPDATE",
        _changed("uuid", "kind") + " OR NEW.version < OLD.version",
        "publication: identity never changes, the version only rises",
    ),
    Promise(
        "publication_has_no_embargo_over_what_is_out",
        "publication",
        "UPDATE",
        _changed("embargo_until") + " AND NEW.embargo_until IS NOT NULL"  # nosec B608
        " AND EXISTS (SELECT 1 FROM publications_edition e"
        " JOIN publications_text t ON t.id = e.text_id"
        " WHERE t.publication_id = NEW.id AND e.live_from < NEW.embargo_until)",
        "publication: a release stands before this embargo",
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
            "emergency",
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
        # A head of mission may have written a text alone, and approves it as such: it
        # still takes somebody else's eyes, since one approver out of one counts none.
        "approval_is_not_by_the_only_contributor",
        "approval",
        "INSERT",
        "NEW.capacity = 'reviewer'"
        f" AND {APPROVER_OF_NEW} IN {CONTRIBUTORS.format(edition='NEW.edition_id')}"
        f" AND {COUNT_OF_CONTRIBUTORS} = 1",
        "approval: not by the only contributor",
    ),
    Promise(
        "approval_is_only_voided",
        "approval",
        "UPDATE",
        _changed(
            "edition_id",
            "revision_id",
            "approver_id",
            "signatory_id",
            "capacity",
            "name",
            "office",
            "afterwards",
            "approved_at",
        )
        + " OR OLD.voided_at IS NOT NULL",
        "approval: only ever voided",
    ),
    Promise(
        "approvallink_is_used_once",
        "approvallink",
        "UPDATE",
        _changed(
            "edition_id",
            "revision_id",
            "person_id",
            "capacity",
            "email",
            "token_digest",
            "sent_at",
            "sent_by_id",
            "expires_at",
        )
        + " OR OLD.used_at IS NOT NULL OR OLD.revoked_at IS NOT NULL",
        "approval link: used or revoked once",
    ),
    Promise(
        "withdrawal_is_of_what_has_ended",
        "withdrawal",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM publications_edition e"
        " WHERE e.id = NEW.edition_id AND e.live_until IS NOT NULL)"
        " OR EXISTS (SELECT 1 FROM publications_withdrawal w"
        " WHERE w.edition_id = NEW.edition_id AND (w.outcome = 'retracted'"
        " OR w.outcome = NEW.outcome OR NEW.outcome = 'withdrawn'))",
        "withdrawal: of an edition that has ended, and never less strict",
    ),
    Promise(
        "remark_is_only_resolved",
        "remark",
        "UPDATE",
        _changed(
            "uuid",
            "edition_id",
            "answers_id",
            "quotation",
            "body",
            "written_at",
            "written_by_id",
        ),
        "remark: what was said stays",
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
