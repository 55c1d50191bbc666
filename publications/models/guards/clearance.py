"""What holds of approvals, the links that ask for them, and whose eyes they are."""

from .four_eyes import (
    APPROVER_OF_NEW,
    CONTRIBUTORS,
    COUNT_OF_CONTRIBUTORS,
    four_eyes,
)
from .wording import Promise, changed

# What goes out by itself later was cleared, and stays so until then.
_UNCLEARED_SCHEDULE = (
    "EXISTS (SELECT 1 FROM publications_edition e"  # nosec B608
    " WHERE e.live_from > {now} AND NOT e.emergency"
    f" AND NOT {four_eyes('e.id', 'e.revision_id')} AND "
)

CLEARANCE = (
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
        "approval_of_what_was_public_stands",
        "approval",
        "UPDATE",
        changed("voided_at") + " AND EXISTS (SELECT 1"  # nosec B608
        " FROM publications_edition e WHERE e.id = OLD.edition_id"
        " AND e.revision_id = OLD.revision_id AND e.live_from <= {now})",
        "approval: what it let out has been public",
    ),
    Promise(
        "approval_stands_as_long_as_its_schedule",
        "approval",
        "UPDATE",
        changed("voided_at") + f" AND {_UNCLEARED_SCHEDULE} e.id = NEW.edition_id)",
        "approval: the text is scheduled by it",
        "AFTER",
    ),
    Promise(
        "account_whose_eyes_a_schedule_needs_stays",
        "account",
        "UPDATE",
        changed("is_active", "person_id")
        + f" AND {_UNCLEARED_SCHEDULE} (EXISTS (SELECT 1 FROM publications_approval o"  # nosec B608
        " WHERE o.revision_id = e.revision_id AND o.approver_id = NEW.id"
        " AND o.voided_at IS NULL) OR EXISTS (SELECT 1 FROM publications_revision s"
        " WHERE s.edition_id = e.id AND s.saved_by_id = NEW.id)))",
        "account: a text is scheduled with its eyes",
        "AFTER",
    ),
)
