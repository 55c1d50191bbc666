"""What holds of editions and their periods: stages, clearance, embargo, the past."""

from .four_eyes import FOUR_EYES, UNAPPROVED_SIGNATORY
from .wording import Promise, changed

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

PERIODS = (
    Promise(
        "edition_is_born_a_draft",
        "edition",
        "INSERT",
        "NEW.stage <> 'draft' OR NEW.live_from IS NOT NULL OR NEW.recorded"
        " OR NEW.live_until IS NOT NULL OR NEW.revision_id IS NOT NULL"
        " OR NEW.number IS NOT NULL OR NEW.first_released_at IS NOT NULL",
        "edition: a new edition is a draft",
    ),
    Promise(
        "edition_begins_from_a_release_of_its_text",
        "edition",
        "INSERT",
        "NEW.begun_from_id IS NOT NULL AND NOT EXISTS (SELECT 1"
        " FROM publications_edition o WHERE o.id = NEW.begun_from_id"
        " AND o.text_id = NEW.text_id AND o.live_from IS NOT NULL)",
        "edition: begun from what was never released",
    ),
    Promise(
        "edition_shows_its_own_revision",
        "edition",
        "UPDATE",
        changed("revision_id") + " AND NOT EXISTS (SELECT 1"  # nosec B608
        " FROM publications_revision r"
        " WHERE r.id = NEW.revision_id AND r.edition_id = NEW.id)",
        "edition: the revision is of another one",
    ),
    Promise(
        "edition_is_listed_as_what_it_is",
        "edition",
        "UPDATE",
        "NEW.live_from IS NOT NULL AND "  # nosec B608
        + changed("language", "kind")
        + " AND NOT EXISTS (SELECT 1 FROM publications_text t"
        " JOIN publications_publication p ON p.id = t.publication_id"
        " WHERE t.id = NEW.text_id AND t.language = NEW.language"
        " AND p.kind = NEW.kind)",
        "edition: of the language and kind of its text",
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
        changed("uuid", "text_id", "begun_from_id", "begun_at", "begun_by_id"),
        "edition: identity never changes",
    ),
    Promise(
        "edition_needs_four_eyes",
        "edition",
        "UPDATE",
        "NEW.live_from IS NOT NULL AND (OLD.live_from IS NULL OR "
        + changed("revision_id", "emergency")
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
        + changed("live_from")
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
        + changed("live_from", "bundle_id")
        + " AND EXISTS (SELECT 1 FROM publications_edition o"  # nosec B608
        " WHERE o.bundle_id = NEW.bundle_id AND o.id <> NEW.id"
        " AND o.live_from IS NOT NULL AND o.live_from <> NEW.live_from)",
        "edition: a bundle has one moment",
    ),
    Promise(
        "publication_keeps_its_identity",
        "publication",
        "UPDATE",
        changed("uuid", "kind") + " OR NEW.version < OLD.version",
        "publication: identity never changes, the version only rises",
    ),
    Promise(
        "publication_has_no_embargo_over_what_is_out",
        "publication",
        "UPDATE",
        changed("embargo_until") + " AND NEW.embargo_until IS NOT NULL"  # nosec B608
        " AND EXISTS (SELECT 1 FROM publications_edition e"
        " JOIN publications_text t ON t.id = e.text_id"
        " WHERE t.publication_id = NEW.id AND e.live_from < NEW.embargo_until)",
        "publication: a release stands before this embargo",
    ),
    Promise(
        "edition_past_is_frozen",
        "edition",
        "UPDATE",
        "(OLD.live_from <= {passed} AND "
        + changed(
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
        + ") OR (OLD.live_until <= {passed} AND "
        + changed("live_until")
        + ")",
        "edition: what was public has been public",
    ),
    Promise(
        "edition_moves_to_no_past",
        "edition",
        "UPDATE",
        "(" + changed("live_from") + " AND NEW.live_from < {grace}"
        " AND NOT (NEW.recorded AND OLD.live_from IS NULL))"
        " OR (" + changed("live_until") + " AND NEW.live_until < {grace})",
        "edition: no bound moves into the past",
    ),
    Promise(
        "text_is_born_unreleased",
        "text",
        "INSERT",
        "NEW.first_released_at IS NOT NULL OR NEW.year IS NOT NULL",
        "text: a new text was never released",
    ),
    Promise(
        "text_first_release_is_frozen",
        "text",
        "UPDATE",
        "OLD.first_released_at <= {passed} AND " + changed("first_released_at", "year"),
        "text: the first release never moves",
    ),
    Promise(
        # A restore makes it, before the guards stand.
        "hold_is_made_by_a_restore",
        "hold",
        "INSERT",
        "",
        "hold: only a restore makes one",
    ),
    Promise(
        "hold_is_only_lifted",
        "hold",
        "UPDATE",
        changed("moment", "restored_at", "entry") + " OR OLD.lifted_at IS NOT NULL",
        "hold: lifted once",
    ),
    Promise(
        "text_keeps_its_identity",
        "text",
        "UPDATE",
        changed("publication_id", "language") + " OR NEW.version < OLD.version",
        "text: identity never changes, the version only rises",
    ),
    Promise(
        "text_original_stays",
        "text",
        "UPDATE",
        changed("relation") + " AND 'original' IN (OLD.relation, NEW.relation)",
        "text: the original stays the original",
    ),
)
