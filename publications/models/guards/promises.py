"""What both databases promise in the same words: conditions on OLD and NEW rows.

A condition is SQL that holds where the row must be refused. `{now}` is the
database's clock, `{differs}` the vendor's null-safe inequality, `{grace}` a moment
five seconds ago: an act's own moment is a little past by the time it is written.
`{passed}` is the clock, too, but for a restored site that is held: what came due since
its backup has not been public, and can still be taken back.
"""

from .clearance import CLEARANCE
from .kept import KEPT, OF_TABLES
from .periods import PERIODS
from .wording import Guard, Promise, changed

__all__ = ["KEPT", "PROMISES", "Guard", "Promise"]

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

# The words of a revision. What is compared is never NULL, but for the day.
_WORDS = (
    *("title", "subtitle", "summary", "body", "byline"),
    *("place", "event", "fidelity", "issuer"),
)
_COPIED = " AND ".join(
    (
        *(f"r.{column} = NEW.{column}" for column in _WORDS),
        "coalesce(CAST(r.written_on AS text), '')"
        " = coalesce(CAST(NEW.written_on AS text), '')",
    )
)
# A translation begins with what is known of its original: names, days and places.
_EMPTY = "e.begun_from_id IS NULL AND " + " AND ".join(
    f"NEW.{column} = ''" for column in ("title", "subtitle", "summary", "body")
)

PROMISES = (
    *OF_TABLES,
    *PERIODS,
    *CLEARANCE,
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
    Promise(
        # Whoever saved a later one wrote: this one must be nobody's words.
        "revision_begins_as_a_copy",
        "revision",
        "INSERT",
        "NEW.number = 0 AND NOT EXISTS (SELECT 1 FROM publications_edition e"  # nosec B608
        " LEFT JOIN publications_edition b ON b.id = e.begun_from_id"
        " LEFT JOIN publications_revision r ON r.id = b.revision_id"
        f" WHERE e.id = NEW.edition_id AND ({_COPIED} OR {_EMPTY}))",
        "revision: the first of an edition repeats the one before it",
    ),
    Promise(
        "rendering_is_made_anew_by_a_newer_renderer",
        "rendering",
        "UPDATE",
        changed("revision_id") + " OR NEW.renderer <= OLD.renderer",
        "rendering: what is shown of a text never changes but with the program",
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
