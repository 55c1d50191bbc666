"""What both databases promise in the same words: conditions on OLD and NEW rows.

A condition is SQL that holds where the row must be refused. `{now}` is the
database's clock, `{differs}` the vendor's null-safe inequality, `{grace}` a moment
five seconds ago: an act's own moment is a little past by the time it is written.
"""

from .four_eyes import APPROVER_OF_NEW, CONTRIBUTORS, COUNT_OF_CONTRIBUTORS
from .periods import PERIODS
from .wording import Guard, Promise, changed

__all__ = ["KEPT", "PROMISES", "Guard", "Promise"]

# Nothing that was ever stored here is deleted (nor, on PostgreSQL, truncated).
KEPT = (
    "publication",
    "text",
    "address",
    "edition",
    "revision",
    "byline",
    "imageuse",
    "attachmentuse",
    "approval",
    "approvallink",
    "withdrawal",
    "remark",
    "bundle",
    "archivebatch",
    "archivedtext",
    "formeraddress",
    "archivedcopy",
    "page",
    "pagetext",
    "pagerevision",
    "previewlink",
    "previewopening",
    "auditentry",
)
# Written once, never changed.
WRITTEN_ONCE = (
    "address",
    "revision",
    "byline",
    "imageuse",
    "attachmentuse",
    "withdrawal",
    "archivebatch",
    "archivedtext",
    "formeraddress",
    "archivedcopy",
    "pagerevision",
    "previewopening",
    "auditentry",
)

# Of a file: what came with it.
TAKEN_IN = (
    "uuid",
    "file",
    "extension",
    "mime",
    "digest",
    "original_digest",
    "uploaded_at",
    "uploaded_by_id",
)

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
    *PERIODS,
    Promise(
        "revision_joins_no_released_edition",
        "revision",
        "INSERT",
        "EXISTS (SELECT 1 FROM publications_edition e"
        " WHERE e.id = NEW.edition_id AND e.live_from IS NOT NULL)",
        "revision: a released edition takes no further revision",
    ),
    Promise(
        "revision_follows_its_original",
        "revision",
        "INSERT",
        "NEW.follows_id IS NOT NULL AND NOT EXISTS ("
        "SELECT 1 FROM publications_revision r"
        " JOIN publications_edition f ON f.id = r.edition_id"
        " JOIN publications_text o ON o.id = f.text_id"
        " JOIN publications_text t ON t.publication_id = o.publication_id"
        " JOIN publications_edition e ON e.text_id = t.id"
        " WHERE r.id = NEW.follows_id AND e.id = NEW.edition_id"
        " AND o.relation = 'original' AND o.id <> t.id)",
        "revision: a translation follows the original of its own publication",
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
        for table in ("byline", "imageuse", "attachmentuse")
    ),
    Promise(
        "page_keeps_its_address",
        "page",
        "UPDATE",
        changed("slug"),
        "page: its address never changes",
    ),
    Promise(
        "pagetext_keeps_its_identity",
        "pagetext",
        "UPDATE",
        changed("uuid", "page_id", "language") + " OR NEW.version < OLD.version",
        "page: identity never changes, the version only rises",
    ),
    Promise(
        "pagetext_is_begun_as_a_draft",
        "pagetext",
        "INSERT",
        "NEW.live_id IS NOT NULL",
        "page: it is released once it is written",
    ),
    Promise(
        "pagetext_is_released_by_somebody_else",
        "pagetext",
        "UPDATE",
        changed("live_id") + " AND NEW.live_id IS NOT NULL AND (NOT EXISTS ("  # nosec B608
        "SELECT 1 FROM publications_pagerevision r"
        " WHERE r.id = NEW.live_id AND r.text_id = NEW.id)"
        " OR EXISTS (SELECT 1 FROM publications_pagerevision w"
        " WHERE w.text_id = NEW.id AND w.saved_by_id = NEW.released_by_id"
        " AND w.number > coalesce((SELECT o.number FROM publications_pagerevision o"
        " WHERE o.id = OLD.live_id), 0)))",
        "page: whoever wrote in it does not release it",
    ),
    Promise(
        "image_file_is_written_once",
        "image",
        "UPDATE",
        changed(
            *TAKEN_IN, "width", "height", "animation", "animation_digest", "replaces_id"
        ),
        "image: what was taken in never changes",
    ),
    Promise(
        "attachment_file_is_written_once",
        "attachment",
        "UPDATE",
        changed(*TAKEN_IN, "size", "seconds"),
        "attachment: what was taken in never changes",
    ),
    *(
        Promise(
            f"{table}_in_use_is_kept",
            table,
            "DELETE",
            f"EXISTS (SELECT 1 FROM publications_{table}use u"  # nosec B608
            f" WHERE u.{table}_id = OLD.id)",
            f"{table}: a text has it",
        )
        for table in ("image", "attachment")
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
        changed(
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
        changed(
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
        "previewlink_shows_its_own_edition",
        "previewlink",
        "INSERT",
        "NEW.revoked_at IS NOT NULL"
        " OR (NEW.revision_id IS NOT NULL AND NOT EXISTS ("
        "SELECT 1 FROM publications_revision r"
        " WHERE r.id = NEW.revision_id AND r.edition_id = NEW.edition_id))",
        "preview link: of one edition alone",
    ),
    Promise(
        "previewlink_is_only_revoked",
        "previewlink",
        "UPDATE",
        changed(
            "uuid",
            "edition_id",
            "revision_id",
            "recipient",
            "email",
            "language",
            "token_digest",
            "shared_at",
            "shared_by_id",
            "expires_at",
        )
        + " OR OLD.revoked_at IS NOT NULL",
        "preview link: only ever revoked",
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
        changed(
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
