"""What is never deleted, and what is written once: of whole tables."""

from .wording import Promise, changed

# Nothing that was ever stored here is deleted (nor, on PostgreSQL, truncated).
KEPT = (
    "publication",
    "text",
    "address",
    "edition",
    "revision",
    "rendering",
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
    "hold",
    # Acts name them: they are closed.
    "account",
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

# Rows are told apart by it, also by the rows that refer to them: two that changed
# places would change hands with everything that is said of them.
_NUMBERED = [table for table in KEPT if table not in (*WRITTEN_ONCE, "rendering")]

OF_TABLES = (
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
    *(
        Promise(
            f"{table}_keeps_its_number",
            table,
            "UPDATE",
            changed("id"),
            f"{table}: its number never changes",
        )
        for table in _NUMBERED
    ),
)
