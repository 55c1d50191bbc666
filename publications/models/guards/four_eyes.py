"""Four eyes as SQL: who approved the revision that counts, and who wrote on it.

Fragments for the conditions in `promises`; `rules` asks the same in Python.
"""

# Two accounts of one person are one pair of eyes; so is that person's own link.
PERSON_BEHIND = "coalesce('p' || {person}, 'a' || {account})"


def approvals(revision: str) -> str:
    """What counts of a revision's approvals. Who has left counts no more."""
    return (
        "FROM publications_approval a"
        " LEFT JOIN publications_account u ON u.id = a.approver_id"
        f" WHERE a.revision_id = {revision} AND a.voided_at IS NULL"
        " AND (u.id IS NULL OR u.is_active)"
    )


APPROVALS = approvals("NEW.revision_id")
APPROVER = PERSON_BEHIND.format(
    person="coalesce(a.signatory_id, u.person_id)", account="a.approver_id"
)
CONTRIBUTORS = (
    f"(SELECT {PERSON_BEHIND.format(person='w.person_id', account='w.id')}"  # nosec B608
    " FROM publications_revision r"
    " JOIN publications_account w ON w.id = r.saved_by_id"
    " WHERE r.edition_id = {edition} AND r.number > 0)"
)


def four_eyes(edition: str, revision: str) -> str:
    """For every contributor there is an approver who is somebody else: two approvers of
    the revision that counts, or one who changed nothing."""
    counted = approvals(revision)
    return (
        f"((SELECT count(DISTINCT {APPROVER}) {counted}) >= 2"  # nosec
        f" OR EXISTS (SELECT 1 {counted}"
        f" AND {APPROVER} NOT IN {CONTRIBUTORS.format(edition=edition)}))"
    )


FOUR_EYES = four_eyes("NEW.id", "NEW.revision_id")
# Somebody whose words the text is has not approved them.
UNAPPROVED_SIGNATORY = (
    "EXISTS (SELECT 1 FROM publications_byline b"  # nosec
    " WHERE b.revision_id = NEW.revision_id"
    " AND b.role IN ('author', 'speaker', 'interviewee')"
    f" AND NOT EXISTS (SELECT 1 {APPROVALS}"
    " AND coalesce(a.signatory_id, u.person_id) = b.person_id))"
)
APPROVER_OF_NEW = PERSON_BEHIND.format(
    person=(
        "coalesce(NEW.signatory_id, (SELECT u.person_id FROM publications_account u"
        " WHERE u.id = NEW.approver_id))"
    ),
    account="NEW.approver_id",
)
COUNT_OF_CONTRIBUTORS = (
    "(SELECT count(DISTINCT "  # nosec B608
    + PERSON_BEHIND.format(person="w.person_id", account="w.id")
    + ") FROM publications_revision c"
    " JOIN publications_account w ON w.id = c.saved_by_id"
    " WHERE c.edition_id = NEW.edition_id AND c.number > 0)"
)
