"""Who has cleared a text: four eyes, the head of mission, those who sign.

Asked under the lock, shown on the page; the database asks four eyes by itself once
more (`models/guards/four_eyes`). Two accounts of one person are one pair of eyes.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from publications import zones
from publications.models import (
    SIGNING,
    Account,
    Appointment,
    Approval,
    Capacity,
    Edition,
    Person,
    PersonName,
    PersonSpelling,
)
from publications.rendering.names import folded


def eyes_of(account: Account) -> str:
    """The pair of eyes behind an account: its person's where it has one."""
    return f"p{account.person_id}" if account.person_id else f"a{account.pk}"


def contributors(edition: Edition) -> set[int]:
    """Ids of the accounts that changed the text since the live edition."""
    return set(
        edition.revisions.filter(number__gt=0).values_list("saved_by_id", flat=True)
    )


def wrote(edition: Edition) -> set[str]:
    """The eyes that changed the text since the live edition."""
    accounts = Account.objects.filter(pk__in=contributors(edition))
    return {eyes_of(account) for account in accounts}


def standing(
    edition: Edition, without: QuerySet[Approval] | None = None
) -> QuerySet[Approval]:
    """Approvals of the revision that counts, by people who are still here; without
    those that are about to be voided."""
    approvals = edition.approvals.all()
    if without is not None:
        approvals = approvals.exclude(pk__in=without.values("pk"))
    return approvals.filter(
        Q(approver=None) | Q(approver__is_active=True),
        revision_id=edition.revision_id,
        voided_at=None,
    ).select_related("approver")


def approved_by(
    edition: Edition, without: QuerySet[Approval] | None = None
) -> set[str]:
    """The eyes that approved the revision that counts."""
    return {_eyes_behind(approval) for approval in standing(edition, without)}


def _eyes_behind(approval: Approval) -> str:
    if approval.signatory_id:
        return f"p{approval.signatory_id}"
    return eyes_of(approval.approver)


def seen_by_four_eyes(
    edition: Edition, without: QuerySet[Approval] | None = None
) -> bool:
    """For every contributor there is an approver who is somebody else."""
    approved = approved_by(edition, without)
    return len(approved) >= 2 or bool(approved - wrote(edition))


def leaders(at: datetime) -> QuerySet[Appointment]:
    """The posts whose holders lead the mission that day: head, or chargé d'affaires."""
    return Appointment.objects.leading(zones.day_of(at)).select_related("person")


def signers(edition: Edition) -> set[int]:
    """Ids of the people whose words the text is."""
    signed = edition.revision.bylines.filter(role__in=SIGNING)
    return set(signed.values_list("person_id", flat=True))


def needs_principal(edition: Edition, at: datetime) -> bool:
    """Whether a text is signed by who leads the mission, or of a kind that needs it."""
    if edition.text.publication.kind in settings.PRINCIPAL_KINDS:
        return True
    leading = set(leaders(at).values_list("person_id", flat=True))
    return bool(leading & (signers(edition) | _namesakes(edition, leading)))


def _namesakes(edition: Edition, people: set[int]) -> set[int]:
    """Those of these people whose name or spelling stands in the byline: entering
    somebody "new" under it is no way round their approval."""
    if not people:
        return set()
    bylines = edition.revision.bylines.filter(role__in=SIGNING)
    forms = {folded(name) for name in bylines.values_list("name", flat=True)}
    found = PersonName.objects.filter(person__in=people, folded__in=forms)
    spelt = PersonSpelling.objects.filter(person__in=people, folded__in=forms)
    return {named.person_id for named in (*found, *spelt)}


def approved_by_principal(
    edition: Edition, without: QuerySet[Approval] | None = None
) -> bool:
    approvals = standing(edition, without)
    return approvals.filter(capacity=Capacity.PRINCIPAL).exists()


def cleared(
    edition: Edition, at: datetime, without: QuerySet[Approval] | None = None
) -> bool:
    """Whether the revision that counts may be released."""
    return seen_by_four_eyes(edition, without) and (
        approved_by_principal(edition, without) or not needs_principal(edition, at)
    )


def silent_signatories(edition: Edition) -> list[Person]:
    """Those whose words the text is and who haven't approved them as they stand."""
    approvals = standing(edition)
    spoken = set(approvals.values_list("signatory_id", flat=True)) | set(
        approvals.values_list("approver__person_id", flat=True)
    )
    silent = Person.objects.filter(pk__in=signers(edition) - spoken)
    return list(silent.prefetch_related("names"))


def capacity_of(person_id: int | None, edition: Edition, at: datetime) -> Capacity:
    """In what capacity somebody approves: the highest that the person has that day."""
    if person_id is None:
        return Capacity.REVIEWER
    if leaders(at).filter(person=person_id).exists():
        return Capacity.PRINCIPAL
    return Capacity.SIGNATORY if person_id in signers(edition) else Capacity.REVIEWER


def missing(edition: Edition, at: datetime) -> list[str]:
    """Say what clearance a text still lacks, a sentence each."""
    sentences = []
    if not seen_by_four_eyes(edition):
        sentences.append(
            _("Still needed: the approval of somebody who wrote none of it.")
            if not approved_by(edition)
            else _(
                "Still needed: one more approval, since whoever approved also wrote."
            )
        )
    if needs_principal(edition, at) and not approved_by_principal(edition):
        names = _names(post.person for post in leaders(at))
        sentences.append(
            _("Still needed: the approval of the head of mission (%(names)s).")
            % {"names": names}
            if names
            else _(
                "Still needed: the approval of the head of mission. Nobody is recorded "
                "as leading the mission today: an administrator enters it "
                "with the person's appointment."
            )
        )
    return sentences


def must_look_again(edition: Edition) -> list[str]:
    """Names of those whose approval went with a later change of the text."""
    approvals = edition.approvals.select_related("approver").order_by("id")
    now = {_eyes_behind(a) for a in approvals if a.voided_at is None}
    earlier = [a for a in approvals if _eyes_behind(a) not in now]
    return list(
        dict.fromkeys(
            a.by_name for a in earlier if a.revision_id != edition.revision_id
        )
    )


def _names(people: Iterable[Person]) -> str:
    return ", ".join(dict.fromkeys(str(person) for person in people))
